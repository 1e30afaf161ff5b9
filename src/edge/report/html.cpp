#include "html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

#include "home_needs.h"
#include "linquan/report/phrases.h"
#include "linquan/report/svg.h"
#include "linquan/words/figures.h"
#include "linquan/words/gap_text.h"
#include "linquan/words/remedy_text.h"
#include "palette.h"

namespace linquan::report {
namespace {

using Out = std::back_insert_iterator<std::string>;

std::string tenths_down(double share) {
  // A hair is added, so that what a fraction such as 0.7 loses in binary does not cost it a tenth.
  return fmt::format("{:.1f}", std::floor(share * 1'000 + 1e-9) / 10);
}

/// Met, unmet and not known as parts of a bar; patterns are left to the numbers beside it.
std::string bar_html(standard::Tally const& tally) {
  auto const all = static_cast<double>(std::max<std::int64_t>(tally.all().count, 1));
  auto const width = [&](Millipersons people) { return static_cast<double>(people.count) / all * 100; };
  return fmt::format(
      R"(<span class="bar"><i class="m" style="width:{:.1f}%"></i><i class="u" style="width:{:.1f}%"></i></span>)",
      width(tally.met), width(tally.unmet));
}

std::string people_or_dash(Millipersons people) {
  return people.count == 0 ? std::string{"–"} : words::people_text(people);
}

}  // namespace

std::string percent_text(std::optional<double> share) {
  return share ? tenths_down(*share) + " %" : std::string{"–"};
}

std::string bounds_text(standard::Needs const& needs) {
  auto const low = needs.low();
  auto const high = needs.high();
  if (!low || !high || needs.unknown == 0) {
    return {};
  }
  auto const from = tenths_down(*low);
  auto const to = tenths_down(*high);
  return from == to ? std::string{} : fmt::format("{}–{} %", from, to);
}

std::string figures_html(std::vector<Figure> const& figures) {
  std::string html = "<dl class=\"figures\">";
  for (auto const& figure : figures) {
    fmt::format_to(Out{html}, "<div><dt>{}</dt><dd>{}</dd>{}</div>", escaped(figure.label), escaped(figure.value),
                   figure.note.empty() ? std::string{} : fmt::format("<p>{}</p>", escaped(figure.note)));
  }
  return html + "</dl>\n";
}

std::string rules_html(Subject const& subject, standard::Score const& score, std::string_view below) {
  auto const& messages = subject.messages;
  auto const some_unknown = std::ranges::any_of(score.rules, [](auto const& tally) { return tally.unknown.count > 0; });
  auto const unknown_head =
      some_unknown ? fmt::format("<th class=\"n\">{}</th>", escaped(messages.say("report_people_unknown"))) : "";
  auto html = fmt::format(
      "<div class=\"two\"><table class=\"rules\"><thead><tr><th class=\"n\">{}</th><th>{}</th>"
      "<th>{}</th><th class=\"n\">{}</th><th class=\"b\"></th><th class=\"n\">{}</th>{}</tr></thead>"
      "<tbody>\n",
      escaped(messages.say("report_rule_number")), escaped(messages.say("report_rule")),
      escaped(messages.say("report_limit")), escaped(messages.say("report_share")),
      escaped(messages.say("report_people_unmet")), unknown_head);
  for (std::size_t i = 0; i < score.rules.size(); ++i) {
    auto const& rule = subject.standard().rules[i];
    auto const& tally = score.rules[i];
    auto const share = ratio(tally.met.count, (tally.met + tally.unmet).count);
    fmt::format_to(
        Out{html},
        "<tr><td class=\"n q\">{}</td><td>{} <span class=\"q\">{}</span></td><td class=\"w\">{}</td><td class=\"n{}\">"
        "{}</td><td class=\"b\">{}</td><td class=\"n\">{}</td>{}</tr>\n",
        i + 1, escaped(rule_name(rule, messages)), escaped(demand_text(rule.demand, messages)),
        escaped(words::limit_words(rule.limit, rule.unit, messages)), share && *share < pass_mark ? " low" : "",
        percent_text(share), bar_html(tally), people_or_dash(tally.unmet),
        some_unknown ? fmt::format("<td class=\"n q\">{}</td>", people_or_dash(tally.unknown)) : "");
  }
  return html.append("</tbody></table>\n").append(below).append("</div>\n");
}

std::string drawing_html(std::string_view svg, std::string_view caption) {
  return fmt::format("<figure><figcaption>{}</figcaption>{}</figure>\n", escaped(caption), svg);
}

std::string clauses_html(Subject const& subject) {
  // Many rules share a clause: each one stands once, behind the numbers of its rules.
  std::vector<std::pair<std::string, std::string>> clauses;
  for (std::size_t i = 0; i < subject.standard().rules.size(); ++i) {
    auto const clause = words::clause_text(subject.standard().rules[i].source, subject.messages);
    auto const known = std::ranges::find(clauses, clause, &std::pair<std::string, std::string>::first);
    if (known == clauses.end()) {
      clauses.emplace_back(clause, fmt::to_string(i + 1));
    } else {
      known->second += fmt::format(", {}", i + 1);
    }
  }
  std::string html = "<ul class=\"clauses three\">";
  for (auto const& [clause, numbers] : clauses) {
    fmt::format_to(Out{html}, "<li><b>{}</b> {}</li>\n", numbers, escaped(clause));
  }
  return html + "</ul>\n";
}

std::string persons_html(Subject const& subject, std::vector<standard::Score const*> const& scores) {
  if (scores.size() < 2) {
    return {};
  }
  auto const& messages = subject.messages;
  auto const with_round = subject.standard().round.has_value();
  auto html = fmt::format(
      "<table class=\"persons\"><thead><tr><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}"
      "</th></tr></thead><tbody>\n",
      escaped(messages.say("report_walker")), escaped(messages.say("report_needs_met")),
      with_round ? escaped(messages.say("report_round")) : std::string{});
  for (std::size_t i = 0; i < scores.size(); ++i) {
    auto const& round = scores[i]->round;
    auto const bounds = bounds_text(scores[i]->needs);
    fmt::format_to(Out{html}, "<tr><td>{}</td><td class=\"n\">{}{}</td><td class=\"n\">{}</td></tr>\n",
                   escaped(person_name(subject.evaluation.persons[i].findings.person, messages)),
                   bounds.empty() ? std::string{} : fmt::format("<span class=\"q\">{}</span> ", bounds),
                   percent_text(scores[i]->needs.share()),
                   with_round ? percent_text(ratio(round.met.count, (round.met + round.unmet).count)) : std::string{});
  }
  return html + "</tbody></table>\n";
}

std::string gap_html(Subject const& subject, standard::Gap const& gap) {
  auto const remedies = words::remedies_sentence(subject.city, gap, subject.messages);
  return fmt::format("<li><b class=\"no\">{}</b> {}{}</li>\n", gap.rule + 1,
                     escaped(words::gap_sentence(subject.city, subject.evaluation, gap, subject.messages)),
                     remedies.empty() ? std::string{} : fmt::format(" <i>{}</i>", escaped(remedies)));
}

}  // namespace linquan::report

#include "linquan/report/change_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "change_facts.h"
#include "html.h"
#include "linquan/report/phrases.h"
#include "linquan/report/svg.h"
#include "linquan/words/change_text.h"
#include "linquan/words/figures.h"
#include "linquan/words/gap_text.h"

namespace linquan::report {
namespace {

constexpr std::size_t shifts_max = 30;

using Out = std::back_insert_iterator<std::string>;
using Shifts = std::vector<compare::Shift const*>;

std::string heading(words::Messages const& messages, std::string_view code) {
  return fmt::format("<h2>{}</h2>\n", escaped(messages.say(code)));
}

std::string head_html(ChangeSubject const& subject, std::string_view above, std::string_view name,
                      std::string_view code) {
  auto const& messages = subject.messages;
  auto const line = messages.say(code.empty() ? "report_page_line" : "report_page_line_code",
                                 {{"standard", name_of(subject.standard().name, messages)},
                                  {"person", person_name(subject.comparison().person, messages)},
                                  {"code", std::string{code}}});
  auto const states =
      messages.say("report_change_states", {{"before", subject.before_name}, {"after", subject.after_name}});
  return fmt::format("<header><p>{}</p><h1>{}</h1><p>{}<br/>{}</p></header>\n", escaped(above), escaped(name),
                     escaped(line), escaped(states));
}

std::string foot_html(ChangeSubject const& subject) {
  auto const& messages = subject.messages;
  std::string text;
  for (auto const* const code : {"report_means_gained", "report_means_sums", "report_means_effects",
                                 "report_means_causes", "report_means_needs", "report_osm_attribution"}) {
    text += (text.empty() ? "" : " ") + messages.say(code);
  }
  return fmt::format("<footer>{}</footer>\n", escaped(text));
}

/// Before and after, once where they are one.
std::string both(std::string const& before, std::string const& after) {
  return before == after ? before : before + " → " + after;
}

std::vector<Figure> figures_of(ChangeSubject const& subject, compare::AreaChange const& area) {
  auto const& messages = subject.messages;
  auto const sums = words::sums_of(area);
  return {{messages.say("report_people"),
           both(words::people_text(area.people_before), words::people_text(area.people_after)),
           {}},
          {messages.say("report_needs_met"),
           both(percent_text(area.needs_before.share()), percent_text(area.needs_after.share())),
           {}},
          {messages.say("report_gained_all"), "▲ " + words::people_text(sums.gained), {}},
          {messages.say("report_lost_all"), "▼ " + words::people_text(sums.lost), {}}};
}

std::string shifts_html(ChangeSubject const& subject, Shifts const& shifts) {
  auto const& messages = subject.messages;
  if (shifts.empty()) {
    return fmt::format("<p>{}</p>\n", escaped(messages.say("report_no_shifts")));
  }
  std::string html = "<ol class=\"gaps three\">\n";
  for (std::size_t i = 0; i < std::min(shifts.size(), shifts_max); ++i) {
    auto const& shift = *shifts[i];
    fmt::format_to(Out{html}, "<li><b class=\"no\">{}</b> {} {}</li>\n", shift.rule + 1, shift.gained ? "▲" : "▼",
                   escaped(words::shift_sentence(subject.compared, shift, messages)));
  }
  html += "</ol>\n";
  if (shifts.size() > shifts_max) {
    html += fmt::format("<p>{}</p>\n", escaped(words::counted({"report_shifts_more_one", "report_shifts_more"},
                                                              shifts.size() - shifts_max, messages)));
  }
  return html;
}

std::string signed_or_dash(double people) {
  auto const text = words::signed_text(people);
  return text == "0" ? "–" : text;
}

/// The rules that stand otherwise than before, with what each factor did.
std::string rules_html(ChangeSubject const& subject, compare::AreaChange const& area) {
  auto const& messages = subject.messages;
  auto const rules = changed_rules(area);
  std::string html = "<table><thead><tr><th class=\"n\">";
  html += escaped(messages.say("report_rule_number")) + "</th>";
  for (auto const* const code : {"report_rule", "report_limit"}) {
    html += "<th>" + escaped(messages.say(code)) + "</th>";
  }
  for (auto const* const code : {"report_share_before", "report_share_after", "column_gained", "column_lost",
                                 "column_by_streets", "column_by_outlets", "column_by_population"}) {
    html += "<th class=\"n\">" + escaped(messages.say(code)) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (auto const index : rules) {
    auto const& rule = subject.standard().rules[index];
    auto const& change = area.rules[index];
    fmt::format_to(Out{html}, "<tr><td class=\"n q\">{}</td><td>{} <span class=\"q\">{}</span></td><td>{}</td>",
                   index + 1, escaped(rule_name(rule, messages)), escaped(demand_text(rule.demand, messages)),
                   escaped(words::limit_words(rule.limit, rule.unit, messages)));
    auto const effects = effects_of(change.met);
    for (auto const& text : {percent_text(share_of(change.before)), percent_text(share_of(change.after)),
                             signed_or_dash(change.gained.persons()), signed_or_dash(-change.lost.persons()),
                             signed_or_dash(effects[0]), signed_or_dash(effects[1]), signed_or_dash(effects[2])}) {
      html += "<td class=\"n\">" + text + "</td>";
    }
    html += "</tr>\n";
  }
  html += "</tbody></table>\n";
  auto const same = area.rules.size() - rules.size();
  return same == 0
             ? html
             : html + fmt::format(
                          "<p>{}</p>\n",
                          escaped(words::counted({"compare_rules_same_one", "compare_rules_same"}, same, messages)));
}

/// The clauses of the rules that changed here; rules that share one stand together.
std::string clauses_of(ChangeSubject const& subject, compare::AreaChange const& area) {
  std::vector<std::pair<std::string, std::string>> clauses;
  for (auto const index : changed_rules(area)) {
    auto const clause = words::clause_text(subject.standard().rules[index].source, subject.messages);
    auto const known = std::ranges::find(clauses, clause, &std::pair<std::string, std::string>::first);
    if (known == clauses.end()) {
      clauses.emplace_back(clause, fmt::to_string(index + 1));
    } else {
      known->second += fmt::format(", {}", index + 1);
    }
  }
  std::string html = "<ul class=\"clauses three\">";
  for (auto const& [clause, numbers] : clauses) {
    fmt::format_to(Out{html}, "<li><b>{}</b> {}</li>\n", numbers, escaped(clause));
  }
  return html + "</ul>\n";
}

std::string differences_html(ChangeSubject const& subject) {
  std::string html;
  for (auto const& line : words::difference_lines(subject.compared, subject.edits, subject.messages)) {
    html += fmt::format("<p>{}</p>\n", escaped(line));
  }
  return html.empty() ? fmt::format("<p>{}</p>\n", escaped(subject.messages.say("compare_nothing"))) : html;
}

std::string areas_html(ChangeSubject const& subject, std::vector<compare::AreaChange const*> areas) {
  auto const& messages = subject.messages;
  if (areas.empty()) {
    return {};
  }
  std::ranges::stable_sort(areas, {}, [](auto const* area) {
    auto const sums = words::sums_of(*area);
    return -std::max(sums.gained.count, sums.lost.count);
  });
  auto html =
      fmt::format("<h2>{}</h2>\n<table><thead><tr><th>{}</th>",
                  escaped(level_text(subject.comparison().level, messages)), escaped(messages.say("report_area")));
  for (auto const* const code :
       {"report_people", "report_needs_before", "report_needs_after", "report_gained_all", "report_lost_all"}) {
    html += "<th class=\"n\">" + escaped(messages.say(code)) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (auto const* const area : areas) {
    auto const sums = words::sums_of(*area);
    fmt::format_to(Out{html}, "<tr><td><a href=\"{}\">{}</a></td>", escaped(change_page_name(subject, *area)),
                   escaped(words::area_text(*area, messages)));
    for (auto const& text : {both(words::people_text(area->people_before), words::people_text(area->people_after)),
                             percent_text(area->needs_before.share()), percent_text(area->needs_after.share()),
                             signed_or_dash(sums.gained.persons()), signed_or_dash(-sums.lost.persons())}) {
      html += "<td class=\"n\">" + text + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

}  // namespace

std::string change_page_name(ChangeSubject const& subject, compare::AreaChange const& area) {
  return area.after != walk::none ? page_name(subject.after(), area.after) : page_name(subject.before(), area.before);
}

std::string change_page(ChangeSubject const& subject, ChangeAtlas const& atlas, compare::AreaChange const& area,
                        Shifts const& shifts) {
  auto const& messages = subject.messages;
  auto const name = words::area_text(area, messages);
  auto const above = messages.say("report_page_above", {{"city", subject.after().name},
                                                        {"level", level_text(subject.comparison().level, messages)}});
  auto body = head_html(subject, above, name, area.code);
  body += figures_html(figures_of(subject, area));
  body += drawing_html(atlas.map_of(&area, shifts), messages.say("report_change_map_title", {{"area", name}}));
  body += heading(messages, "report_changed_here") + shifts_html(subject, shifts);
  body += heading(messages, "report_rules_changed") + rules_html(subject, area);
  body += heading(messages, "report_clauses") + clauses_of(subject, area);
  body += foot_html(subject);
  return document(messages, name, body);
}

std::string change_index(ChangeSubject const& subject, ChangeAtlas const& atlas,
                         std::vector<compare::AreaChange const*> const& areas, std::vector<NamedPlot> const& plots) {
  auto const& messages = subject.messages;
  auto const& city = subject.comparison().city;
  Shifts shifts;
  for (auto const& shift : subject.comparison().shifts) {
    shifts.push_back(&shift);
  }
  auto const title = messages.say("report_change_title", {{"city", subject.after().name}});
  auto body = head_html(subject, messages.say("report_whole_city"), title, {});
  body += figures_html(figures_of(subject, city));
  body += differences_html(subject);
  body += drawing_html(atlas.map_of(nullptr, shifts),
                       messages.say("report_change_map_title", {{"area", subject.after().name}}));
  body += heading(messages, "report_changed_most") + shifts_html(subject, shifts);
  body += heading(messages, "report_rules_changed") + rules_html(subject, city);
  body += areas_html(subject, areas);
  body += heading(messages, "report_before_after");
  for (auto const& plot : plots) {
    body += "<figure>" + plot.svg + "</figure>\n";
  }
  body += heading(messages, "report_clauses") + clauses_of(subject, city);
  body += foot_html(subject);
  return document(messages, title, body);
}

}  // namespace linquan::report

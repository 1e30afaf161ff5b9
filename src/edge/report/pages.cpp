#include "linquan/report/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "html.h"
#include "linquan/report/phrases.h"
#include "linquan/report/svg.h"
#include "linquan/words/figures.h"
#include "linquan/words/grades_text.h"
#include "page_style.h"

namespace linquan::report {
namespace {

constexpr std::size_t marked_max = 6;
constexpr std::size_t index_gaps_max = 25;

using Out = std::back_insert_iterator<std::string>;

std::string heading(words::Messages const& messages, std::string_view code) {
  return fmt::format("<h2>{}</h2>\n", escaped(messages.say(code)));
}

std::string head_html(Subject const& subject, std::string_view above, std::string_view name, std::string_view code) {
  auto const standard = name_of(subject.standard().name, subject.messages);
  auto const person = person_name(subject.findings().person, subject.messages);
  return fmt::format(
      "<header><p>{}</p><h1>{}</h1><p>{}</p></header>\n", escaped(above), escaped(name),
      escaped(subject.messages.say(code.empty() ? "report_page_line" : "report_page_line_code",
                                   {{"standard", standard}, {"person", person}, {"code", std::string{code}}})));
}

std::string foot_html(Subject const& subject) {
  auto const& messages = subject.messages;
  std::string text;
  for (auto const* const code :
       {"report_means_needs", "report_means_bounds", "report_means_share", "report_osm_attribution"}) {
    text += (text.empty() ? "" : " ") + messages.say(code);
  }
  for (auto const& input : subject.city.inputs) {
    text += input.date.empty() ? std::string{} : fmt::format(" · {} {}", input.name, input.date);
    text += input.role == "scenario" ? fmt::format(" · {} {}", role_text(input, messages), input.name) : std::string{};
  }
  return fmt::format("<footer>{}</footer>\n", escaped(text));
}

std::vector<Figure> figures_of(Subject const& subject, standard::Score const& score) {
  auto const& messages = subject.messages;
  std::vector<Figure> figures{
      {messages.say("report_people"), words::people_text(score.people.all), {}},
      {messages.say("report_homes"), words::grouped(score.homes), {}},
      {messages.say("report_outlets"), words::grouped(score.outlets), {}},
      {messages.say("report_needs_met"), percent_text(score.needs.share()), bounds_text(score.needs)}};
  if (subject.standard().round) {
    figures.push_back({messages.say("report_round"),
                       percent_text(ratio(score.round.met.count, (score.round.met + score.round.unmet).count)),
                       {}});
  }
  if (!subject.standard().grades.empty() && score.area != walk::none) {
    figures.push_back({messages.say("report_grade"), grade_text(score, subject), {}});
  }
  return figures;
}

/// The same area, as the other persons find it.
std::vector<standard::Score const*> for_all_persons(Subject const& subject, city::AreaLevel level, std::uint32_t area) {
  std::vector<standard::Score const*> scores;
  for (auto const& person : subject.evaluation.persons) {
    if (area == walk::none) {
      scores.push_back(&person.scores.city);
      continue;
    }
    for (auto const& of_level : person.scores.levels) {
      auto const found = std::ranges::find(of_level.areas, area, &standard::Score::area);
      if (of_level.level == level && found != of_level.areas.end()) {
        scores.push_back(&*found);
      }
    }
  }
  return scores;
}

std::string gaps_html(Subject const& subject, std::vector<standard::Gap const*> const& gaps) {
  if (gaps.empty()) {
    return fmt::format("<p>{}</p>\n", escaped(subject.messages.say("report_no_gaps")));
  }
  std::string html = "<ol class=\"gaps three\">\n";
  for (auto const* const gap : gaps) {
    html += gap_html(subject, *gap);
  }
  return html + "</ol>\n";
}

std::string persons_part(Subject const& subject, city::AreaLevel level, std::uint32_t area) {
  auto const table = persons_html(subject, for_all_persons(subject, level, area));
  return table.empty() ? table : heading(subject.messages, "report_by_person") + table;
}

std::string areas_html(Subject const& subject, standard::LevelScores const& level) {
  auto const& messages = subject.messages;
  auto html = fmt::format(
      "<h2>{}</h2>\n<table><thead><tr><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th><th "
      "class=\"n\">{}</th><th>{}</th></tr></thead><tbody>\n",
      escaped(level_text(level.level, messages)), escaped(messages.say("report_area")),
      escaped(messages.say("report_people")), escaped(messages.say("report_needs_met")),
      escaped(messages.say("report_bounds")), escaped(messages.say("report_grade")));
  // Those in most need first: that is what one looks for.
  std::vector<standard::Score const*> order;
  for (auto const& score : level.areas) {
    order.push_back(&score);
  }
  std::ranges::stable_sort(order, {}, [](auto const* score) { return score->needs.share().value_or(2); });
  for (auto const* const score : order) {
    auto const share = score->needs.share();
    fmt::format_to(Out{html},
                   "<tr><td><a href=\"{}\">{}</a></td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}"
                   "</td><td>{}</td></tr>\n",
                   escaped(page_name(subject.city, score->area)), escaped(area_name(score->area, subject)),
                   words::people_text(score->people.all), percent_text(share), bounds_text(score->needs),
                   escaped(grade_text(*score, subject)));
  }
  return html + "</tbody></table>\n";
}

}  // namespace

std::string document(words::Messages const& messages, std::string_view title, std::string_view body) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\" xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta "
      "charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width\"/><title>{}</title>"
      "<style>{}</style></head><body>\n{}</body></html>\n",
      messages.language() == words::Language::zh ? "zh-CN" : "en", escaped(title), page_style, body);
}

std::string page_name(city::City const& city, std::uint32_t area) {
  auto const& found = city.areas[area];
  std::string name;
  for (auto const c : found.code) {
    auto const plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    name += plain ? c : '_';
  }
  auto const twice = std::ranges::count(city.areas, found.code, &city::Area::code) > 1;
  if (name.empty() || name == "index" || twice || name.find('_') != std::string::npos) {
    name += fmt::format("-{}", found.id.value());
  }
  return name + ".html";
}

std::vector<standard::RuleIndex> marked_rules(std::vector<standard::Gap const*> const& gaps) {
  std::vector<standard::RuleIndex> rules;
  for (auto const* const gap : gaps) {
    if (rules.size() < marked_max && std::ranges::find(rules, gap->rule) == rules.end()) {
      rules.push_back(gap->rule);
    }
  }
  std::ranges::sort(rules);
  return rules;
}

std::string area_page(Subject const& subject, Atlas const& atlas, standard::LevelScores const& level,
                      standard::Score const& score, std::vector<standard::Gap> const& gaps) {
  auto const& messages = subject.messages;
  auto const& area = subject.city.areas[score.area];
  std::vector<standard::Gap const*> own;
  for (auto const& gap : gaps) {
    if (gap.area == score.area) {
      own.push_back(&gap);
    }
  }
  auto const name = area_name(score.area, subject);
  auto const above =
      messages.say("report_page_above", {{"city", subject.city.name}, {"level", level_text(level.level, messages)}});
  auto body = head_html(subject, above, name, area.code);
  body += figures_html(figures_of(subject, score));
  body += drawing_html(atlas.map_of(score.area, marked_rules(own)), messages.say("report_map_title", {{"area", name}}));
  body += heading(messages, "report_missing_here") + gaps_html(subject, own);
  body += heading(messages, "report_rules_here") +
          rules_html(subject, score, persons_part(subject, level.level, score.area));
  body += heading(messages, "report_clauses") + clauses_html(subject);
  body += foot_html(subject);
  return document(messages, name, body);
}

std::string index_page(Subject const& subject, Atlas const& atlas,
                       std::vector<standard::LevelScores const*> const& levels, std::vector<NamedPlot> const& plots) {
  auto const& messages = subject.messages;
  auto const& score = subject.scores().city;
  auto body = head_html(subject, messages.say("report_whole_city"),
                        messages.say("report_title", {{"city", subject.city.name}}), {});
  body += figures_html(figures_of(subject, score));
  if (auto const grades = words::grades_text(subject.standard(), subject.scores(), messages); !grades.empty()) {
    body += fmt::format("<p>{}</p>\n", escaped(grades));
  }
  for (auto const* const level : levels) {
    body += drawing_html(atlas.overview(*level),
                         messages.say("report_overview_title", {{"level", level_text(level->level, messages)}}));
  }
  if (levels.empty()) {
    body += drawing_html(atlas.map_of(walk::none, {}), messages.say("report_map_title", {{"area", subject.city.name}}));
  }
  body += heading(messages, "report_missing_most");
  std::vector<standard::Gap const*> largest;
  for (auto const& gap : subject.evaluation.gaps) {
    if (largest.size() < index_gaps_max) {
      largest.push_back(&gap);
    }
  }
  body += gaps_html(subject, largest);
  body += heading(messages, "report_rules_here") +
          rules_html(subject, score, persons_part(subject, subject.evaluation.level, walk::none));
  body += heading(messages, "report_clauses") + clauses_html(subject);
  body += heading(messages, "report_plots");
  for (auto const& plot : plots) {
    body += "<figure>" + plot.svg + "</figure>\n";
  }
  for (auto const* const level : levels) {
    body += areas_html(subject, *level);
  }
  body += foot_html(subject);
  return document(messages, messages.say("report_title", {{"city", subject.city.name}}), body);
}

}  // namespace linquan::report

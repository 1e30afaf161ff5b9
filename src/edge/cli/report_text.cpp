#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "figures.h"
#include "report.h"

namespace linquan::cli {
namespace {

constexpr std::size_t label_columns = 12;
constexpr std::size_t notices_shown = 20;

/// Lines of "label  sentence" in one language.
class Page {
 public:
  explicit Page(Messages const& messages) : messages_{messages} {}

  void head(std::string_view code) { text_ += "\n" + messages_.say(code) + "\n"; }
  void line(std::string_view label, std::string_view code, Error::Args const& args = {}) {
    labelled(label, messages_.say(code, args));
  }
  void labelled(std::string_view label, std::string_view text) {
    text_ += fmt::format("  {}{}\n", padded(messages_.say(label), label_columns), text);
  }
  void plain(std::string_view text) { text_ += fmt::format("  {}\n", text); }
  /// Name and count, the largest first, aligned.
  void counts(Counts const& counts, auto const& name_of) {
    std::vector<std::pair<std::string, std::uint64_t>> rows{counts.begin(), counts.end()};
    std::ranges::stable_sort(rows, [](auto const& a, auto const& b) { return a.second > b.second; });
    for (auto const& [id, count] : rows) {
      text_ += fmt::format("    {:>10}  {}\n", grouped(count), name_of(id));
    }
  }
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  Messages const& messages_;
  std::string text_;
};

std::string kilometres(Millimetres length) {
  return grouped(static_cast<std::uint64_t>(length.count / 1'000'000));
}

void streets_line(Page& page, Summary const& summary) {
  page.line("label_streets", "info_streets",
            {{"km", kilometres(summary.walk_length)},
             {"nodes", grouped(summary.walk_nodes)},
             {"edges", grouped(summary.walk_edges)},
             {"parts", grouped(summary.components)},
             {"share", fmt::format("{:.1f} %", 100 * summary.component_main_share)}});
}

void homes_line(Page& page, Summary const& summary) {
  auto const by = [&](std::string const& source) {
    auto const found = summary.homes_by_source.find(source);
    return grouped(found == summary.homes_by_source.end() ? 0 : found->second);
  };
  page.line("label_homes", "info_homes",
            {{"homes", grouped(summary.homes)},
             {"share", share_text(summary.homes_within_60m, summary.homes)},
             {"entrance", by("entrance")},
             {"building", by("building")},
             {"table", by("table")},
             {"street", by("street")}});
}

void people_line(Page& page, Summary const& summary) {
  if (summary.people_given.count == 0) {
    return page.line("label_people", "info_people_none");
  }
  page.line("label_people", "info_people",
            {{"people", people_text(summary.people)},
             {"given", people_text(summary.people_given)},
             {"share", share_text(static_cast<std::uint64_t>(summary.people.count),
                                  static_cast<std::uint64_t>(summary.people_given.count))}});
}

void outlets_line(Page& page, Summary const& summary) {
  page.line("label_outlets", "info_outlets",
            {{"outlets", grouped(summary.outlets)},
             {"kinds", grouped(summary.outlets_by_kind.size())},
             {"doubles", grouped(summary.doubles)}});
}

void compounds_line(Page& page, Summary const& summary) {
  page.line("label_compounds", "info_compounds",
            {{"compounds", grouped(summary.compounds)},
             {"closed", grouped(summary.compounds_closed)},
             {"gates", grouped(summary.gates)},
             {"inferred", grouped(summary.gates_inferred)}});
}

void known(Page& page, city::City const& city, Summary const& summary, Messages const& messages) {
  page.head("info_known");
  streets_line(page, summary);
  homes_line(page, summary);
  people_line(page, summary);
  if (summary.ages.age_60.count > 0 || summary.ages.age_0_14.count > 0) {
    page.line("label_ages", "info_ages",
              {{"young", people_text(summary.ages.age_0_14)},
               {"sixty", people_text(summary.ages.age_60)},
               {"seventy", people_text(summary.ages.age_70)}});
  }
  compounds_line(page, summary);
  if (!city.areas.empty()) {
    std::string levels;
    for (auto const& [level, count] : summary.areas_by_level) {
      auto const name = messages.say("area_level_" + level);
      levels += (levels.empty() ? "" : ", ") + fmt::format("{} {}", grouped(count), name);
    }
    page.labelled("label_areas", levels);
  }
  if (summary.candidates > 0) {
    page.line("label_candidates", "info_candidates", {{"candidates", grouped(summary.candidates)}});
  }
  outlets_line(page, summary);
  page.counts(summary.outlets_by_kind, [&](std::string const& id) { return kind_name(id, messages.language()); });
}

std::string names_of_kinds(std::vector<std::string> const& ids, Messages const& messages) {
  std::string names;
  for (auto const& id : ids) {
    names += (names.empty() ? "" : messages.say("list_comma")) + kind_name(id, messages.language());
  }
  return names;
}

/// A reason may be the code of a notice too, whose sentence speaks of one row; a count needs words of its own.
std::string words_for(std::string const& reason, Messages const& messages) {
  auto const own = "skipped_" + reason;
  return messages.say(messages.knows(own) ? own : reason);
}

void not_known(Page& page, Summary const& summary, Messages const& messages) {
  page.head("info_not_known");
  if (summary.people_unplaced.count > 0) {
    page.line("label_people", "info_people_unplaced", {{"people", people_text(summary.people_unplaced)}});
  }
  if (summary.homes_unsnapped > 0) {
    page.line("label_homes", "info_homes_unsnapped", {{"homes", grouped(summary.homes_unsnapped)}});
  }
  if (summary.outlets_not_joined > 0) {
    page.line("label_outlets", "info_outlets_not_joined", {{"outlets", grouped(summary.outlets_not_joined)}});
  }
  if (summary.outlets_unplaced > 0) {
    page.line("label_outlets", "info_outlets_unplaced", {{"outlets", grouped(summary.outlets_unplaced)}});
  }
  page.line("label_hours", "info_hours_unknown",
            {{"unknown", grouped(summary.outlets_without_hours)}, {"outlets", grouped(summary.outlets)}});
  if (summary.gates_inferred > 0) {
    page.line("label_gates", "info_gates_inferred", {{"gates", grouped(summary.gates_inferred)}});
  }
  if (!summary.kinds_without_outlet.empty()) {
    page.line("label_kinds", "info_kinds_without_outlet",
              {{"kinds", names_of_kinds(summary.kinds_without_outlet, messages)}});
  }
  if (!summary.outlets_by_mark.empty()) {
    page.line("label_doubts", "info_doubts");
    page.counts(summary.outlets_by_mark, [&](std::string const& mark) { return messages.say("mark_" + mark); });
  }
  if (!summary.skipped.empty()) {
    page.line("label_skipped", "info_skipped");
    page.counts(summary.skipped, [&](std::string const& reason) { return words_for(reason, messages); });
  }
}

void sources(Page& page, city::City const& city) {
  page.head("info_sources");
  for (auto const& input : city.inputs) {
    auto text = fmt::format("{:<12}{}", input.role, input.name);
    for (auto const* detail : {&input.date, &input.crs, &input.attribution}) {
      text += detail->empty() ? std::string{} : "  " + *detail;
    }
    page.plain(text);
  }
}

void notices(Page& page, city::City const& city, Messages const& messages) {
  auto const& all = city.report.notices;
  if (all.empty()) {
    return;
  }
  page.head("info_notices");
  for (std::size_t i = 0; i < std::min(all.size(), notices_shown); ++i) {
    page.plain(messages.render(all[i]));
  }
  if (all.size() > notices_shown) {
    page.plain(messages.say("info_notices_more", {{"count", grouped(all.size() - notices_shown)}}));
  }
}

}  // namespace

std::string brief_text(Summary const& summary, Messages const& messages) {
  Page page{messages};
  streets_line(page, summary);
  homes_line(page, summary);
  people_line(page, summary);
  compounds_line(page, summary);
  outlets_line(page, summary);
  return std::move(page).take();
}

std::string info_text(city::City const& city, Summary const& summary, Messages const& messages) {
  Page page{messages};
  known(page, city, summary, messages);
  not_known(page, summary, messages);
  notices(page, city, messages);
  sources(page, city);
  auto const name = city.name.empty() ? messages.say("info_unnamed") : city.name;
  return messages.say("info_title", {{"name", name},
                                     {"homes", grouped(summary.homes)},
                                     {"people", people_text(summary.people)},
                                     {"outlets", grouped(summary.outlets)}}) +
         "\n" + std::move(page).take();
}

}  // namespace linquan::cli

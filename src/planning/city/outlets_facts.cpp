#include "outlets_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::city::outlets {

SourceRef osm_source(osm::Ref ref) {
  std::string_view type;
  switch (ref.type) {
    case osm::ObjectType::node:
      type = "node";
      break;
    case osm::ObjectType::way:
      type = "way";
      break;
    case osm::ObjectType::relation:
      type = "relation";
      break;
  }
  return fmt::format("{}{}/{}", osm_prefix, type, ref.id);
}

bool is_osm(SourceRef const& source) {
  return source.starts_with(osm_prefix);
}

int earliest_opening(hours::Hours const& hours) {
  constexpr int day = 24 * 60;
  constexpr int night_ends = 4 * 60;
  constexpr int workdays = 5;
  auto const open_at = [&](int minute) {
    return hours.open_at(hours::MinuteOfWeek{static_cast<std::uint16_t>(minute % (7 * day))});
  };
  auto earliest = -1;
  for (int weekday = 0; weekday < workdays; ++weekday) {
    auto minute = night_ends;
    while (minute < day && open_at(weekday * day + minute)) {
      ++minute;
    }
    if (minute == day) {
      return 0;
    }
    while (minute < day && !open_at(weekday * day + minute)) {
      ++minute;
    }
    if (minute < day && (earliest < 0 || minute < earliest)) {
      earliest = minute;
    }
  }
  return earliest;
}

kinds::ServingSet serving_of(kinds::Kinds const& kinds, std::span<kinds::KindIndex const> of) {
  kinds::ServingSet all = 0;
  for (auto const kind : of) {
    all = static_cast<kinds::ServingSet>(all | kinds[kind].serving);
  }
  return all;
}

bool share_kind(Outlet const& a, Outlet const& b) {
  return std::ranges::any_of(a.kinds, [&](auto kind) { return std::ranges::binary_search(b.kinds, kind); });
}

std::optional<std::int64_t> millimetres_between(Outlet const& a, Outlet const& b) {
  std::optional<std::int64_t> nearest;
  for (auto const& one : a.stands) {
    for (auto const& other : b.stands) {
      auto const away = geo::distance(one.at, other.at).count;
      nearest = std::min(nearest.value_or(away), away);
    }
  }
  return nearest;
}

void add_mark(Outlet& outlet, std::string_view mark) {
  auto const at = std::ranges::lower_bound(outlet.marks, mark);
  if (at == outlet.marks.end() || *at != mark) {
    outlet.marks.emplace(at, mark);
  }
}

bool set_telephone(Outlet& outlet, std::string_view cell) {
  outlet.telephone = text::tidy(cell);
  if (outlet.telephone.empty()) {
    return false;
  }
  if (auto number = text::telephone(cell); number) {
    outlet.telephone = std::move(*number);
    return false;
  }
  add_mark(outlet, "telephone_odd");
  return true;
}

void LineNotes::add(std::string_view code, std::uint32_t line, std::string_view about) {
  auto& note = notes_[{std::string{code}, std::string{about}}];
  ++note.count;
  if (note.count <= lines_told) {
    note.lines += fmt::format("{}{}", note.lines.empty() ? "" : ", ", line);
  } else if (note.count == lines_told + 1) {
    note.lines += ", …";
  }
}

void LineNotes::tell(std::string_view file, Report& report) const {
  std::size_t told = 0;
  for (auto const& [key, note] : notes_) {
    if (told++ == notices_max) {
      return;
    }
    report.notices.push_back({key.first,
                              {{"file", std::string{file}},
                               {"count", fmt::to_string(note.count)},
                               {"lines", note.lines},
                               {"about", key.second}}});
  }
}

walk::Skipped LineNotes::counts() const {
  walk::Skipped counts;
  for (auto const& [key, note] : notes_) {
    counts[key.first] += note.count;
  }
  return counts;
}

NameParts name_parts(std::string_view name) {
  auto tidy = text::tidy(name);
  for (auto const& [wide, narrow] : {std::pair{"（", "("}, std::pair{"）", ")"}}) {
    for (auto at = tidy.find(wide); at != std::string::npos; at = tidy.find(wide, at)) {
      tidy.replace(at, std::string_view{wide}.size(), narrow);
    }
  }
  auto const open = tidy.find('(');
  auto const close = tidy.find(')', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos || open == 0) {
    return {text::folded(tidy), {}};
  }
  return {text::folded(tidy.substr(0, open) + tidy.substr(close + 1)),
          text::folded(tidy.substr(open + 1, close - open - 1))};
}

int name_likeness(NameParts const& a, NameParts const& b) {
  constexpr int one_without_branch = 950;
  auto const base = text::likeness_permille(a.base, b.base);
  if (a.branch == b.branch) {
    return base;
  }
  if (a.branch.empty() || b.branch.empty()) {
    auto const whole = text::likeness_permille(a.base + a.branch, b.base + b.branch);
    return std::max(whole, base * one_without_branch / 1000);
  }
  return std::min(base, text::likeness_permille(a.branch, b.branch));
}

}  // namespace linquan::city::outlets

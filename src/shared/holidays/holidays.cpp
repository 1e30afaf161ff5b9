#include "linquan/holidays/holidays.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/yaml/fields.h"

namespace linquan::holidays {

extern std::string_view const holidays_yaml;

namespace {

using std::chrono::year_month_day;

constexpr std::size_t years_max = 100;
constexpr std::size_t rows_max = 100;
/// No notice gave more days in a row.
constexpr int days_in_a_row_max = 31;
constexpr std::array<std::string_view, 5> weekdays{"Mo", "Tu", "We", "Th", "Fr"};

/// "2026-02-14", a day that there is.
std::optional<year_month_day> day_in(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  auto const digit = [](char c) { return c >= '0' && c <= '9'; };
  auto const fits = text.size() == form.size() && std::ranges::equal(text, form, [&](char c, char wanted) {
                      return wanted == 'd' ? digit(c) : c == wanted;
                    });
  if (!fits) {
    return std::nullopt;
  }
  auto const number = [&](std::size_t from, std::size_t size) {
    int value = 0;
    for (auto const c : text.substr(from, size)) {
      value = value * 10 + (c - '0');
    }
    return value;
  };
  year_month_day const day{std::chrono::year{number(0, 4)}, std::chrono::month{static_cast<unsigned>(number(5, 2))},
                           std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  return day.ok() ? std::optional{day} : std::nullopt;
}

/// Reads a checked file of holidays. The first thing that is not as the schema asks is kept and ends the reading.
class Reader : private yaml::Fields {
 public:
  explicit Reader(std::string_view file_name) : Fields{file_name, "holidays_file"} {}

  Result<hours::Calendar> read(YAML::Node const& root) {
    if (!root.IsMap()) {
      refuse_at(root, "/", "{version, years}");
      return ended(hours::Calendar{});
    }
    only(root, {"version", "years"});
    if (whole(root, "version", {1, 1}) != 1) {
      refuse_at(root, "version", "1");
    }
    for (auto const& node : rows(root, "years", years_max, "{year, source, holidays, worked}")) {
      enter("");
      if (!failed()) {
        read_year(node);
      }
    }
    return ended(std::move(calendar_));
  }

 private:
  /// The maps of a list; none after a refusal.
  std::vector<YAML::Node> rows(YAML::Node const& map, char const* key, std::size_t most, std::string_view form) {
    auto const list = map[key];
    auto const expected = fmt::format("[1…{} × {}]", most, form);
    std::vector<YAML::Node> all;
    if (!list || !list.IsSequence() || list.size() == 0 || list.size() > most) {
      refuse_at(list ? list : map, key, expected);
      return all;
    }
    for (auto const& node : list) {
      if (!node.IsMap()) {
        refuse_at(node, key, form);
        return {};
      }
      all.push_back(node);
    }
    return all;
  }

  void read_year(YAML::Node const& node) {
    only(node, {"year", "source", "holidays", "worked"});
    auto const number = whole(node, "year", {1949, 2999});
    if (!number) {
      refuse_at(node, "year", "1949…2999");
      return;
    }
    year_ = std::chrono::year{*number};
    enter(fmt::format("{}", *number));
    calendar_.years.insert(year_);
    if (auto const [first, is_new] = lines_.emplace(year_, line_of(node["year"])); !is_new) {
      refuse_twice(node["year"], "year", first->second);
    }
    auto const source = text(node, "source");
    static constexpr std::array<std::string_view, 3> marks{"[V]", "[K]", "[U]"};
    if (std::ranges::none_of(marks, [&](auto mark) { return source.find(mark) != std::string::npos; })) {
      refuse_at(node["source"] ? node["source"] : node, "source", "… [V] | [K] | [U]");
    }
    for (auto const& row : rows(node, "holidays", rows_max, "{name, from, to}")) {
      read_holiday(row);
    }
    if (!node["worked"]) {
      return;
    }
    for (auto const& row : rows(node, "worked", rows_max, "{day, as}")) {
      read_worked(row);
    }
  }

  /// A day of the year, or of the December before it, from where holidays of the new year may begin.
  std::optional<std::chrono::sys_days> day(YAML::Node const& map, char const* key) {
    auto const found = day_in(text(map, key));
    auto const near = found && (found->year() == year_ || (found->year() == year_ - std::chrono::years{1} &&
                                                           found->month() == std::chrono::December));
    if (!near) {
      refuse_at(map[key] ? map[key] : map, key, fmt::format("{}-MM-DD", static_cast<int>(year_)));
      return std::nullopt;
    }
    return std::chrono::sys_days{*found};
  }

  void add(YAML::Node const& at, std::string_view field, std::chrono::sys_days day, std::uint8_t as) {
    if (!failed() && !calendar_.days.emplace(day, as).second) {
      refuse_at(at, field, "a day that no other row names");
    }
  }

  void read_holiday(YAML::Node const& row) {
    only(row, {"name", "from", "to"});
    static_cast<void>(text(row, "name"));
    auto const from = day(row, "from");
    auto const to = day(row, "to");
    if (!from || !to) {
      return;
    }
    if (*to < *from || *to - *from >= std::chrono::days{days_in_a_row_max}) {
      refuse_at(row["to"], "to", fmt::format("from + 0…{}", days_in_a_row_max - 1));
      return;
    }
    for (auto at = *from; at <= *to; at += std::chrono::days{1}) {
      add(row["from"], "from", at, hours::Rule::holiday);
    }
  }

  void read_worked(YAML::Node const& row) {
    only(row, {"day", "as"});
    auto const found = day(row, "day");
    if (found && std::chrono::weekday{*found}.iso_encoding() <= weekdays.size()) {
      refuse_at(row["day"], "day", "Sa | Su");
    }
    auto const word = text(row, "as");
    auto const* const as = std::ranges::find(weekdays, word);
    if (as == weekdays.end()) {
      refuse_at(row["as"] ? row["as"] : row, "as", "Mo | Tu | We | Th | Fr");
    }
    if (!failed()) {
      add(row["day"], "day", *found, static_cast<std::uint8_t>(1U << static_cast<unsigned>(as - weekdays.begin())));
    }
  }

  hours::Calendar calendar_;
  std::map<std::chrono::year, int> lines_;  ///< where each year stands first
  std::chrono::year year_{};
};

}  // namespace

Result<hours::Calendar> parse(std::string_view yaml, std::string_view file_name) {
  Result<hours::Calendar> read;
  auto const done =
      yaml::with_root(yaml, file_name, [&](YAML::Node const& root) { read = Reader{file_name}.read(root); });
  return done ? std::move(read) : tl::unexpected<Error>{done.error()};
}

hours::Calendar const& built_in() {
  static hours::Calendar const calendar = [] {
    auto parsed = parse(holidays_yaml, "standards/holidays.yaml");
    ensure(parsed.has_value(), "the built-in standards/holidays.yaml is not what its schema asks");
    return std::move(*parsed);
  }();
  return calendar;
}

hours::Calendar with(hours::Calendar base, hours::Calendar const& own) {
  std::erase_if(base.days, [&](auto const& entry) { return own.years.contains(entry.first.year()); });
  for (auto const& [day, as] : own.days) {
    base.days.insert_or_assign(day, as);
  }
  base.years.insert(own.years.begin(), own.years.end());
  return base;
}

}  // namespace linquan::holidays

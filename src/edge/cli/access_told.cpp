#include "access_told.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "age_word.h"
#include "figures.h"
#include "linquan/answers/by_minute.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;

Millipersons people_in(city::City const& city, reach::AgeGroup group) {
  Millipersons people;
  for (auto const& home : city.homes) {
    people += reach::people_of(home.people, group);
  }
  return people;
}

Within not_joined(Access const& access) {
  Within without;
  for (std::size_t i = 0; i < access.city.homes.size(); ++i) {
    if (access.homes.seat(i) == reach::no_seat) {
      without.people += access.city.homes[i].people.all;
      ++without.homes;
    }
  }
  return without;
}

/// Outlets of these kinds that serve in none of the ways asked for: all that neither count nor are left out otherwise.
std::size_t other_ways(Access const& access) {
  auto const asked = [&](kinds::KindIndex kind) { return std::ranges::find(access.kinds, kind) != access.kinds.end(); };
  auto const all = static_cast<std::size_t>(std::ranges::count_if(
      access.city.outlets, [&](city::Outlet const& outlet) { return std::ranges::any_of(outlet.kinds, asked); }));
  auto const& left = access.left_out;
  return all - access.supply.in_column(0).size() - left.unplaced - left.closed - left.hours_unknown;
}

Json share_json(Millipersons part, Millipersons whole) {
  return whole.count == 0 ? Json(nullptr) : Json(static_cast<double>(part.count) / static_cast<double>(whole.count));
}

std::string people_share_text(Millipersons part, Millipersons whole) {
  return share_text(static_cast<std::uint64_t>(part.count), static_cast<std::uint64_t>(whole.count));
}

std::string_view code_of(reach::AgeGroup group) {
  switch (group) {
    case reach::AgeGroup::all:
      return "access_age_all";
    case reach::AgeGroup::age_0_14:
      return "access_age_0_14";
    case reach::AgeGroup::age_60:
      return "access_age_60";
    case reach::AgeGroup::age_70:
      return "access_age_70";
  }
  return "access_age_all";
}

/// What a catchment says of all homes together.
struct Weighed {
  Millipersons people;
  Millipersons people_reaching;
  std::int64_t capacity = 0;
  std::size_t outlets_without_people = 0;
};

Weighed weigh(Access const& access) {
  auto const& plain = access.capacity->plain;
  Weighed sum;
  sum.people = people_in(access.city, *access.options.capacity);
  for (std::size_t i = 0; i < access.city.homes.size(); ++i) {
    if (plain.per_thousand[i]) {
      sum.people_reaching += reach::people_of(access.city.homes[i].people, *access.options.capacity);
    }
  }
  for (auto const& site : plain.sites) {
    sum.capacity += site.capacity;
    sum.outlets_without_people += site.ratio ? 0U : 1U;
  }
  return sum;
}

/// Half of the people have at most this much; nullopt where the one in the middle reaches nothing.
std::optional<double> median_of(Access const& access, reach::Catchment const& catchment) {
  std::vector<std::pair<double, std::int64_t>> homes;
  std::int64_t all = 0;
  for (std::size_t i = 0; i < access.city.homes.size(); ++i) {
    auto const people = reach::people_of(access.city.homes[i].people, *access.options.capacity).count;
    homes.emplace_back(catchment.per_thousand[i].value_or(-1), people);
    all += people;
  }
  std::ranges::sort(homes);
  std::int64_t before = 0;
  for (auto const& [value, people] : homes) {
    before += people;
    if (2 * before >= all && people > 0) {
      return value < 0 ? std::nullopt : std::optional{value};
    }
  }
  return std::nullopt;
}

Json optional_json(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

Json capacity_json(Access const& access) {
  auto const sum = weigh(access);
  auto const& [plain, enhanced] = *access.capacity;
  return {{"age", age_word(*access.options.capacity)},
          {"people", sum.people.persons()},
          {"people_reaching", sum.people_reaching.persons()},
          {"outlets", plain.sites.size()},
          {"outlets_without_capacity", plain.without_capacity},
          {"outlets_without_people", sum.outlets_without_people},
          {"capacity", sum.capacity},
          {"per_thousand_median", optional_json(median_of(access, plain))},
          {"per_thousand_median_enhanced", optional_json(median_of(access, enhanced))}};
}

/// Whether any outlet of the city is of the column's kinds: where none is, nobody knows of any, and nothing is missing.
bool is_known(Access const& access, std::size_t column) {
  auto const asked = column == 0 ? std::span{access.kinds} : std::span{access.kinds}.subspan(column - 1, 1);
  return std::ranges::any_of(access.city.outlets, [&](city::Outlet const& outlet) {
    return std::ranges::any_of(asked, [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); });
  });
}

/// By whole minute up to the limit, 0 first: people who have any of the kinds within it.
Json by_minute_json(Access const& access) {
  answers::MinuteCounts counts{static_cast<std::uint32_t>(access.options.limit.farthest() / 600)};
  for (std::size_t i = 0; i < access.city.homes.size(); ++i) {
    counts.add(access.table.nearest(access.homes.seat(i), 0), access.city.homes[i].people.all);
  }
  auto list = Json::array();
  for (auto const people : counts.summed()) {
    list.push_back(people.persons());
  }
  return list;
}

Json kinds_json(Access const& access, Millipersons people, Messages const& messages) {
  auto list = Json::array();
  for (std::size_t kind = 0; kind < access.kinds.size(); ++kind) {
    auto const column = Access::column_of(kind, access.kinds.size());
    auto const& id = access.city.kind_ids[access.kinds[kind]];
    auto const found = within(access, column);
    list.push_back({{"id", id},
                    {"name", kind_name(id, messages.language())},
                    {"outlets", access.supply.in_column(static_cast<reach::ColumnIndex>(column)).size()},
                    {"people_within", found.people.persons()},
                    {"share", share_json(found.people, people)},
                    {"homes_within", found.homes},
                    {"known", is_known(access, column)}});
  }
  return list;
}

/// Lines of the table: the kinds in the order asked for, then all of them together.
class Lines {
 public:
  explicit Lines(Messages const& messages) {
    add(messages.say("column_kind"), messages.say("label_outlets"), messages.say("access_column_within"),
        messages.say("access_column_share"));
  }
  void add(std::string const& name, std::string const& outlets, std::string const& people, std::string const& share) {
    rows_.push_back({name, outlets, people, share});
  }
  [[nodiscard]] std::string text() const {
    std::array<std::size_t, 4> widths{};
    for (auto const& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        widths[i] = std::max(widths[i], columns_of(row[i]));
      }
    }
    std::string text;
    for (auto const& row : rows_) {
      text += "  " + padded(row[0], widths[0]);
      for (std::size_t i = 1; i < row.size(); ++i) {
        text += std::string(2 + widths[i] - columns_of(row[i]), ' ') + row[i];
      }
      text += '\n';
    }
    return text;
  }

 private:
  std::vector<std::array<std::string, 4>> rows_;
};

std::string table_text(Access const& access, Millipersons people, Messages const& messages) {
  Lines lines{messages};
  auto const add = [&](std::string const& name, std::size_t column) {
    auto const found = within(access, column);
    auto const known = is_known(access, column);
    lines.add(name, grouped(access.supply.in_column(static_cast<reach::ColumnIndex>(column)).size()),
              known ? people_text(found.people) : messages.say("reach_not_known"),
              known ? people_share_text(found.people, people) : std::string{});
  };
  for (std::size_t kind = 0; kind < access.kinds.size(); ++kind) {
    add(kind_name(access.city.kind_ids[access.kinds[kind]], messages.language()),
        Access::column_of(kind, access.kinds.size()));
  }
  if (access.kinds.size() > 1) {
    add(messages.say("access_any"), 0);
  }
  return lines.text();
}

std::string first_sentence(Access const& access, Millipersons people, Messages const& messages) {
  auto const found = within(access, 0);
  auto const minutes = access.options.walker.unit == reach::Unit::seconds;
  Error::Args args{
      {"limit", messages.say(minutes ? "access_minutes" : "access_metres", {{"n", access.options.limit_text}})},
      {"person", access.options.walker.person.id}};
  if (people.count == 0) {
    args.emplace_back("within", grouped(found.homes));
    args.emplace_back("homes", grouped(access.city.homes.size()));
    return messages.say("access_done_homes", args);
  }
  args.emplace_back("within", people_text(found.people));
  args.emplace_back("people", people_text(people));
  args.emplace_back("share", people_share_text(found.people, people));
  return messages.say("access_done", args);
}

std::string notes(Access const& access, Messages const& messages) {
  std::string text;
  if (!is_known(access, 0)) {
    text += messages.say("access_not_known") + '\n';
  }
  if (!access.options.at_text.empty()) {
    text += messages.say(access.options.unknown_hours_count ? "access_at_open" : "access_at_closed",
                         {{"at", access.options.at_text}}) +
            '\n';
  }
  if (auto const without = not_joined(access); without.homes > 0) {
    text += messages.say("access_not_joined",
                         {{"homes", grouped(without.homes)}, {"people", people_text(without.people)}}) +
            '\n';
  }
  auto const& left = access.left_out;
  auto const ways = other_ways(access);
  if (left.unplaced + left.closed + left.hours_unknown + ways > 0) {
    text += messages.say("access_left_out", {{"unplaced", grouped(left.unplaced)},
                                             {"closed", grouped(left.closed)},
                                             {"unknown", grouped(left.hours_unknown)},
                                             {"ways", grouped(ways)}}) +
            '\n';
  }
  return text;
}

std::string capacity_text(Access const& access, Messages const& messages) {
  auto const sum = weigh(access);
  auto const& [plain, enhanced] = *access.capacity;
  auto const group = messages.say(code_of(*access.options.capacity));
  auto text = messages.say("access_capacity", {{"outlets", grouped(plain.sites.size())},
                                               {"capacity", grouped(static_cast<std::uint64_t>(sum.capacity))},
                                               {"unknown", grouped(plain.without_capacity)}}) +
              '\n';
  if (plain.sites.empty()) {
    return text + messages.say("access_capacity_none") + '\n';
  }
  if (sum.people.count == 0) {
    return text + messages.say("access_capacity_ages", {{"group", group}}) + '\n';
  }
  text += messages.say(
              "access_capacity_people",
              {{"reaching", people_text(sum.people_reaching)}, {"people", people_text(sum.people)}, {"group", group}}) +
          '\n';
  auto const median = median_of(access, plain);
  auto const near = median_of(access, enhanced);
  text += median && near ? messages.say("access_capacity_median", {{"median", fmt::format("{:.1f}", *median)},
                                                                   {"enhanced", fmt::format("{:.1f}", *near)}})
                         : messages.say("access_capacity_none");
  return text + "\n";
}

}  // namespace

Within within(Access const& access, std::size_t column) {
  Within found;
  for (std::size_t i = 0; i < access.city.homes.size(); ++i) {
    if (access.table.nearest(access.homes.seat(i), column) != reach::absent) {
      found.people += access.city.homes[i].people.all;
      ++found.homes;
    }
  }
  return found;
}

nlohmann::ordered_json json_of(Access const& access, Messages const& messages) {
  auto const people = people_in(access.city, reach::AgeGroup::all);
  auto const found = within(access, 0);
  auto const without = not_joined(access);
  auto const limit = access.options.limit.farthest();
  auto const minutes = access.options.walker.unit == reach::Unit::seconds;
  Json object{{"people", people.persons()},
              {"people_within", found.people.persons()},
              {"share", share_json(found.people, people)},
              {"homes", access.city.homes.size()},
              {"homes_within", found.homes},
              {"people_not_joined", without.people.persons()},
              {"homes_not_joined", without.homes},
              {"people_unplaced", access.city.report.people_unplaced.persons()},
              {minutes ? "minutes" : "metres", static_cast<double>(limit) / (minutes ? 600 : 10)},
              {"person", access.options.walker.person.id},
              {"outlets", access.supply.in_column(0).size()},
              {"outlets_left_out",
               {{"unplaced", access.left_out.unplaced},
                {"closed", access.left_out.closed},
                {"hours_unknown", access.left_out.hours_unknown},
                {"other_ways", other_ways(access)}}},
              {"kinds", kinds_json(access, people, messages)}};
  if (minutes) {
    object["by_minute"] = by_minute_json(access);
  }
  if (access.capacity) {
    object["capacity"] = capacity_json(access);
  }
  return object;
}

std::string text_of(Access const& access, Messages const& messages) {
  auto const people = people_in(access.city, reach::AgeGroup::all);
  return first_sentence(access, people, messages) + '\n' + notes(access, messages) + '\n' +
         table_text(access, people, messages) +
         (access.capacity ? '\n' + capacity_text(access, messages) : std::string{});
}

}  // namespace linquan::cli

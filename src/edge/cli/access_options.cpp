#include "access_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <thread>
#include <utility>

#include "choices.h"
#include "parse.h"

namespace linquan::cli {
namespace {

constexpr std::uint64_t threads_max = 256;

Result<double> decimal(std::string_view name, std::string_view text) {
  double number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    return refuse(ErrorKind::usage, "decimal_not_understood",
                  {{"name", std::string{name}}, {"text", std::string{text}}});
  }
  return number;
}

Result<void> read_limit(ValueOf const& value, AccessOptions& options) {
  auto const& minutes = value("minutes");
  auto const& metres = value("metres");
  if (minutes.empty() == metres.empty()) {
    return refuse(ErrorKind::usage, "usage_access_limit");
  }
  options.walker.unit = metres.empty() ? reach::Unit::seconds : reach::Unit::metres;
  options.limit_text = metres.empty() ? minutes : metres;
  auto number = decimal(metres.empty() ? "--minutes" : "--metres", options.limit_text);
  if (!number) {
    return hand_on(number);
  }
  auto limit = reach::Limits::of(std::array{*number}, options.walker.unit);
  if (!limit) {
    return hand_on(limit);
  }
  options.limit = *limit;
  return {};
}

Result<void> read_walker(ValueOf const& value, AccessOptions& options) {
  auto const& named = value("person");
  auto const* person = persons::Persons::built_in().find(named.empty() ? "standard" : named);
  if (person == nullptr) {
    return refuse(ErrorKind::usage, "person_unknown", {{"person", named}});
  }
  options.walker.person = *person;
  options.at_text = value("when");
  if (!options.at_text.empty()) {
    auto minute = parse_minute("--when", options.at_text);
    if (!minute) {
      return hand_on(minute);
    }
    options.walker.minute = *minute;
  }
  return {};
}

Result<void> read_ways(std::string_view text, AccessOptions& options) {
  constexpr Choices<kinds::Serving, 3> ways{{{"stand", kinds::Serving::at_stand},
                                             {"home", kinds::Serving::at_home},
                                             {"telephone", kinds::Serving::by_telephone}}};
  if (text.empty()) {
    return {};
  }
  options.ways = 0;
  for (auto more = true; more;) {
    auto const comma = text.find(',');
    auto way = choose("--ways", text.substr(0, comma), ways);
    if (!way) {
      return hand_on(way);
    }
    options.ways = static_cast<kinds::ServingSet>(options.ways | static_cast<kinds::ServingSet>(*way));
    more = comma != std::string_view::npos;
    text.remove_prefix(more ? comma + 1 : text.size());
  }
  return {};
}

Result<void> read_supply(ValueOf const& value, AccessOptions& options) {
  if (auto ways = read_ways(value("ways"), options); !ways) {
    return ways;
  }
  if (auto const& text = value("hours-unknown"); !text.empty()) {
    auto count = choose("--hours-unknown", text, Choices<bool, 2>{{{"open", true}, {"closed", false}}});
    if (!count) {
      return hand_on(count);
    }
    if (!options.walker.minute) {
      return refuse(ErrorKind::usage, "usage_access_hours");
    }
    options.unknown_hours_count = *count;
  }
  if (auto const& text = value("capacity"); !text.empty()) {
    using reach::AgeGroup;
    auto group = choose("--capacity", text,
                        Choices<AgeGroup, 4>{{{"all", AgeGroup::all},
                                              {"0-14", AgeGroup::age_0_14},
                                              {"60", AgeGroup::age_60},
                                              {"70", AgeGroup::age_70}}});
    if (!group) {
      return hand_on(group);
    }
    options.capacity = *group;
  }
  return {};
}

Result<void> read_effort(ValueOf const& value, AccessOptions& options) {
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  if (auto const& text = value("threads"); !text.empty()) {
    auto threads = parse_number("--threads", text, {1, threads_max});
    if (!threads) {
      return hand_on(threads);
    }
    options.threads = static_cast<unsigned>(*threads);
  }
  if (auto const& out = value("out"); !out.empty()) {
    options.out = out;
    auto const extension = options.out->extension();
    if (extension != ".csv" && extension != ".gpkg" && extension != ".geojson") {
      return refuse(ErrorKind::usage, "out_format", {{"path", out}, {"allowed", ".csv, .gpkg, .geojson"}});
    }
  }
  return {};
}

}  // namespace

Result<AccessOptions> read_access(ValueOf const& value) {
  AccessOptions options;
  options.kinds = value("kinds");
  if (options.kinds.empty()) {
    return refuse(ErrorKind::usage, "usage_missing", {{"command", "access"}, {"option", "--kinds"}});
  }
  for (auto* const read : {&read_limit, &read_walker, &read_supply, &read_effort}) {
    if (auto done = read(value, options); !done) {
      return hand_on(done);
    }
  }
  return options;
}

}  // namespace linquan::cli

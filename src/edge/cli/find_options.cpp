#include "find_options.h"

#include "linquan/answers/parse.h"
#include "linquan/holidays/holidays.h"
#include "parse.h"

namespace linquan::cli {
namespace {

Result<void> read_walk(Given const& given, FindOptions& options) {
  auto const& at = given.value("at");
  if (at.empty()) {
    auto const needless = !given.value("minutes").empty() || !given.value("person").empty();
    return needless ? Result<void>{refuse(ErrorKind::usage, "find_at_missing")} : Result<void>{};
  }
  auto place = parse_place("--at", at);
  if (!place) {
    return hand_on(place);
  }
  options.at = *place;
  if (auto const& text = given.value("minutes"); !text.empty()) {
    constexpr std::uint64_t minutes_max = 60;
    auto minutes = parse_number("--minutes", text, {1, minutes_max});
    if (!minutes) {
      return hand_on(minutes);
    }
    options.minutes = *minutes;
  }
  if (auto const& person = given.value("person"); !person.empty()) {
    options.person = person;
  }
  return {};
}

}  // namespace

Result<FindOptions> read_find(Given const& given) {
  FindOptions options;
  options.city = given.city;
  options.text = given.value("text");
  options.kinds = given.value("kind");
  if (auto walk = read_walk(given, options); !walk) {
    return hand_on(walk);
  }
  if (auto const& text = given.value("open-at"); !text.empty()) {
    auto when = answers::parse_when("--open-at", text, holidays::built_in());
    if (!when) {
      return hand_on(when);
    }
    options.open_at = *when;
  }
  if (auto const& text = given.value("count"); !text.empty()) {
    constexpr std::uint64_t count_max = 1'000;
    auto count = parse_number("--count", text, {1, count_max});
    if (!count) {
      return hand_on(count);
    }
    options.count = *count;
  }
  return options;
}

}  // namespace linquan::cli

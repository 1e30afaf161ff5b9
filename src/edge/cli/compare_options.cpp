#include "compare_options.h"

#include <algorithm>
#include <utility>

#include "evaluate_options.h"
#include "parse.h"

namespace linquan::cli {
namespace {

constexpr std::uint64_t shifts_max = 100'000;

}  // namespace

Result<CompareOptions> read_compare(ValueOf const& value) {
  CompareOptions options;
  if (auto const& after = value("after"); !after.empty()) {
    options.after = after;
  }
  if (auto const& scenario = value("scenario"); !scenario.empty()) {
    options.scenario = scenario;
  }
  if (options.after.has_value() == options.scenario.has_value()) {
    return refuse(ErrorKind::usage, "usage_compare_either");
  }
  // Standard, reading and effort are asked for as evaluate asks for them.
  auto asked = read_evaluate(value, "compare");
  if (!asked) {
    return hand_on(asked);
  }
  options.standard = std::move(asked->standard);
  options.asked.person = asked->asked.persons.front();
  options.asked.strictness = asked->asked.strictness;
  options.asked.level = asked->asked.level;
  options.asked.threads = asked->asked.threads;
  options.out = std::move(asked->out);
  options.title = std::move(asked->title);
  if (auto const& text = value("shifts"); !text.empty()) {
    auto const shifts = parse_number("--shifts", text, {0, shifts_max});
    if (!shifts) {
      return tl::unexpected<Error>{shifts.error()};
    }
    options.shifts = static_cast<std::size_t>(*shifts);
  }
  // A report tells every one of them.
  options.asked.explained = options.out ? shifts_max : std::max(options.asked.explained, options.shifts);
  return options;
}

}  // namespace linquan::cli

#include "siting_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <system_error>
#include <thread>

#include "choices.h"
#include "linquan/answers/carts.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/limits.h"
#include "parse.h"

namespace linquan::cli {
namespace {

constexpr std::uint64_t threads_max = 256;
constexpr std::uint64_t seconds_max = 86'400;
constexpr std::uint64_t sites_max = 100'000;
constexpr std::uint64_t yuan_max = 1'000'000'000'000;
constexpr std::uint64_t every_max = 10'000;
constexpr std::uint64_t spacing_max = 100'000;
constexpr std::uint64_t persons_max = 1'000'000;

/// Reads a whole number into `target` where the option is given.
template <class Target>
Result<void> take_number(ValueOf const& value, std::string_view name, NumberRange range, Target& target) {
  auto const& text = value(name);
  if (text.empty()) {
    return {};
  }
  auto const number = parse_number("--" + std::string{name}, text, range);
  if (!number) {
    return tl::unexpected<Error>{number.error()};
  }
  target = static_cast<Target>(*number);
  return {};
}

Result<void> take_walker(ValueOf const& value, SitingOptions& options) {
  auto const& named = value("person");
  auto const* person = persons::Persons::built_in().find(named.empty() ? "standard" : named);
  if (person == nullptr) {
    return refuse(ErrorKind::usage, "person_unknown", {{"person", named}});
  }
  options.walker.person = *person;
  auto const& minutes = value("minutes");
  auto const& metres = value("metres");
  if (!minutes.empty() && !metres.empty()) {
    return refuse(ErrorKind::usage, "limits_two_units");
  }
  options.walker.unit = metres.empty() ? reach::Unit::seconds : reach::Unit::metres;
  if (auto const& text = metres.empty() ? minutes : metres; !text.empty()) {
    auto const limits = parse_limits(metres.empty() ? "--minutes" : "--metres", text, options.walker.unit);
    if (!limits) {
      return tl::unexpected<Error>{limits.error()};
    }
    if (limits->size() != 1) {
      return refuse(ErrorKind::usage, "decimal_not_understood",
                    {{"name", metres.empty() ? "--minutes" : "--metres"}, {"text", text}});
    }
    options.limit = limits->farthest();
  }
  return {};
}

Result<void> take_people(ValueOf const& value, SitingOptions& options) {
  using reach::AgeGroup;
  if (auto const& text = value("people"); !text.empty()) {
    auto const group = choose("--people", text,
                              Choices<AgeGroup, 4>{{{"all", AgeGroup::all},
                                                    {"0-14", AgeGroup::age_0_14},
                                                    {"60", AgeGroup::age_60},
                                                    {"70", AgeGroup::age_70}}});
    if (!group) {
      return tl::unexpected<Error>{group.error()};
    }
    options.people = *group;
  }
  return {};
}

/// Where the spots come from: as said, else the candidates, and streets as well where --every is given.
Result<void> take_spots(ValueOf const& value, SitingOptions& options) {
  using siting::Origin;
  auto& spots = options.spots;
  std::uint64_t every = 0;
  if (auto done = take_number(value, "every", {5, every_max}, every); !done) {
    return done;
  }
  spots.streets = every > 0;
  spots.every = every > 0 ? Millimetres{static_cast<std::int64_t>(every) * 1000} : spots.every;
  auto const from = parse_words(value("from"));
  spots.candidates = from.empty();
  for (auto const& word : from) {
    auto const origin =
        choose("--from", word,
               Choices<Origin, 3>{
                   {{"candidates", Origin::candidate}, {"outlets", Origin::outlet}, {"streets", Origin::street}}});
    if (!origin) {
      return tl::unexpected<Error>{origin.error()};
    }
    spots.candidates = spots.candidates || *origin == Origin::candidate;
    spots.outlets = spots.outlets || *origin == Origin::outlet;
    spots.streets = spots.streets || *origin == Origin::street;
  }
  if (auto const& file = value("candidates"); !file.empty()) {
    options.candidates = file;
    spots.candidates = true;
  }
  if (auto const& file = value("forbidden"); !file.empty()) {
    options.forbidden = file;
  }
  if (auto const& crs = value("crs"); !crs.empty()) {
    options.crs = crs;
  }
  return {};
}

Result<void> take_effort(ValueOf const& value, SitingOptions& options) {
  options.solve.threads = std::max(1U, std::thread::hardware_concurrency());
  if (auto done = take_number(value, "threads", {1, threads_max}, options.solve.threads); !done) {
    return done;
  }
  std::uint64_t seconds = 30;
  if (auto done = take_number(value, "time-limit", {1, seconds_max}, seconds); !done) {
    return done;
  }
  options.solve.time_limit = std::chrono::seconds{seconds};
  if (auto const& out = value("out"); !out.empty()) {
    options.out = out;
  }
  return {};
}

Result<void> take_common(std::string_view command, ValueOf const& value, SitingOptions& options) {
  options.kinds = value("kind");
  if (options.kinds.empty() && value("rule").empty()) {
    return refuse(ErrorKind::usage, "usage_missing", {{"command", std::string{command}}, {"option", "--kind"}});
  }
  for (auto* const take : {take_walker, take_people, take_spots, take_effort}) {
    if (auto taken = take(value, options); !taken) {
      return taken;
    }
  }
  return {};
}

/// "500000" or "market=2,60=3", each number in low…high.
Result<std::vector<Amount>> amounts(std::string_view name, std::string const& text, NumberRange range) {
  std::vector<Amount> found;
  for (auto const& word : parse_words(text)) {
    auto const sign = word.find('=');
    auto const digits = sign == std::string::npos ? word : word.substr(sign + 1);
    auto const number = parse_number(name, digits, range);
    if (!number || sign == 0) {
      return refuse(ErrorKind::usage, "amounts_not_understood",
                    {{"name", std::string{name}}, {"text", text}, {"most", std::to_string(range.high)}});
    }
    found.emplace_back(sign == std::string::npos ? "" : word.substr(0, sign), static_cast<std::int64_t>(*number));
  }
  return found;
}

/// A number of 0 is understood, but leaves nothing to choose.
Result<void> refuse_zero(std::string_view name, std::string const& text) {
  return parse_number(name, text, {0, 0})
             ? refuse(ErrorKind::usage, "amount_zero", {{"name", "--" + std::string{name}}, {"text", text}})
             : Result<void>{};
}

Result<void> take_budget(ValueOf const& value, SiteOptions& options) {
  if (value("count").empty() && value("budget").empty()) {
    return refuse(ErrorKind::usage, "usage_site_budget");
  }
  std::uint32_t count = 0;
  std::int64_t yuan = 0;
  for (auto const* const name : {"count", "budget"}) {
    if (auto some = refuse_zero(name, value(name)); !some) {
      return some;
    }
  }
  for (auto done :
       {take_number(value, "count", {1, sites_max}, count), take_number(value, "budget", {1, yuan_max}, yuan)}) {
    if (!done) {
      return done;
    }
  }
  if (!value("count").empty()) {
    options.budget.count = count;
  }
  if (!value("budget").empty()) {
    options.budget.cost = yuan * 100;
  }
  auto costs = amounts("--cost", value("cost"), {1, yuan_max});
  if (!costs) {
    return hand_on(costs);
  }
  std::ranges::for_each(*costs, [](Amount& cost) { cost.second *= 100; });
  options.costs = *std::move(costs);
  return {};
}

Result<void> take_wishes(ValueOf const& value, SiteOptions& options) {
  auto weights = amounts("--weights", value("weights"), {1, siting::weight_max});
  if (!weights) {
    return hand_on(weights);
  }
  options.weights = *std::move(weights);
  std::ranges::sort(options.weights);
  std::int64_t spacing = 0;
  if (auto done = take_number(value, "spacing", {1, spacing_max}, spacing); !done) {
    return done;
  }
  options.spacing = {spacing * 1000};
  if (auto const& text = value("spacing-to"); !text.empty()) {
    auto const all = choose("--spacing-to", text, Choices<bool, 2>{{{"sites", false}, {"all", true}}});
    if (!all) {
      return tl::unexpected<Error>{all.error()};
    }
    options.spacing_to_outlets = *all;
  }
  std::int64_t persons = 0;
  if (auto done = take_number(value, "capacity", {1, persons_max}, persons); !done) {
    return done;
  }
  if (persons > 0) {
    options.persons_per_capacity = persons;
  }
  options.take_on = value("take-on");
  return {};
}

/// A rule says what --kind, --minutes, --metres and --people would.
Result<void> take_rule(ValueOf const& value, SiteOptions& options) {
  options.standard = value("standard");
  options.rule = value("rule");
  auto const given = [&](std::string_view name) { return !value(name).empty(); };
  constexpr std::array<std::string_view, 4> said{"kind", "minutes", "metres", "people"};
  if (options.standard.empty() != options.rule.empty() || (!options.rule.empty() && std::ranges::any_of(said, given))) {
    return refuse(ErrorKind::usage, "usage_site_rule");
  }
  return {};
}

Result<void> take_week(ValueOf const& value, CartOptions& options) {
  if (auto const& text = value("days"); !text.empty()) {
    auto const days = answers::parse_days("--days", text);
    if (!days) {
      return tl::unexpected<Error>{days.error()};
    }
    options.days = *days;
  }
  if (auto const& text = value("hours"); !text.empty()) {
    auto hours = answers::parse_hours_of_day("--hours", text);
    if (!hours) {
      return hand_on(hours);
    }
    options.hours = *std::move(hours);
  }
  options.circles = parse_words(value("circles"));
  if (options.circles.empty()) {
    options.circles = {"built"};
  }
  return {};
}

}  // namespace

Result<SiteOptions> read_site(ValueOf const& value) {
  SiteOptions options;
  if (auto taken = take_common("site", value, options.common); !taken) {
    return hand_on(taken);
  }
  options.common.solve.exact = !value("exact").empty();
  for (auto* const take : {take_rule, take_budget, take_wishes}) {
    if (auto taken = take(value, options); !taken) {
      return hand_on(taken);
    }
  }
  return options;
}

Result<CartOptions> read_carts(ValueOf const& value) {
  CartOptions options;
  if (auto taken = take_common("carts", value, options.common); !taken) {
    return hand_on(taken);
  }
  if (value("carts").empty()) {
    return refuse(ErrorKind::usage, "usage_missing", {{"command", "carts"}, {"option", "--carts"}});
  }
  if (auto some = refuse_zero("carts", value("carts")); !some) {
    return hand_on(some);
  }
  if (auto taken = take_number(value, "carts", {1, siting::carts_max}, options.carts); !taken) {
    return hand_on(taken);
  }
  if (auto taken = take_week(value, options); !taken) {
    return hand_on(taken);
  }
  return options;
}

}  // namespace linquan::cli

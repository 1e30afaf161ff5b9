#include "plan_ask.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "body.h"
#include "linquan/answers/choices.h"
#include "linquan/answers/kind_names.h"
#include "linquan/answers/sight.h"
#include "linquan/answers/sites.h"
#include "linquan/kinds/kinds.h"
#include "linquan/siting/wants.h"
#include "linquan/standard/standard.h"
#include "linquan/standard/survey.h"
#include "scenario_states.h"

namespace linquan::api {
namespace {

constexpr std::int64_t count_max = 100;
constexpr std::int64_t minutes_max = 60;
constexpr std::int64_t metres_max = 6'000;
constexpr std::int64_t seconds_max = 600;
constexpr std::size_t kinds_max = 16;
constexpr std::size_t circles_max = 100;

Result<void> take_words(Body const& body, PlanAsk& ask) {
  for (auto const& [name, word] : {std::pair{"standard", &ask.standard}, std::pair{"rule", &ask.rule},
                                   std::pair{"person", &ask.person}, std::pair{"scenario", &ask.scenario}}) {
    auto text = body.text_if(name);
    if (!text) {
      return hand_on(text);
    }
    *word = std::move(*text).value_or("");
  }
  if (ask.person.empty()) {
    ask.person = "standard";
  }
  auto kinds = body.texts("kinds", kinds_max);
  if (!kinds) {
    return hand_on(kinds);
  }
  ask.kinds = *std::move(kinds);
  auto from = body.texts("from", 3);
  if (!from) {
    return hand_on(from);
  }
  ask.from = *std::move(from);
  return {};
}

Result<void> take_form(Body const& body, PlanAsk& ask) {
  auto const word = body.text_if("form");
  if (!word) {
    return tl::unexpected<Error>{word.error()};
  }
  auto const form = answers::choose(
      "form", word->value_or("workbook"),
      answers::Choices<ReportForm, 3>{
          {{"workbook", ReportForm::workbook}, {"geopackage", ReportForm::geopackage}, {"all", ReportForm::all}}});
  ask.form = form.value_or(ask.form);
  return form ? Result<void>{} : Result<void>{tl::unexpected<Error>{form.error()}};
}

Result<void> take_people(Body const& body, PlanAsk& ask) {
  using enum reach::AgeGroup;
  auto const word = body.text_if("people");
  if (!word) {
    return tl::unexpected<Error>{word.error()};
  }
  auto const group = answers::choose(
      "people", word->value_or("all"),
      answers::Choices<reach::AgeGroup, 4>{{{"all", all}, {"0-14", age_0_14}, {"60", age_60}, {"70", age_70}}});
  ask.people = group.value_or(ask.people);
  return group ? Result<void>{} : Result<void>{tl::unexpected<Error>{group.error()}};
}

/// On which days carts go out, when they stand there, and for whose living circles.
Result<void> take_week(Body const& body, PlanAsk& ask) {
  auto const days = body.text_if("days");
  auto const hours = body.text_if("hours");
  if (!days || !hours) {
    return tl::unexpected<Error>{days ? hours.error() : days.error()};
  }
  if (*days) {
    auto const parsed = answers::parse_days("days", **days);
    if (!parsed) {
      return tl::unexpected<Error>{parsed.error()};
    }
    ask.days = *parsed;
  }
  if (*hours) {
    auto parsed = answers::parse_hours_of_day("hours", **hours);
    if (!parsed) {
      return hand_on(parsed);
    }
    ask.hours = *std::move(parsed);
  }
  auto circles = body.texts("circles", circles_max);
  if (!circles) {
    return hand_on(circles);
  }
  if (!circles->empty()) {
    ask.circles = *std::move(circles);
  }
  return {};
}

Result<void> take_number(Body const& body, std::string_view name, std::int64_t high,
                         std::optional<std::uint32_t>& number) {
  auto const read = body.number_if(name, {1, high});
  if (!read) {
    return tl::unexpected<Error>{read.error()};
  }
  if (*read) {
    number = static_cast<std::uint32_t>(**read);
  }
  return {};
}

Result<void> take_numbers(Body const& body, PlanAsk& ask) {
  std::optional<std::uint32_t> count;
  std::optional<std::uint32_t> seconds;
  std::optional<std::uint32_t> carts;
  for (auto const& [name, high, number] :
       {std::tuple{"count", count_max, &count}, std::tuple{"minutes", minutes_max, &ask.minutes},
        std::tuple{"metres", metres_max, &ask.metres}, std::tuple{"seconds", seconds_max, &seconds},
        std::tuple{"carts", std::int64_t{siting::carts_max}, &carts}}) {
    if (auto taken = take_number(body, name, high, *number); !taken) {
      return taken;
    }
  }
  ask.count = count.value_or(ask.count);
  ask.seconds = seconds.value_or(ask.seconds);
  ask.carts = carts.value_or(ask.carts);
  return ask.minutes && ask.metres ? Result<void>{refuse(ErrorKind::usage, "limits_two_units")} : Result<void>{};
}

/// The spots that are looked at; street fronts where nothing is said and the city has no candidates of use.
Result<siting::SpotRequest> spots_of(PlanAsk const& ask, bool any_candidates) {
  siting::SpotRequest spots;
  spots.streets = ask.from.empty() && !any_candidates;
  if (ask.from.empty()) {
    return spots;
  }
  spots.candidates = false;
  for (auto const& word : ask.from) {
    auto const choice = answers::choose(
        "from", word,
        answers::Choices<bool siting::SpotRequest::*, 3>{{{"candidates", &siting::SpotRequest::candidates},
                                                          {"outlets", &siting::SpotRequest::outlets},
                                                          {"streets", &siting::SpotRequest::streets}}});
    if (!choice) {
      return tl::unexpected<Error>{choice.error()};
    }
    spots.*(*choice) = true;
  }
  return spots;
}

/// The rule that is asked for: what it wants, and who walks.
Result<void> take_rule(PlanAsk const& ask, standard::Standards const& standards, persons::Person const& person,
                       siting::SiteRequest& request) {
  auto const standard = standards.find(ask.standard);
  if (!standard) {
    return tl::unexpected<Error>{standard.error()};
  }
  auto const rule = std::ranges::find(standard->rules, ask.rule, &standard::Rule::id);
  if (rule == standard->rules.end()) {
    std::vector<std::string> ids;
    std::ranges::transform(standard->rules, std::back_inserter(ids), &standard::Rule::id);
    return refuse(ErrorKind::usage, "tile_rule_unknown",
                  {{"rule", ask.rule}, {"standard", standard->id}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  auto want = siting::want_of(*rule);
  if (!want) {
    return refuse(ErrorKind::usage, "site_rule_more", {{"rule", ask.rule}});
  }
  want->weight = 1;
  request.wants = {*std::move(want)};
  request.walker = standard::walker_of(*rule, person);
  return {};
}

/// As it is asked for, otherwise what is usual for the kind.
reach::Tenths limit_of(PlanAsk const& ask, std::string const& kind) {
  return ask.minutes  ? static_cast<reach::Tenths>(*ask.minutes * 600)
         : ask.metres ? static_cast<reach::Tenths>(*ask.metres * 10)
                      : answers::usual_limit(kind);
}

/// Who walks, and whether the way or the time is limited.
Result<reach::Walker> walker_of(PlanAsk const& ask) {
  auto const person = answers::person_named(ask.person);
  if (!person) {
    return tl::unexpected<Error>{person.error()};
  }
  reach::Walker walker;
  walker.person = *person;
  walker.unit = ask.metres ? reach::Unit::metres : reach::Unit::seconds;
  return walker;
}

/// Each word of `kinds` is a want of its own.
Result<void> take_kinds(PlanAsk const& ask, city::City const& city, siting::SiteRequest& request) {
  if (ask.kinds.empty()) {
    return refuse(ErrorKind::usage, "kind_none", {{"name", "kinds"}});
  }
  for (auto const& word : ask.kinds) {
    auto const kinds = answers::parse_kinds("kinds", word, city);
    if (!kinds) {
      return tl::unexpected<Error>{kinds.error()};
    }
    siting::Want want;
    std::ranges::transform(*kinds, std::back_inserter(want.kinds), [&](auto kind) { return city.kind_ids[kind]; });
    want.limit = limit_of(ask, want.kinds.front());
    want.people = ask.people;
    if (std::ranges::find(request.wants, want.kinds, &siting::Want::kinds) == request.wants.end()) {
      request.wants.push_back(std::move(want));
    }
  }
  return {};
}

}  // namespace

std::string_view word_of(PlanSort sort) {
  return std::ranges::find(plan_sorts, sort, &std::pair<std::string_view, PlanSort>::second)->first;
}

Result<PlanAsk> read_ask(std::string const& text) {
  http::Request request;
  request.body = text;
  auto const body =
      Body::parse(request, {"sort", "kinds", "standard", "rule", "person", "count", "minutes", "metres", "from",
                            "seconds", "form", "scenario", "people", "carts", "days", "hours", "circles"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  PlanAsk ask;
  auto const word = body->text("sort");
  if (!word) {
    return tl::unexpected<Error>{word.error()};
  }
  auto const sort = answers::choose("sort", *word, plan_sorts);
  if (!sort) {
    return tl::unexpected<Error>{sort.error()};
  }
  ask.sort = *sort;
  for (auto* const take : {take_form, take_words, take_numbers, take_people, take_week}) {
    if (auto taken = take(*body, ask); !taken) {
      return hand_on(taken);
    }
  }
  return ask;
}

Result<siting::SiteRequest> site_request(PlanAsk const& ask, PlanGround const& ground) {
  auto const& city = ground.city;
  auto const walker = walker_of(ask);
  if (!walker) {
    return tl::unexpected<Error>{walker.error()};
  }
  siting::SiteRequest request;
  request.walker = *walker;
  auto taken =
      ask.rule.empty() ? take_kinds(ask, city, request) : take_rule(ask, ground.standards, walker->person, request);
  if (!taken) {
    return hand_on(taken);
  }
  auto spots = spots_of(ask, !city.candidates.empty());
  if (!spots) {
    return hand_on(spots);
  }
  request.spots = *std::move(spots);
  request.budget.count = ask.count;
  request.solve.time_limit = std::chrono::seconds{ask.seconds};
  request.solve.threads = 1;
  return request;
}

Result<siting::CartRequest> cart_request(PlanAsk const& ask, PlanGround const& ground) {
  auto const& city = ground.city;
  auto const walker = walker_of(ask);
  if (!walker) {
    return tl::unexpected<Error>{walker.error()};
  }
  auto kind = answers::cart_kind("kinds", fmt::format("{}", fmt::join(ask.kinds, ",")), city);
  if (!kind) {
    return hand_on(kind);
  }
  auto circles = siting::circles_of(city, ask.circles);
  if (!circles) {
    return hand_on(circles);
  }
  auto spots = spots_of(ask, answers::has_stalls(city));
  if (!spots) {
    return hand_on(spots);
  }
  siting::CartRequest request;
  request.walker = *walker;
  request.kind = *std::move(kind);
  request.limit = limit_of(ask, request.kind);
  request.circles = *std::move(circles);
  request.spots = *std::move(spots);
  request.carts = ask.carts;
  request.people = ask.people;
  request.days = ask.days;
  request.solve.time_limit = std::chrono::seconds{ask.seconds};
  request.solve.threads = 1;
  return request;
}

Result<void> check_ask(PlanAsk const& ask, PlanGround const& ground) {
  auto const possible = [](auto const& request) {
    return request ? Result<void>{} : Result<void>{tl::unexpected<Error>{request.error()}};
  };
  if (ask.sort != PlanSort::report && !ask.scenario.empty()) {
    return refuse(ErrorKind::usage, "job_scenario_sort");
  }
  if (ask.sort == PlanSort::site) {
    return possible(site_request(ask, ground));
  }
  if (ask.sort == PlanSort::carts) {
    return possible(cart_request(ask, ground));
  }
  if (auto known = ground.standards.check(ask.standard); !known) {
    return known;
  }
  if (auto const person = answers::person_named(ask.person); !person) {
    return tl::unexpected<Error>{person.error()};
  }
  return ground.scenario == nullptr ? Result<void>{} : possible(edits_in(ground.scenario->edits, ground.city));
}

}  // namespace linquan::api

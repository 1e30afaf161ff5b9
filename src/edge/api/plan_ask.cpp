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

namespace linquan::api {
namespace {

constexpr std::int64_t count_max = 100;
constexpr std::int64_t minutes_max = 60;
constexpr std::int64_t metres_max = 6'000;
constexpr std::int64_t seconds_max = 600;
constexpr std::size_t kinds_max = 16;

Result<void> take_words(Body const& body, PlanAsk& ask) {
  for (auto const& [name, word] :
       {std::pair{"standard", &ask.standard}, std::pair{"rule", &ask.rule}, std::pair{"person", &ask.person}}) {
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
  for (auto const& [name, high, number] :
       {std::tuple{"count", count_max, &count}, std::tuple{"minutes", minutes_max, &ask.minutes},
        std::tuple{"metres", metres_max, &ask.metres}, std::tuple{"seconds", seconds_max, &seconds}}) {
    if (auto taken = take_number(body, name, high, *number); !taken) {
      return taken;
    }
  }
  ask.count = count.value_or(ask.count);
  ask.seconds = seconds.value_or(ask.seconds);
  return ask.minutes && ask.metres ? Result<void>{refuse(ErrorKind::usage, "limits_two_units")} : Result<void>{};
}

/// The spots that are looked at.
Result<siting::SpotRequest> spots_of(PlanAsk const& ask, city::City const& city) {
  siting::SpotRequest spots;
  spots.streets = ask.from.empty() && city.candidates.empty();
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
    want.limit = ask.minutes  ? static_cast<reach::Tenths>(*ask.minutes * 600)
                 : ask.metres ? static_cast<reach::Tenths>(*ask.metres * 10)
                              : answers::usual_limit(want.kinds.front());
    if (std::ranges::find(request.wants, want.kinds, &siting::Want::kinds) == request.wants.end()) {
      request.wants.push_back(std::move(want));
    }
  }
  return {};
}

}  // namespace

Result<PlanAsk> read_ask(std::string const& text) {
  http::Request request;
  request.body = text;
  auto const body = Body::parse(request, {"sort", "kinds", "standard", "rule", "person", "count", "minutes", "metres",
                                          "from", "seconds", "form"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  PlanAsk ask;
  auto const word = body->text("sort");
  if (!word) {
    return tl::unexpected<Error>{word.error()};
  }
  auto const sort = answers::choose(
      "sort", *word, answers::Choices<PlanSort, 2>{{{site_sort, PlanSort::site}, {report_sort, PlanSort::report}}});
  if (!sort) {
    return tl::unexpected<Error>{sort.error()};
  }
  ask.sort = *sort;
  if (auto taken = take_form(*body, ask); !taken) {
    return hand_on(taken);
  }
  if (auto taken = take_words(*body, ask); !taken) {
    return hand_on(taken);
  }
  if (auto taken = take_numbers(*body, ask); !taken) {
    return hand_on(taken);
  }
  return ask;
}

Result<siting::SiteRequest> site_request(PlanAsk const& ask, PlanGround const& ground) {
  auto const& city = ground.city;
  auto const person = answers::person_named(ask.person);
  if (!person) {
    return tl::unexpected<Error>{person.error()};
  }
  siting::SiteRequest request;
  request.walker.person = *person;
  request.walker.unit = ask.metres ? reach::Unit::metres : reach::Unit::seconds;
  auto taken = ask.rule.empty() ? take_kinds(ask, city, request) : take_rule(ask, ground.standards, *person, request);
  if (!taken) {
    return hand_on(taken);
  }
  auto spots = spots_of(ask, city);
  if (!spots) {
    return hand_on(spots);
  }
  request.spots = *std::move(spots);
  request.budget.count = ask.count;
  request.solve.time_limit = std::chrono::seconds{ask.seconds};
  request.solve.threads = 1;
  return request;
}

Result<void> check_ask(PlanAsk const& ask, PlanGround const& ground) {
  if (ask.sort == PlanSort::site) {
    auto const request = site_request(ask, ground);
    return request ? Result<void>{} : Result<void>{tl::unexpected<Error>{request.error()}};
  }
  if (auto known = ground.standards.check(ask.standard); !known) {
    return known;
  }
  auto const person = answers::person_named(ask.person);
  return person ? Result<void>{} : Result<void>{tl::unexpected<Error>{person.error()}};
}

}  // namespace linquan::api

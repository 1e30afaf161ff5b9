#include "linquan/answers/carts.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "linquan/answers/kind_names.h"
#include "linquan/answers/sites.h"
#include "linquan/hours/hours.h"

namespace linquan::answers {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 7> day_names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

Json visits_json(Carted const& carted, words::Messages const& messages) {
  auto list = Json::array();
  for (auto const& visit : carted.plan.visits) {
    list.push_back({{"cart", visit.cart + 1},
                    {"day", day_names.at(visit.day)},
                    {"hours", carted.hours},
                    {"name", spot_name(visit.spot, carted.city, messages)},
                    {"lat", geo::lat_degrees(visit.spot.at)},
                    {"lon", geo::lon_degrees(visit.spot.at)},
                    {"from", origin_name(visit.spot.origin)},
                    {"source", spot_source(visit.spot, carted.request.spots, carted.city)},
                    {"people_gained", visit.people.persons()},
                    {"people_near", visit.near.persons()},
                    {"again", visit.again}});
  }
  return list;
}

Json days_json(siting::CartPlan const& plan) {
  auto list = Json::array();
  for (std::size_t day = 0; day < day_names.size(); ++day) {
    list.push_back({{"day", day_names.at(day)}, {"people", plan.people_by_day.at(day).persons()}});
  }
  return list;
}

}  // namespace

Json json_of(Carted const& carted, words::Messages const& messages) {
  auto const& plan = carted.plan;
  return {{"people", plan.people_all.persons()},
          {"people_before", plan.people_before.persons()},
          {"people_after", (plan.people_before + plan.people_gained).persons()},
          {"people_gained", plan.people_gained.persons()},
          {"bound", plan.people_bound.persons()},
          {"gap", siting::gap_of(plan.people_gained.count, plan.people_bound.count)},
          {"optimal", plan.optimal},
          {"out_of_time", plan.out_of_time},
          {"kind", carted.request.kind},
          {carted.request.walker.unit == reach::Unit::seconds ? "minutes" : "metres",
           limit_number(carted.request.limit, carted.request.walker.unit)},
          {"circles", carted.request.circles ? Json(carted.request.circles->size()) : Json(nullptr)},
          {"carts", carted.request.carts},
          {"slots", plan.slots},
          {"visits_again", std::ranges::count_if(plan.visits, &siting::Visit::again)},
          {"homes_in_need", plan.homes},
          {"spots", plan.spots},
          {"spots_off", plan.spots_off},
          {"spots_unfit", plan.spots_unfit},
          {"by_day", days_json(plan)},
          {"visits", visits_json(carted, messages)}};
}

Result<siting::Days> parse_days(std::string_view name, std::string const& text) {
  auto const hours = hours::Hours::parse_plain(text);
  if (!hours || hours->open_days() == 0) {
    return refuse(ErrorKind::usage, "days_not_understood", {{"name", std::string{name}}, {"text", text}});
  }
  return hours->open_days();
}

Result<std::string> parse_hours_of_day(std::string_view name, std::string const& text) {
  auto const hours = hours::Hours::parse("Mo-Su " + text);
  if (!hours || hours->open_days() != siting::every_day ||
      text.find_first_not_of("0123456789:-,") != std::string::npos) {
    return refuse(ErrorKind::usage, "hours_of_day", {{"name", std::string{name}}, {"text", text}});
  }
  return text;
}

Result<std::string> cart_kind(std::string_view name, std::string const& text, city::City const& city) {
  auto const kinds = parse_kinds(name, text, city);
  if (!kinds) {
    return tl::unexpected<Error>{kinds.error()};
  }
  if (kinds->size() != 1) {
    return refuse(ErrorKind::usage, "carts_one_kind", {{"name", std::string{name}}, {"text", text}});
  }
  return city.kind_ids[kinds->front()];
}

bool has_stalls(city::City const& city) {
  return std::ranges::any_of(city.candidates, [](auto const& candidate) { return candidate.type == "stall"; });
}

}  // namespace linquan::answers

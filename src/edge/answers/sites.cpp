#include "linquan/answers/sites.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "linquan/kinds/kinds.h"
#include "linquan/walk/street_of.h"
#include "linquan/words/figures.h"

namespace linquan::answers {
namespace {

using words::Messages;
using Json = nlohmann::ordered_json;

constexpr int minutes_otherwise = 15;

double yuan(std::int64_t fen) {
  return static_cast<double>(fen) / 100;
}

std::string kind_of(Sited const& sited, siting::Proposal const& proposal) {
  return sited.request.wants[proposal.want].kinds.front();
}

std::int64_t cost_of(siting::Plan const& plan) {
  std::int64_t cost = 0;
  for (auto const& proposal : plan.proposals) {
    cost += proposal.cost;
  }
  return cost;
}

Json sites_json(Sited const& sited, Messages const& messages) {
  auto list = Json::array();
  Millipersons sum;
  for (auto const& proposal : sited.plan.proposals) {
    auto const& spot = proposal.spot;
    auto const kind = kind_of(sited, proposal);
    sum += proposal.people;
    list.push_back({{"order", list.size() + 1},
                    {"kind", kind},
                    {"kind_name", kind_name(kind, messages.language())},
                    {"name", spot_name(spot, sited.city, messages)},
                    {"lat", geo::lat_degrees(spot.at)},
                    {"lon", geo::lon_degrees(spot.at)},
                    {"from", origin_name(spot.origin)},
                    {"source", spot_source(spot, sited.request.spots, sited.city)},
                    {"people_gained", proposal.people.persons()},
                    {"people_gained_sum", sum.persons()},
                    {"cost_yuan", yuan(proposal.cost)}});
  }
  return list;
}

Json wants_json(Sited const& sited, Messages const& messages) {
  auto list = Json::array();
  for (std::size_t i = 0; i < sited.request.wants.size(); ++i) {
    auto const& want = sited.request.wants[i];
    auto const& need = sited.plan.needs[i];
    auto const unit = sited.request.walker.unit;
    list.push_back({{"kind", want.kinds.front()},
                    {"kind_name", kind_name(want.kinds.front(), messages.language())},
                    {unit == reach::Unit::seconds ? "minutes" : "metres", limit_number(want.limit, unit)},
                    {"weight", want.weight},
                    {"people", need.all.persons()},
                    {"people_before", need.before.persons()},
                    {"people_after", (need.before + need.gained).persons()}});
  }
  return list;
}

}  // namespace

reach::Tenths usual_limit(std::string const& kind) {
  auto const& table = kinds::Kinds::built_in();
  auto const known = table.find(kind);
  auto const minutes = known ? table[*known].minutes.value_or(minutes_otherwise) : minutes_otherwise;
  return static_cast<reach::Tenths>(minutes * 600);
}

double limit_number(reach::Tenths limit, reach::Unit unit) {
  return static_cast<double>(limit) / (unit == reach::Unit::seconds ? 600 : 10);
}

std::string spot_name(siting::Spot const& spot, city::City const& city, Messages const& messages) {
  if (!spot.name.empty()) {
    return spot.name;
  }
  auto street = walk::street_of(city.streets, spot.access);
  return street.empty() ? messages.say("site_unnamed") : street;
}

std::string origin_name(siting::Origin origin) {
  switch (origin) {
    case siting::Origin::candidate:
      return "candidates";
    case siting::Origin::outlet:
      return "outlets";
    case siting::Origin::street:
      return "streets";
  }
  return {};
}

std::string spot_source(siting::Spot const& spot, siting::SpotRequest const& request, city::City const& city) {
  switch (spot.origin) {
    case siting::Origin::candidate:
      return (request.table ? *request.table : city.candidates.values())[spot.index].source;
    case siting::Origin::outlet:
      return fmt::to_string(city.outlets[spot.index].id.value());
    case siting::Origin::street:
      return {};
  }
  return {};
}

nlohmann::ordered_json json_of(Sited const& sited, Messages const& messages) {
  auto const& plan = sited.plan;
  return {{"sites", sites_json(sited, messages)},
          {"people_gained", plan.people_gained.persons()},
          {"gap", siting::gap_of(plan.served, plan.bound)},
          {"bound", Millipersons{plan.bound}.persons()},
          {"served", Millipersons{plan.served}.persons()},
          {"optimal", plan.optimal},
          {"out_of_time", plan.out_of_time},
          {"people", plan.people_all.persons()},
          {"people_before", plan.people_before.persons()},
          {"people_after", (plan.people_before + plan.people_gained).persons()},
          {"homes_in_need", plan.homes},
          {"wants", wants_json(sited, messages)},
          {"cost_yuan", yuan(cost_of(plan))},
          {"spots", plan.spots},
          {"spots_off", plan.spots_off},
          {"spots_forbidden", plan.spots_forbidden},
          {"spots_unfit", plan.spots_unfit},
          {"person", sited.request.walker.person.id}};
}

}  // namespace linquan::answers

#include <nlohmann/json.hpp>

#include "linquan/geo/point.h"
#include "report.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t worst_homes = 50;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

Json inputs_of(city::City const& city) {
  auto list = Json::array();
  for (auto const& input : city.inputs) {
    list.push_back({{"role", input.role},
                    {"name", input.name},
                    {"sha256", input.sha256},
                    {"bytes", input.bytes},
                    {"date", input.date},
                    {"attribution", input.attribution},
                    {"crs", input.crs}});
  }
  return list;
}

Json notices_of(city::City const& city, Messages const& messages) {
  auto list = Json::array();
  for (auto const& notice : city.report.notices) {
    list.push_back({{"code", notice.code}, {"text", messages.render(notice)}});
  }
  return list;
}

Json farthest_of(city::City const& city) {
  auto list = Json::array();
  for (auto const& home : farthest_homes(city, worst_homes)) {
    list.push_back({{"source", home.source},
                    {"lat", geo::lat_degrees(home.at)},
                    {"lon", geo::lon_degrees(home.at)},
                    {"metres", home.metres == UINT32_MAX ? Json{} : Json(home.metres)},
                    {"reason", home.reason}});
  }
  return list;
}

}  // namespace

Json json_of(Summary const& summary) {
  auto const ages = summary.ages.age_0_14.count > 0 || summary.ages.age_60.count > 0;
  auto const aged = [ages](Millipersons people) { return ages ? Json(people.persons()) : Json(nullptr); };
  return {{"walk_nodes", summary.walk_nodes},
          {"walk_edges", summary.walk_edges},
          {"walk_metres", summary.walk_length.metres()},
          {"components", summary.components},
          {"component_main_share", summary.component_main_share},
          {"buildings", summary.buildings},
          {"dwellings", summary.dwellings},
          {"homes", summary.homes},
          {"homes_by_source", summary.homes_by_source},
          {"homes_unsnapped", summary.homes_unsnapped},
          {"homes_within_60m_share", share(summary.homes_within_60m, summary.homes)},
          {"people", summary.people.persons()},
          {"people_given", summary.people_given.persons()},
          {"people_unplaced", summary.people_unplaced.persons()},
          {"people_age_0_14", aged(summary.ages.age_0_14)},
          {"people_age_60", aged(summary.ages.age_60)},
          {"people_age_70", aged(summary.ages.age_70)},
          {"outlets", summary.outlets},
          {"outlets_by_kind", summary.outlets_by_kind},
          {"outlets_by_placing", summary.outlets_by_placing},
          {"outlets_unplaced", summary.outlets_unplaced},
          {"outlets_not_joined", summary.outlets_not_joined},
          {"outlets_without_hours", summary.outlets_without_hours},
          {"outlets_by_mark", summary.outlets_by_mark},
          {"doubles", summary.doubles},
          {"areas_by_level", summary.areas_by_level},
          {"compounds", summary.compounds},
          {"compounds_closed", summary.compounds_closed},
          {"gates", summary.gates},
          {"gates_inferred", summary.gates_inferred},
          {"candidates", summary.candidates},
          {"skipped", summary.skipped}};
}

Json json_of(city::City const& city, Summary const& summary, Messages const& messages) {
  auto object = json_of(summary);
  object["name"] = city.name;
  object["tool_version"] = city.tool_version;
  object["inputs"] = inputs_of(city);
  object["notices"] = notices_of(city, messages);
  object["homes_farthest"] = farthest_of(city);
  return object;
}

}  // namespace linquan::cli

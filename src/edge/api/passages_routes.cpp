#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "directory_desk.h"
#include "linquan/answers/choices.h"
#include "linquan/outlets/outlets.h"
#include "reply.h"

/// Corrections of the map: gates and streets.
namespace linquan::api {
namespace {

using Json = nlohmann::ordered_json;
using directory::PassageId;
using http::Answer;
using http::Method;
using http::Request;
using http::Route;

/// A passage of the city, and where it lies.
struct Found {
  PassageId id;
  geo::Point at;
};

Result<Found> gate_of(city::City const& city, std::uint64_t number) {
  auto const& gates = city.gates.values();
  auto const found = std::ranges::lower_bound(gates, city::GateId{number}, {}, &city::Gate::id);
  if (found == gates.end() || found->id.value() != number) {
    return refuse(ErrorKind::not_found, "gate_unknown", {{"id", std::to_string(number)}});
  }
  return Found{{PassageId::Sort::gate, number}, city.streets.gates[found->graph_gate].at};
}

Result<Found> street_of(city::City const& city, std::uint64_t number) {
  auto const& graph = city.streets;
  for (auto const& edge : graph.edges) {
    if (edge.street != walk::none && graph.streets[edge.street].source_id == static_cast<std::int64_t>(number)) {
      auto const from = graph.nodes[edge.from];
      auto const to = graph.nodes[edge.to];
      return Found{{PassageId::Sort::street, number},
                   {from.lon + (to.lon - from.lon) / 2, from.lat + (to.lat - from.lat) / 2}};
    }
  }
  return refuse(ErrorKind::not_found, "street_unknown", {{"way", std::to_string(number)}});
}

Result<Found> passage_at(DirectoryDesk const& desk, Request const& request, PassageId::Sort sort) {
  auto const snapshot = desk.context().current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  auto const gate = sort == PassageId::Sort::gate;
  auto const number = number_at(request, "id", gate ? "gate_unknown" : "street_unknown");
  if (!number) {
    return tl::unexpected<Error>{number.error()};
  }
  auto const& city = snapshot->town().imported();
  return gate ? gate_of(city, *number) : street_of(city, *number);
}

Json passage_json(directory::PassageVersion const& version) {
  auto const& passage = version.passage;
  auto const gate = passage.id.sort == PassageId::Sort::gate;
  return {{"sort", gate ? "gate" : "street"},
          {"id", std::to_string(passage.id.number)},
          {"opening", directory::name_of(passage.opening)},
          {"hours", passage.hours ? Json(passage.hours->text()) : Json(nullptr)},
          {"version", version.version},
          {"change", version.version == 0 ? Json(nullptr) : Json(version.change)},
          {"made_at", version.version == 0 ? Json(nullptr) : Json(instant_text(version.made_at))},
          {"undoes", version.undoes ? Json(*version.undoes) : Json(nullptr)}};
}

Result<Answer> passage(DirectoryDesk const& desk, Request const& request, PassageId::Sort sort) {
  auto const found = passage_at(desk, request, sort);
  if (!found) {
    return tl::unexpected<Error>{found.error()};
  }
  return desk.context().store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto history = Json::array();
    for (auto const& version : desk.passages().versions(work, found->id)) {
      history.push_back(passage_json(version));
    }
    auto object = passage_json(desk.passages().find(work, found->id));
    object["at"] = {{"lat", geo::lat_degrees(found->at)}, {"lon", geo::lon_degrees(found->at)}};
    object["history"] = std::move(history);
    return json_answer(object);
  });
}

struct Asked {
  std::optional<std::uint64_t> seen;
  directory::PassageCommand command;
};

Result<Asked> asked_of(Request const& request) {
  auto const body = Body::parse(request, {"opening", "hours", "seen", "undo"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const seen = body->number_if("seen", {0, INT64_MAX});
  auto const undo = body->number_if("undo", {1, INT64_MAX});
  auto const hours = body->text_if("hours", {.bytes_max = hours::Hours::bytes_max, .lines = false, .empty = false});
  if (!seen || !undo || !hours) {
    return tl::unexpected<Error>{!seen ? seen.error() : !undo ? undo.error() : hours.error()};
  }
  Asked asked;
  asked.seen = seen->has_value() ? std::optional{static_cast<std::uint64_t>(**seen)} : std::nullopt;
  if (*undo) {
    asked.command = directory::UndoPassage{static_cast<std::uint64_t>(**undo)};
    return asked;
  }
  auto const word = body->text("opening");
  auto const opening = word ? directory::opening_named(*word) : std::nullopt;
  if (!word || !opening) {
    return word ? refuse(ErrorKind::usage, "choice_unknown",
                         {{"name", "opening"}, {"text", *word}, {"allowed", "mapped, open, closed, at_hours"}})
                : tl::unexpected<Error>{word.error()};
  }
  directory::SetPassage set{*opening, std::nullopt};
  if (*hours) {
    auto parsed = hours::Hours::parse_plain(**hours);
    if (!parsed) {
      return hand_on(parsed);
    }
    set.hours = std::move(*parsed);
  }
  asked.command = std::move(set);
  return asked;
}

Result<Answer> correct(DirectoryDesk const& desk, Request const& request, PassageId::Sort sort) {
  auto const asked = asked_of(request);
  if (auto const token = asked ? token_of(request) : tl::unexpected<Error>{asked.error()}; !token) {
    return tl::unexpected<Error>{token.error()};
  }
  auto const found = asked ? passage_at(desk, request, sort) : tl::unexpected<Error>{asked.error()};
  if (!found) {
    return tl::unexpected<Error>{found.error()};
  }
  directory::Entry there;
  there.community = outlets::community_at(desk.context().current.get()->town().imported(), found->at);
  auto place = outlets::place_of(there);
  place.outlet.clear();
  return desk.write(request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<DirectoryDesk::Done> {
    auto const made = desk.passages().carry_out(work, found->id, asked->seen, asked->command, actor_of(asker), place);
    return made ? Result<DirectoryDesk::Done>{DirectoryDesk::Done{passage_json(*made), made->change}}
                : tl::unexpected<Error>{made.error()};
  });
}

}  // namespace

std::vector<Route> passages_routes(Context const& context) {
  auto const desk = std::make_shared<DirectoryDesk const>(context);
  std::vector<Route> all;
  for (auto const& [pattern, sort] : {std::pair{"/api/v1/gates/{id}", PassageId::Sort::gate},
                                      std::pair{"/api/v1/streets/{id}", PassageId::Sort::street}}) {
    auto const which = sort;
    all.push_back({Method::get, pattern, {}, [desk, which](Request const& it) { return passage(*desk, it, which); }});
    auto& route =
        all.emplace_back(Route{Method::post, std::string{pattern} + "/changes", {}, [desk, which](Request const& it) {
                                 return correct(*desk, it, which);
                               }});
    route.body_bytes_max = body_bytes_max;
  }
  return all;
}

}  // namespace linquan::api

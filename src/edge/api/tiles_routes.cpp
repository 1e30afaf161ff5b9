#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "linquan/answers/kind_names.h"
#include "linquan/answers/parse.h"
#include "linquan/circles/circles.h"
#include "linquan/directory/passages.h"
#include "linquan/geo/point.h"
#include "linquan/http/gzip.h"
#include "linquan/store/circles.h"
#include "linquan/store/plans.h"
#include "linquan/tiles/tiles.h"
#include "live_judge.h"
#include "one_rule_judge.h"
#include "planning_rights.h"
#include "questions.h"
#include "reply.h"
#include "scenario_states.h"
#include "tile_desk.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using Json = nlohmann::ordered_json;

constexpr std::string_view tile_type = "application/vnd.mapbox-vector-tile";
constexpr std::size_t rules_max = 64;

/// What a request wants to see of a layer, understood.
struct Wanted {
  tiles::TileId tile;
  Judging judging;
  tiles::Rules rules;
  std::vector<kinds::KindIndex> kinds;
  std::optional<city::AreaLevel> level;
  tiles::States states;  ///< of living circles, as the programme has them
};

using Draw = std::function<tiles::Tile(TileSheet const&, Wanted const&)>;

/// One layer: what may be asked of it, and who draws it.
struct LayerRoute {
  std::string name;
  std::vector<std::string> parameters;
  std::uint32_t zoom_min = 0;
  std::uint32_t zoom_max = tiles::zoom_max;
  Draw draw;
};

/// What tiles stand on.
struct Maps {
  Context context;
  std::shared_ptr<TileDesk> desk;
  std::shared_ptr<circles::Circles> circles;
};

tl::unexpected<Error> standard_missing() {
  return refuse(ErrorKind::usage, "http_parameter_missing", {{"name", "standard"}, {"example", "standard=mofcom"}});
}

/// By what is coloured, as a part of keys: words hold no blank.
std::string word_of(Judgement const& asked) {
  return fmt::format("{} {} {}", asked.standard, asked.person,
                     asked.minute ? fmt::to_string(asked.minute->value) : std::string{"any"});
}

Judging judging_by(standard::Live const& live) {
  return {std::make_shared<LiveJudge const>(live), std::make_shared<standard::Standard const>(live.standard()), 0};
}

/// The city as a scenario would have it.
Result<Judging> judging_of(Maps const& maps, TileSheet const& sheet, std::shared_ptr<Snapshot const> const& snapshot,
                           store::StoredScenario const& scenario, Judgement const& asked) {
  auto const key = fmt::format("{} {} {} {}", sheet.version(), scenario.id.value(), scenario.version, word_of(asked));
  return maps.desk->judging(key, [&]() -> Result<Judging> {
    auto const edits = edits_in(scenario.edits, snapshot->city());
    if (!edits) {
      return tl::unexpected<Error>{edits.error()};
    }
    auto const states = before_and_after(*snapshot, asked, *edits);
    return states ? Result<Judging>{judging_by(states->after)} : tl::unexpected<Error>{states.error()};
  });
}

/// The city as it is: at any hour the desk has it, at an hour one of the last few that were asked for.
Result<Judging> judging_of(Maps const& maps, TileSheet const& sheet, Snapshot const& snapshot, Judgement const& asked) {
  if (!asked.minute) {
    return maps.desk->judging(snapshot, asked.standard, asked.person);
  }
  auto const key = fmt::format("{} {}", sheet.version(), word_of(asked));
  return maps.desk->judging(key, [&]() -> Result<Judging> {
    auto const it = scored(snapshot, asked);
    return it ? Result<Judging>{judging_by(it->live)} : tl::unexpected<Error>{it.error()};
  });
}

Result<Judging> judging_of(Maps const& maps, TileSheet const& sheet, std::shared_ptr<Snapshot const> const& snapshot,
                           Request const& request) {
  auto const standard = request.query.find("standard");
  auto const scenario = request.query.find("scenario");
  auto const minute = minute_of(request);
  if (!minute) {
    return tl::unexpected<Error>{minute.error()};
  }
  Judgement const asked{std::string{standard.value_or("")}, person_of(request), *minute};
  if (!scenario) {
    return standard ? judging_of(maps, sheet, *snapshot, asked) : Judging{};
  }
  auto const readable = readable_scenario(maps.context, request, *scenario);
  if (!readable) {
    return tl::unexpected<Error>{readable.error()};
  }
  return standard ? judging_of(maps, sheet, snapshot, readable->scenario, asked) : Result<Judging>{standard_missing()};
}

Result<standard::RuleIndex> rule_named(std::string_view word, standard::Standard const& standard) {
  auto const found = std::ranges::find(standard.rules, word, &standard::Rule::id);
  if (found == standard.rules.end()) {
    std::vector<std::string> ids;
    std::ranges::transform(standard.rules, std::back_inserter(ids), &standard::Rule::id);
    return refuse(
        ErrorKind::usage, "tile_rule_unknown",
        {{"rule", std::string{word}}, {"standard", standard.id}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  return static_cast<standard::RuleIndex>(found - standard.rules.begin());
}

/// The rules whose verdicts are asked for.
Result<tiles::Rules> rules_of(Request const& request, Judging const& judging) {
  tiles::Rules rules;
  auto const text = request.query.find("rules");
  if (!text) {
    return rules;
  }
  if (!judging.standard) {
    return standard_missing();
  }
  for (auto const& word : answers::parse_words(*text)) {
    if (rules.numbers.size() >= rules_max) {
      return refuse(ErrorKind::usage, "tile_rules_many", {{"max", fmt::to_string(rules_max)}});
    }
    auto const number = rule_named(word, *judging.standard);
    if (!number) {
      return tl::unexpected<Error>{number.error()};
    }
    rules.numbers.push_back(*number);
    rules.names.push_back(word);
  }
  return rules;
}

/// Where a single rule is asked for, homes and areas are judged by it alone.
Result<void> judge_by_rule(Request const& request, city::City const& city, Judging& judging) {
  auto const word = request.query.find("rule");
  if (!word) {
    return {};
  }
  if (!judging.standard) {
    return standard_missing();
  }
  auto const rule = rule_named(*word, *judging.standard);
  if (!rule) {
    return tl::unexpected<Error>{rule.error()};
  }
  judging.judge = std::make_shared<OneRuleJudge const>(judging.judge, judging.standard, city, *rule);
  return {};
}

Result<std::vector<kinds::KindIndex>> kinds_of(Request const& request, city::City const& city) {
  auto const text = request.query.find("kinds");
  return text ? answers::parse_kinds("kinds", *text, city) : std::vector<kinds::KindIndex>{};
}

Result<Wanted> wanted_of(TileSheet const& sheet, Request const& request, Judging judging) {
  Wanted wanted;
  auto const tile = tiles::parse_tile(request.at("z"), request.at("x"), request.at("y"));
  if (!tile) {
    return tl::unexpected<Error>{tile.error()};
  }
  wanted.tile = *tile;
  auto kinds = kinds_of(request, sheet.imported());
  if (!kinds) {
    return hand_on(kinds);
  }
  wanted.kinds = *std::move(kinds);
  auto level = level_of(request);
  if (!level) {
    return hand_on(level);
  }
  wanted.level = *level;
  wanted.judging = std::move(judging);
  auto rules = rules_of(request, wanted.judging);
  if (!rules) {
    return hand_on(rules);
  }
  wanted.rules = *std::move(rules);
  return wanted;
}

/// The number of what a tile is drawn from: where no outlet, gate or standard has a say, the import alone, and the tile
/// is good for as long as that.
std::uint64_t version_of(LayerRoute const& layer, TileSheet const& sheet, Judging const& judging) {
  return layer.name == "outlets" || layer.name == "gates" ? sheet.version() : judging.version;
}

city::AreaLevel level_shown(TileSheet const& sheet, Wanted const& wanted) {
  return wanted.level.value_or(tiles::level_at(sheet.imported(), wanted.tile.z));
}

/// Living circles go on without the directory: their states are asked for each time.
Result<tiles::States> states_of(Maps const& maps, LayerRoute const& layer, TileSheet const& sheet,
                                Wanted const& wanted) {
  tiles::States states;
  auto const shows_circles = layer.name == "circles" ||
                             (layer.name == "areas" && level_shown(sheet, wanted) == city::AreaLevel::living_circle);
  if (!shows_circles) {
    return states;
  }
  auto const kept =
      maps.context.store.read([&](UnitOfWork& work) -> Result<std::vector<std::pair<std::string, circles::State>>> {
        return maps.circles->states(work);
      });
  if (!kept) {
    return tl::unexpected<Error>{kept.error()};
  }
  for (auto const& [code, state] : *kept) {
    states.emplace(code, circles::name_of(state));
  }
  return states;
}

/// What a tile is kept under: all that it is drawn from.
std::string key_of(LayerRoute const& layer, Request const& request, std::uint64_t version,
                   tiles::States const& states) {
  auto key = fmt::format("{} {} {}/{}/{}", version, layer.name, request.at("z"), request.at("x"), request.at("y"));
  for (auto const& name : layer.parameters) {
    // A value holds no control character, so the keys of two questions never meet.
    key += fmt::format("\n{}", request.query.find(name).value_or("\x01"));
  }
  for (auto const& [code, state] : states) {
    key += fmt::format("\n{}={}", code, state);
  }
  return key;
}

std::shared_ptr<tiles::Kept const> kept_of(tiles::Tile const& tile) {
  return std::make_shared<tiles::Kept const>(
      tiles::Kept{http::gzipped(tile.bytes),
                  fmt::format("W/\"{:016x}\"", XXH3_64bits(tile.bytes.data(), tile.bytes.size())), tile.left_out});
}

Answer tile_answer(tiles::Kept const& kept) {
  Answer answer;
  answer.type = tile_type;
  answer.body = kept.bytes;
  answer.zipped = true;
  answer.etag = kept.etag;
  if (kept.left_out > 0) {
    answer.fields.emplace_back("X-Features-Left-Out", fmt::to_string(kept.left_out));
  }
  return answer;
}

Result<Answer> tile(Maps const& maps, LayerRoute const& layer, std::shared_ptr<Snapshot const> const& snapshot,
                    Request const& request) {
  auto& desk = *maps.desk;
  auto const sheet = desk.sheet(snapshot);
  auto const of_scenario = request.query.find("scenario").has_value();
  auto judging = judging_of(maps, *sheet, snapshot, request);
  if (!judging) {
    return hand_on(judging);
  }
  if (auto const by_one = judge_by_rule(request, snapshot->city(), *judging); !by_one) {
    return tl::unexpected<Error>{by_one.error()};
  }
  auto wanted = wanted_of(*sheet, request, *std::move(judging));
  if (!wanted) {
    return hand_on(wanted);
  }
  auto states = states_of(maps, layer, *sheet, *wanted);
  if (!states) {
    return hand_on(states);
  }
  wanted->states = *std::move(states);
  auto const key = key_of(layer, request, version_of(layer, *sheet, wanted->judging), wanted->states);
  auto kept = desk.cache().find(key);
  if (!kept) {
    kept = kept_of(layer.draw(*sheet, *wanted));
    desk.cache().put(key, kept);
  }
  auto answer = tile_answer(*kept);
  answer.kept = of_scenario ? "private, no-cache" : answer.kept;
  return answer;
}

/// Whether anybody passes, as the directory has it; a gate with hours counts as open.
bool is_open(TileSheet const& sheet, std::uint32_t gate) {
  auto const& city = sheet.imported();
  directory::PassageId const id{directory::PassageId::Sort::gate, city.gates[gate].id.value()};
  auto const& passages = sheet.snapshot()->town().passages();
  auto const found = std::ranges::find(passages, id, &directory::Passage::id);
  auto const mapped = found == passages.end() || found->opening == directory::Opening::mapped;
  return mapped ? city.streets.gates[city.gates[gate].graph_gate].open : found->opening != directory::Opening::closed;
}

std::vector<LayerRoute> layers() {
  auto const circles = [](TileSheet const& sheet, Wanted const& it) {
    return tiles::areas(*sheet.ground(), sheet.imported(), it.tile, city::AreaLevel::living_circle,
                        it.judging.judge.get(), &it.states);
  };
  return {{"homes",
           {"standard", "person", "when", "rule", "rules", "scenario"},
           tiles::homes_zoom_min,
           tiles::zoom_max,
           [](TileSheet const& sheet, Wanted const& it) {
             return tiles::homes(*sheet.ground(), sheet.imported(), it.tile, it.judging.judge.get(), it.rules);
           }},
          {"hexagons",
           {"standard", "person", "when", "rule", "scenario"},
           0,
           tiles::homes_zoom_min - 1,
           [](TileSheet const& sheet, Wanted const& it) {
             return tiles::hexagons(*sheet.ground(), sheet.imported(), it.tile, it.judging.judge.get());
           }},
          {"outlets",
           {"kinds"},
           tiles::kinds_zoom_min,
           tiles::zoom_max,
           [](TileSheet const& sheet, Wanted const& it) {
             return tiles::outlets(sheet.outlets(), sheet.city(), it.tile, it.kinds);
           }},
          {"streets",
           {},
           tiles::streets_zoom_min,
           tiles::zoom_max,
           [](TileSheet const& sheet, Wanted const& it) {
             return tiles::streets(*sheet.ground(), sheet.imported(), it.tile);
           }},
          {"gates",
           {},
           tiles::gates_zoom_min,
           tiles::zoom_max,
           [](TileSheet const& sheet, Wanted const& it) {
             return tiles::gates(*sheet.ground(), sheet.imported(), it.tile,
                                 [&](std::uint32_t gate) { return is_open(sheet, gate); });
           }},
          {"areas",
           {"level", "standard", "person", "when", "rule", "scenario"},
           0,
           tiles::zoom_max,
           [](TileSheet const& sheet, Wanted const& it) {
             auto const level = level_shown(sheet, it);
             return tiles::areas(*sheet.ground(), sheet.imported(), it.tile, level, it.judging.judge.get(), &it.states);
           }},
          {"circles", {"standard", "person", "when", "rule", "scenario"}, 0, tiles::zoom_max, circles}};
}

/// Which layers there are, and where the city lies.
Json about(std::vector<LayerRoute> const& layers, city::City const& city, bool with_basemap) {
  auto list = Json::array();
  for (auto const& layer : layers) {
    list.push_back({{"id", layer.name}, {"zoom_min", layer.zoom_min}, {"zoom_max", layer.zoom_max}});
  }
  auto const& box = city.box;
  return {
      {"bounds",
       {geo::lon_degrees(box.low), geo::lat_degrees(box.low), geo::lon_degrees(box.high), geo::lat_degrees(box.high)}},
      {"basemap", with_basemap},
      {"extent", tiles::extent},
      {"layers", std::move(list)}};
}

}  // namespace

std::vector<Route> tiles_routes(Context const& context) {
  Maps const maps{context, std::make_shared<TileDesk>(), store::circles()};
  std::vector<Route> routes;
  for (auto& layer : layers()) {
    auto const pattern = fmt::format("/api/v1/tiles/{}/{{z}}/{{x}}/{{y}}", layer.name);
    auto const parameters = layer.parameters;
    routes.push_back(
        {Method::get, pattern, parameters, [maps, layer = std::move(layer)](Request const& request) -> Result<Answer> {
           auto const snapshot = maps.context.current.get();
           return snapshot ? tile(maps, layer, snapshot, request)
                           : Result<Answer>{refuse(ErrorKind::busy, "http_not_ready")};
         }});
  }
  routes.push_back({Method::get, "/api/v1/tiles", {}, [context](Request const&) -> Result<Answer> {
                      auto const snapshot = context.current.get();
                      auto const with_basemap = context.basemap != nullptr;
                      return snapshot ? json_answer(about(layers(), snapshot->town().imported(), with_basemap))
                                      : Result<Answer>{refuse(ErrorKind::busy, "http_not_ready")};
                    }});
  return routes;
}

}  // namespace linquan::api

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "linquan/answers/circle.h"
#include "linquan/answers/found.h"
#include "linquan/answers/parse.h"
#include "linquan/directory/entry.h"
#include "linquan/report/service_list.h"
#include "linquan/search/search.h"
#include "linquan/store/outlets.h"
#include "programme_routes.h"
#include "questions.h"
#include "reply.h"
#include "told.h"

/// What the plain page for a phone stands on: the page itself, and the outlets of a kind about a place.
namespace linquan::api {

extern std::string_view const near_html;
extern std::string_view const near_css;
extern std::string_view const near_js;
extern std::string_view const near_words_js;

namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;

constexpr std::size_t outlets_max = 50;

/// An outlet and the walk to it.
struct Walked {
  city::OutletId outlet;
  reach::Tenths time = 0;
};

Json outlet_near(town::Town const& town, Walked const& walked, bool unconfirmed, words::Messages const& messages,
                 hours::When const& now) {
  auto const& outlet = *town.outlet(walked.outlet);
  auto const line = report::service_line(town.imported(), outlet, unconfirmed, messages);
  auto const or_null = [](std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"id", std::to_string(outlet.id.value())},
          {"name", line.name},
          {"kind_names", line.kinds},
          {"services", or_null(line.services)},
          {"seconds", answers::whole_units(walked.time)},
          {"telephone", or_null(line.telephone)},
          {"address", or_null(line.address)},
          {"hours", or_null(line.hours)},
          {"open_now", open_json(outlet, now)},
          {"unconfirmed", unconfirmed}};
}

/// What is near: how many in all, and the first of them.
struct Near {
  std::size_t count = 0;
  std::vector<Walked> outlets;  ///< nearest first; of what was typed the best first
};

Result<Near> near_of_kind(answers::CircleFinder& finder, answers::Sight const& sight,
                          answers::ReachQuestion const& question) {
  auto const report = finder.find(sight, question, answers::Drawn::nothing, "");
  if (!report) {
    return tl::unexpected<Error>{report.error()};
  }
  auto const& found = report->outlets.front();
  Near near{found.size(), {}};
  for (std::size_t i = 0; i < std::min(found.size(), outlets_max); ++i) {
    near.outlets.push_back({found[i].id, found[i].time});
  }
  return near;
}

Result<Near> near_of_words(answers::CircleFinder& finder, answers::Sight const& sight,
                           answers::ReachQuestion const& question, search::Index const& index, std::string_view words) {
  search::Asked asked;
  auto query = search::parse_query(words);
  auto const times = answers::times_from(finder, sight, {*question.at, question.limits, std::nullopt}, "");
  if (!query || !times) {
    return tl::unexpected<Error>{query ? times.error() : query.error()};
  }
  asked.query = std::move(*query);
  asked.times = &*times;
  asked.count = outlets_max;
  auto const found = search::find(index, asked);
  Near near{found.all, {}};
  for (auto const& hit : found.hits) {
    near.outlets.push_back({city::OutletId{hit.id.value()}, hit.rank.time});
  }
  return near;
}

/// The outlets of one kind, or those that fit what was typed, within a walk.
Result<Answer> near(Programme const& programme, Request const& request) {
  auto const snapshot = programme.snapshot();
  auto const at = place_of(request, "at");
  if (!snapshot || !at) {
    return tl::unexpected<Error>{snapshot ? at.error() : snapshot.error()};
  }
  auto question = reach_question(request);
  if (!question) {
    return hand_on(question);
  }
  auto const words = request.query.find("q");
  if (question->kinds.size() > 1) {
    return refuse(ErrorKind::usage, "near_one_kind");
  }
  if (question->kinds.empty() && !words) {
    return refuse(ErrorKind::usage, "http_parameter_missing", {{"name", "kinds"}, {"example", "kinds=pharmacy"}});
  }
  question->at = *at;
  auto const walker = answers::walker_of(*question);
  if (!walker) {
    return tl::unexpected<Error>{walker.error()};
  }
  auto const& sight = (*snapshot)->sight(*walker);
  Result<Near> found;
  (*snapshot)->with_finder(sight, [&](answers::CircleFinder& finder) {
    found = words ? near_of_words(finder, sight, *question, (*snapshot)->index(), *words)
                  : near_of_kind(finder, sight, *question);
  });
  if (!found) {
    return hand_on(found);
  }
  auto const now = now_of(programme.context);
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const directory = store::outlets();
    auto list = Json::array();
    for (auto const& walked : found->outlets) {
      auto const kept = directory->find(work, directory::OutletId{walked.outlet.value()});
      auto const unconfirmed = !kept || !kept->entry || directory::unconfirmed(*kept->entry, programme.today());
      list.push_back(outlet_near(sight.town(), walked, unconfirmed, *request.messages, now));
    }
    return json_answer({{"count", found->count}, {"outlets", std::move(list)}});
  });
}

struct File {
  std::string_view type;
  std::string_view const* text;
};

Route file_route(std::string pattern, File file) {
  Route route{Method::get, std::move(pattern), {}, [file](Request const&) -> Result<Answer> {
                Answer answer;
                answer.type = file.type;
                answer.body = *file.text;
                return answer;
              }};
  route.at_once = true;
  return route;
}

}  // namespace

std::vector<Route> near_routes(Context const& context) {
  auto const programme = std::make_shared<Programme const>(context);
  File const page{"text/html; charset=utf-8", &near_html};
  return {programme_route(programme, Method::get, "/api/v1/near", {"at", "kinds", "q", "minutes", "metres", "person"},
                          near),
          file_route("/", page),
          file_route("/near", page),
          file_route("/near/near.css", {"text/css; charset=utf-8", &near_css}),
          file_route("/near/near.js", {"text/javascript; charset=utf-8", &near_js}),
          file_route("/near/words.js", {"text/javascript; charset=utf-8", &near_words_js})};
}

}  // namespace linquan::api

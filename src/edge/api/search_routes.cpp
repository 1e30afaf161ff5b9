#include <array>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "directory_desk.h"
#include "linquan/answers/found.h"
#include "linquan/answers/kind_names.h"
#include "linquan/answers/parse.h"
#include "linquan/api/following.h"
#include "linquan/http/events.h"
#include "linquan/search/search.h"
#include "questions.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;

constexpr std::uint64_t count_max = 100;

/// "now", a minute of the week or of a certain day; nullopt where nothing is asked.
Result<std::optional<hours::When>> open_at(Context const& context, Request const& request) {
  auto const text = request.query.find("open");
  if (!text) {
    return std::optional<hours::When>{};
  }
  if (*text == "now") {
    return std::optional{now_of(context)};
  }
  return answers::parse_when("open", *text, context.calendar).map([](auto when) { return std::optional{when}; });
}

/// Who walks from where, and how far; nullopt where no place is named.
Result<std::optional<search::Times>> times(Snapshot const& snapshot, Request const& request,
                                           std::optional<hours::When> const& open) {
  using Found = std::optional<search::Times>;
  if (!request.query.find("at")) {
    return Found{};
  }
  auto const at = place_of(request, "at");
  auto const minutes = number_asked(request, "minutes", 1, 60, 15);
  auto const person = answers::person_named(person_of(request));
  if (!at || !minutes || !person) {
    return tl::unexpected<Error>{!at ? at.error() : !minutes ? minutes.error() : person.error()};
  }
  auto const limits = reach::Limits::of(std::array{static_cast<double>(*minutes)}, reach::Unit::seconds);
  auto const& sight = snapshot.sight({*person, reach::Unit::seconds, std::nullopt});
  Result<Found> found;
  snapshot.with_finder(sight, [&](answers::CircleFinder& finder) {
    found =
        answers::times_from(finder, sight, {*at, *limits, open}, "").map([](auto it) { return Found{std::move(it)}; });
  });
  return found;
}

Result<search::Asked> asked_of(Snapshot const& snapshot, Request const& request) {
  auto query = search::parse_query(request.query.find("q").value_or(""));
  auto const count = number_asked(request, "count", 1, count_max, 20);
  if (!query || !count) {
    return tl::unexpected<Error>{!query ? query.error() : count.error()};
  }
  search::Asked asked;
  asked.query = std::move(*query);
  asked.count = *count;
  if (auto const kinds = request.query.find("kinds")) {
    auto const indices = answers::parse_kinds("kinds", std::string{*kinds}, snapshot.town().imported());
    if (!indices) {
      return tl::unexpected<Error>{indices.error()};
    }
    for (auto const kind : *indices) {
      asked.kinds.push_back(snapshot.town().imported().kind_ids.at(kind));
    }
  }
  if (auto const after = request.query.find("after")) {
    auto const cursor = search::cursor_from(*after);
    if (!cursor) {
      return tl::unexpected<Error>{cursor.error()};
    }
    asked.after = *cursor;
  }
  return asked;
}

Result<Answer> find(Context const& context, Request const& request) {
  auto const snapshot = context.current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  auto asked = asked_of(*snapshot, request);
  auto const open = asked ? open_at(context, request) : tl::unexpected<Error>{asked.error()};
  if (!open) {
    return tl::unexpected<Error>{open.error()};
  }
  auto const walked = times(*snapshot, request, *open);
  if (!walked) {
    return tl::unexpected<Error>{walked.error()};
  }
  asked->open_at = *open;
  asked->times = *walked ? &**walked : nullptr;
  auto const found = search::find(snapshot->index(), *asked);
  Answer answer;
  answer.body = answers::text_of(snapshot->index(), found, walked->has_value());
  // Two more fields, in the place of the brace. A cursor is digits and dots.
  answer.body.back() = ',';
  answer.body += R"("change":)" + std::to_string(snapshot->change()) + R"(,"next":)";
  answer.body += found.next ? '"' + search::written(*found.next) + "\"}\n" : "null}\n";
  return answer;
}

}  // namespace

std::vector<Route> search_routes(Context const& context) {
  return {
      {Method::get,
       "/api/v1/search",
       {"q", "kinds", "at", "person", "minutes", "open", "after", "count"},
       [context](Request const& request) { return find(context, request); }},
      {Method::get, "/api/v1/events", {}, [&following = context.following](Request const& request) -> Result<Answer> {
         return http::stream_answer(following.channel().listen(request.last_event_id));
       }}};
}

}  // namespace linquan::api

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "directory_desk.h"
#include "entry_json.h"
#include "linquan/answers/choices.h"
#include "linquan/city/outlets.h"
#include "linquan/identity/keep.h"
#include "linquan/kinds/kinds.h"
#include "linquan/outlets/outlets.h"
#include "reply.h"

namespace linquan::api {
namespace {

using Json = nlohmann::ordered_json;
using directory::Command;
using directory::OutletId;
using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using Desk = std::shared_ptr<DirectoryDesk const>;

constexpr std::uint64_t page_max = 200;
constexpr std::uint64_t version_max = INT64_MAX;

Result<OutletId> outlet_at(Request const& request) {
  return number_at(request, "id", "outlet_unknown").map([](std::uint64_t id) { return OutletId{id}; });
}

/// What a write came to, as its answer.
DirectoryDesk::Done done_of(directory::Outcome const& outcome, OutletId id) {
  if (outcome.waiting) {
    return {{{"id", std::to_string(id.value())},
             {"waits", std::to_string(outcome.waiting->id.value())},
             {"version", nullptr},
             {"change", nullptr}},
            std::nullopt};
  }
  auto const& kept = *outcome.kept;
  return {{{"id", std::to_string(id.value())}, {"waits", nullptr}, {"version", kept.version}, {"change", kept.change}},
          kept.change};
}

Result<Answer> outlet(DirectoryDesk const& desk, Request const& request) {
  auto const id = outlet_at(request);
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  auto const kept = desk.context().store.read([&](UnitOfWork& work) { return desk.outlets().find(work, *id); });
  if (!kept) {
    return tl::unexpected<Error>{kept.error()};
  }
  if (!kept->entry) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", std::to_string(id->value())}});
  }
  return json_answer(desk.shown(*kept));
}

/// Where a new place lies, for rights and for the entry.
struct Ground {
  std::string community;
  identity::Place place;
};

Ground ground_at(DirectoryDesk const& desk, std::vector<directory::Stand> const& stands) {
  Ground ground;
  if (auto const snapshot = desk.context().current.get(); snapshot && !stands.empty()) {
    ground.community = outlets::community_at(snapshot->town().imported(), stands.front().at);
  }
  directory::Entry there;
  there.community = ground.community;
  ground.place = outlets::place_of(there);
  ground.place.outlet.clear();
  return ground;
}

Result<Answer> add(DirectoryDesk const& desk, Request const& request) {
  auto const body = Body::parse(request, entry_fields);
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const entry = take_entry(*body, {});
  if (!entry) {
    return tl::unexpected<Error>{entry.error()};
  }
  auto const ground = ground_at(desk, entry->stands);
  return desk.write(request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<DirectoryDesk::Done> {
    directory::Add adding{*entry, ground.place};
    adding.entry.id = work.new_id<OutletId>();
    adding.entry.community = ground.community;
    auto const id = adding.entry.id;
    auto const outcome = directory::carry_out(work, desk.outlets(), {id, ground.place, std::nullopt, std::move(adding)},
                                              actor_of(asker), desk.today(), kinds::Kinds::built_in());
    return outcome ? Result<DirectoryDesk::Done>{done_of(*outcome, id)} : tl::unexpected<Error>{outcome.error()};
  });
}

/// A change as its body says it; what it needs to know of the outlet is filled in within the transaction.
struct AskedChange {
  std::string command;
  std::optional<std::uint64_t> seen;
  std::optional<Body> to;
  std::vector<directory::Stand> stands;
  std::vector<bool> hours_told;  ///< by stand
  Ground ground;
  std::optional<std::string> address;
  directory::SetHours hours;
  std::uint64_t version = 0;
};

std::initializer_list<std::string_view> const corrected_fields = {"name",      "kinds",     "services", "ways",
                                                                  "telephone", "address",   "chain",    "opened",
                                                                  "rebuilt",   "condition", "licence",  "inspections"};

Result<void> take_hours(Body const& body, AskedChange& asked) {
  auto const stand = body.number_if("stand", {0, 1000});
  auto const text = body.text_if("hours", {.bytes_max = hours::Hours::bytes_max, .lines = false, .empty = true});
  if (!stand || !text) {
    return tl::unexpected<Error>{!stand ? stand.error() : text.error()};
  }
  if (*stand) {
    asked.hours.stand = static_cast<std::size_t>(**stand);
  }
  if (*text && !(*text)->empty()) {
    auto hours = hours::Hours::parse_plain(**text);
    if (!hours) {
      return hand_on(hours);
    }
    asked.hours.hours = std::move(*hours);
  }
  return {};
}

Result<void> take_move(DirectoryDesk const& desk, Body const& body, AskedChange& asked) {
  auto stands = stands_of(body);
  auto address = body.text_if("address", {.bytes_max = 300, .lines = false, .empty = true});
  if (!stands || !address) {
    return tl::unexpected<Error>{!stands ? stands.error() : address.error()};
  }
  if (stands->empty()) {
    // Who does not say where to would take the outlet off the map.
    return refuse(ErrorKind::usage, "body_field_missing", {{"name", "stands"}});
  }
  auto const rows = body.objects("stands", stands->size(), {"at", "hours"});
  for (auto const& row : *rows) {
    asked.hours_told.push_back(row.has("hours"));
  }
  asked.stands = std::move(*stands);
  asked.address = std::move(*address);
  asked.ground = ground_at(desk, asked.stands);
  return {};
}

Result<AskedChange> asked_change(DirectoryDesk const& desk, Request const& request) {
  auto const body = Body::parse(request, {"command", "seen", "to", "stands", "address", "stand", "hours", "version"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const word = body->text("command");
  auto const seen = body->number_if("seen", {0, version_max});
  if (!word || !seen) {
    return tl::unexpected<Error>{!word ? word.error() : seen.error()};
  }
  using Words = answers::Choices<int, 8>;
  auto const known = answers::choose("command", *word,
                                     Words{{{"correct", 0},
                                            {"move", 1},
                                            {"close", 2},
                                            {"reopen", 3},
                                            {"set_hours", 4},
                                            {"confirm", 5},
                                            {"claim", 6},
                                            {"undo", 7}}});
  if (!known) {
    return tl::unexpected<Error>{known.error()};
  }
  AskedChange asked;
  asked.command = *word;
  asked.seen = seen->has_value() ? std::optional{static_cast<std::uint64_t>(**seen)} : std::nullopt;
  Result<void> taken;
  if (asked.command == "correct") {
    auto to = body->object_if("to", corrected_fields);
    if (!to) {
      return hand_on(to);
    }
    asked.to = std::move(*to);
  } else if (asked.command == "move") {
    taken = take_move(desk, *body, asked);
  } else if (asked.command == "set_hours") {
    taken = take_hours(*body, asked);
  } else if (asked.command == "undo") {
    auto const version = body->number("version", {1, version_max});
    if (!version) {
      return tl::unexpected<Error>{version.error()};
    }
    asked.version = static_cast<std::uint64_t>(*version);
  }
  return taken ? Result<AskedChange>{std::move(asked)} : hand_on(taken);
}

/// The command, of the outlet as it is now.
Result<Command> command_of(AskedChange const& asked, directory::Kept const& now, directory::Outlets& outlets,
                           UnitOfWork& work) {
  auto const entry = now.entry.value_or(directory::Entry{});
  if (asked.command == "correct") {
    auto to = asked.to ? take_entry(*asked.to, entry) : Result<directory::Entry>{entry};
    return to ? Result<Command>{directory::Correct{std::move(*to)}} : hand_on(to);
  }
  if (asked.command == "move") {
    auto stands = asked.stands;
    for (std::size_t i = 0; i < std::min(stands.size(), entry.stands.size()); ++i) {
      if (!asked.hours_told[i]) {
        stands[i].hours = entry.stands[i].hours;
      }
    }
    return Command{directory::Move{std::move(stands), asked.address.value_or(entry.address), asked.ground.community,
                                   asked.ground.place}};
  }
  if (asked.command == "set_hours") {
    return Command{asked.hours};
  }
  if (asked.command == "undo") {
    auto undo = outlets.undo_of(work, entry.id, asked.version);
    if (!undo) {
      return hand_on(undo);
    }
    if (undo->before && undo->before->community != entry.community) {
      undo->place = outlets::place_of(*undo->before);
    }
    return Command{std::move(*undo)};
  }
  return asked.command == "close"     ? Command{directory::Close{}}
         : asked.command == "reopen"  ? Command{directory::Reopen{}}
         : asked.command == "confirm" ? Command{directory::Confirm{}}
                                      : Command{directory::Claim{}};
}

std::optional<identity::AccountId> owner_in(std::optional<directory::Entry> const& entry) {
  return entry && entry->owner ? std::optional{identity::AccountId{*entry->owner}} : std::nullopt;
}

Result<Answer> change(DirectoryDesk const& desk, Request const& request) {
  auto const id = outlet_at(request);
  auto const asked = id ? asked_change(desk, request) : tl::unexpected<Error>{id.error()};
  if (!asked) {
    return tl::unexpected<Error>{asked.error()};
  }
  return desk.write(request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<DirectoryDesk::Done> {
    auto const now = desk.outlets().find(work, *id);
    if (!now) {
      return tl::unexpected<Error>{now.error()};
    }
    auto const command = command_of(*asked, *now, desk.outlets(), work);
    if (!command) {
      return tl::unexpected<Error>{command.error()};
    }
    auto const place = now->entry ? outlets::place_of(*now->entry) : identity::Place{};
    auto const outcome = directory::carry_out(work, desk.outlets(), {*id, place, asked->seen, *command},
                                              actor_of(asker), desk.today(), kinds::Kinds::built_in());
    if (!outcome) {
      return tl::unexpected<Error>{outcome.error()};
    }
    if (outcome->kept) {
      // Undoing an approved claim, or undoing that, changes who the owner is.
      identity::follow_owner(work, desk.context().people.accounts, asker,
                             {owner_in(now->entry), owner_in(outcome->kept->entry)}, place);
    }
    return done_of(*outcome, *id);
  });
}

Json fields_json(std::vector<directory::Field> const& fields) {
  auto list = Json::array();
  for (auto const field : fields) {
    list.push_back(directory::name_of(field));
  }
  return list;
}

Json version_json(directory::Version const& version) {
  return {{"outlet", std::to_string(version.outlet.value())},
          {"version", version.version},
          {"change", version.change},
          {"made_at", instant_text(version.made_at)},
          {"command", version.command},
          {"fields", fields_json(version.fields)},
          {"undoes", version.undoes ? Json(*version.undoes) : Json(nullptr)}};
}

/// The history with who made each step, for those who answer for the outlet.
Result<Answer> versions(DirectoryDesk const& desk, Request const& request) {
  auto const id = outlet_at(request);
  auto const asker = id ? asker_of(desk.context(), request) : tl::unexpected<Error>{id.error()};
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  return desk.context().store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const kept = desk.outlets().find(work, *id);
    if (!kept) {
      return tl::unexpected<Error>{kept.error()};
    }
    auto const place = kept->entry ? outlets::place_of(*kept->entry) : identity::Place{};
    using identity::Action;
    if (auto const grants = std::span<identity::Grant const>{asker->grants};
        !identity::allowed(grants, Action::correct_map, place) &&
        !identity::allowed(grants, Action::keep_outlet, place) &&
        !identity::allowed(grants, Action::read_acts, place)) {
      return refuse(ErrorKind::forbidden, "not_allowed");
    }
    auto list = Json::array();
    for (auto const& version : desk.outlets().versions(work, *id)) {
      auto one = version_json(version);
      auto const account = [](std::optional<identity::AccountId> const& it) {
        return it ? Json(std::to_string(it->value())) : Json(nullptr);
      };
      one["made_by"] = account(version.made_by);
      one["approved_by"] = account(version.approved_by);
      one["entry"] = version.entry ? entry_json(*version.entry, desk.today()) : Json(nullptr);
      list.push_back(std::move(one));
    }
    return own_answer({{"versions", std::move(list)}});
  });
}

/// The log for whoever follows the directory: what changed, not by whom.
Result<Answer> changes(DirectoryDesk const& desk, Request const& request) {
  auto const after = number_asked(request, "after", 0, INT64_MAX, 0);
  auto const count = number_asked(request, "count", 1, page_max, page_max);
  if (!after || !count) {
    return tl::unexpected<Error>{!after ? after.error() : count.error()};
  }
  return desk.context().store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto versions = desk.outlets().changes_after(work, *after, OutletId{}, *count);
    if (versions.size() == *count && versions.front().change != versions.back().change) {
      // A change is told whole: the last one of a full page comes with the next page.
      auto const last = versions.back().change;
      std::erase_if(versions, [&](directory::Version const& it) { return it.change == last; });
    }
    auto list = Json::array();
    for (auto const& version : versions) {
      list.push_back(version_json(version));
    }
    auto const next = versions.empty() ? *after : versions.back().change;
    return json_answer({{"changes", std::move(list)}, {"next", next}});
  });
}

Json waiting_json(directory::Waiting const& waiting, std::chrono::sys_days today) {
  return {{"id", std::to_string(waiting.id.value())},
          {"outlet", std::to_string(waiting.outlet.value())},
          {"asked_at", instant_text(waiting.asked_at)},
          {"asked_by", std::to_string(waiting.asked_by.value())},
          {"command", waiting.change.command},
          {"fields", fields_json(waiting.change.fields)},
          {"entry", entry_json(*waiting.change.entry, today)}};
}

/// Where the right to approve is looked for: where the outlet stands, or is to stand.
identity::Place place_of(UnitOfWork& work, directory::Outlets& outlets, directory::Waiting const& waiting) {
  auto const kept = outlets.find(work, waiting.outlet);
  return outlets::place_of(kept && kept->entry ? *kept->entry : *waiting.change.entry);
}

Result<Answer> waiting(DirectoryDesk const& desk, Request const& request) {
  auto const asker = asker_of(desk.context(), request);
  auto const after = number_asked(request, "after", 0, INT64_MAX, 0);
  if (!asker || !after) {
    return tl::unexpected<Error>{!asker ? asker.error() : after.error()};
  }
  auto const community = request.query.find("community");
  return desk.context().store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const rows = desk.outlets().waiting(work, community ? std::optional<std::string>{*community} : std::nullopt,
                                             directory::WaitingId{*after}, page_max);
    auto list = Json::array();
    for (auto const& row : rows) {
      auto const mine = row.asked_by == asker->account.id;
      if (mine ||
          identity::allowed(asker->grants, identity::Action::approve_change, place_of(work, desk.outlets(), row))) {
        list.push_back(waiting_json(row, desk.today()));
      }
    }
    auto const next = rows.size() == page_max ? Json(std::to_string(rows.back().id.value())) : Json(nullptr);
    return own_answer({{"waiting", std::move(list)}, {"next", next}});
  });
}

Result<Answer> decide_waiting(DirectoryDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "directory_waiting_unknown");
  auto const body = id ? Body::parse(request, {"approve"}) : tl::unexpected<Error>{id.error()};
  auto const yes = body ? body->boolean("approve") : tl::unexpected<Error>{body.error()};
  if (!yes) {
    return tl::unexpected<Error>{yes.error()};
  }
  return desk.write(request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<DirectoryDesk::Done> {
    directory::WaitingId const number{*id};
    auto const row = desk.outlets().find_waiting(work, number);
    if (!row) {
      return tl::unexpected<Error>{row.error()};
    }
    auto const place = place_of(work, desk.outlets(), *row);
    if (*yes) {
      auto const kept = directory::approve(work, desk.outlets(), number, place, actor_of(asker));
      if (kept && row->change.command == "claim") {
        identity::follow_owner(work, desk.context().people.accounts, asker, {std::nullopt, row->asked_by}, place);
      }
      return kept ? Result<DirectoryDesk::Done>{done_of({*kept, std::nullopt}, row->outlet)}
                  : tl::unexpected<Error>{kept.error()};
    }
    if (auto may = identity::require(asker.grants, identity::Action::approve_change, place); !may) {
      return hand_on(may);
    }
    auto const refused = desk.outlets().refuse_waiting(work, number, asker.account.id);
    Json const none = nullptr;
    return refused ? Result<DirectoryDesk::Done>{DirectoryDesk::Done{{{"id", std::to_string(row->outlet.value())},
                                                                      {"waits", none},
                                                                      {"version", none},
                                                                      {"change", none}},
                                                                     std::nullopt}}
                   : tl::unexpected<Error>{refused.error()};
  });
}

Result<Answer> walk_round(DirectoryDesk const& desk, Request const& request) {
  auto const asker = asker_of(desk.context(), request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  directory::Entry there;
  there.community = std::string{request.at("code")};
  auto place = outlets::place_of(there);
  place.outlet.clear();
  if (auto may = identity::require(asker->grants, identity::Action::confirm_outlet, place); !may) {
    return hand_on(may);
  }
  constexpr std::uint64_t most = 2000;
  return desk.context().store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto list = Json::array();
    for (auto const& entry : desk.outlets().walk_round(work, there.community, desk.today(), most)) {
      list.push_back(entry_json(entry, desk.today()));
    }
    return own_answer({{"outlets", std::move(list)}});
  });
}

/// Open outlets without a place: rows of a register that somebody puts on the map by a move. Those of a community are
/// the ones whose row or address names it.
Result<Answer> unplaced(DirectoryDesk const& desk, Request const& request) {
  auto const snapshot = desk.context().current.get();
  auto const after = number_asked(request, "after", 0, INT64_MAX, 0);
  if (!snapshot || !after) {
    return snapshot ? tl::unexpected<Error>{after.error()} : refuse(ErrorKind::busy, "http_not_ready");
  }
  auto const community = request.query.find("community");
  if (community && !outlets::is_community(snapshot->town().imported(), *community)) {
    return refuse(ErrorKind::not_found, "area_code_unknown", {{"code", std::string{*community}}});
  }
  auto list = Json::array();
  Json next = nullptr;
  for (auto const& outlet : snapshot->city().outlets) {
    if (outlet.id.value() <= *after || !outlet.stands.empty()) {
      continue;
    }
    auto const* const entry = snapshot->index().find(OutletId{outlet.id.value()});
    if (entry == nullptr || (community && entry->community != *community)) {
      continue;
    }
    if (list.size() == page_max) {
      next = list.back()["id"];
      break;
    }
    list.push_back(entry_json(*entry, desk.today()));
  }
  return json_answer({{"outlets", std::move(list)}, {"next", std::move(next)}});
}

}  // namespace

std::vector<Route> directory_routes(Context const& context) {
  auto const desk = std::make_shared<DirectoryDesk const>(context);
  using Handler = Result<Answer> (*)(DirectoryDesk const&, Request const&);
  std::vector<Route> all;
  auto const add_route = [&](Method method, std::string pattern, std::vector<std::string> parameters, Handler handler) {
    auto& route = all.emplace_back(Route{method, std::move(pattern), std::move(parameters),
                                         [desk, handler](Request const& request) { return handler(*desk, request); }});
    route.body_bytes_max = method == Method::get ? 0 : body_bytes_max;
  };
  add_route(Method::get, "/api/v1/outlets/{id}", {}, outlet);
  add_route(Method::post, "/api/v1/outlets", {}, add);
  add_route(Method::post, "/api/v1/outlets/{id}/changes", {}, change);
  add_route(Method::get, "/api/v1/outlets/{id}/versions", {}, versions);
  add_route(Method::get, "/api/v1/changes", {"after", "count"}, changes);
  add_route(Method::get, "/api/v1/waiting", {"community", "after"}, waiting);
  add_route(Method::post, "/api/v1/waiting/{id}", {}, decide_waiting);
  add_route(Method::get, "/api/v1/communities/{code}/walk-round", {}, walk_round);
  add_route(Method::get, "/api/v1/unplaced", {"community", "after"}, unplaced);
  return all;
}

}  // namespace linquan::api

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "body.h"
#include "directory_desk.h"
#include "linquan/outlets/outlets.h"
#include "linquan/text/text.h"
#include "market_desk.h"
#include "market_told.h"
#include "promises.h"
#include "reply.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using identity::Action;
using orders::Command;
using orders::Kept;
using orders::OrderId;
using orders::Party;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t page_max = 100;
constexpr std::size_t words_bytes_max = 300;

/// Places in the offer's own list of options.
Result<std::vector<std::size_t>> options_in(Body const& object) {
  auto const* const list = object.raw("options");
  std::vector<std::size_t> options;
  if (list == nullptr) {
    return options;
  }
  auto const place = [](nlohmann::json const& it) {
    return it.is_number_unsigned() && it.get<std::uint64_t>() < catalogue::options_max;
  };
  if (!list->is_array() || list->size() > catalogue::options_max || !std::ranges::all_of(*list, place)) {
    return refuse(ErrorKind::usage, "basket_option");
  }
  for (auto const& one : *list) {
    options.push_back(one.get<std::size_t>());
  }
  return options;
}

Result<orders::Line> line_in(Body const& object) {
  orders::Line line;
  auto const offer = object.id("offer");
  auto const count = object.number("count", {1, orders::count_max});
  auto const seen = object.number("seen_fen", {0, INT64_MAX});
  auto const options = options_in(object);
  for (auto const* const refused : {offer ? nullptr : &offer.error(), count ? nullptr : &count.error(),
                                    seen ? nullptr : &seen.error(), options ? nullptr : &options.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  line.options = *options;
  line.offer = catalogue::OfferId{*offer};
  line.count = *count;
  line.seen = Money{*seen};
  return line;
}

Result<orders::Part> part_in(Body const& object) {
  auto const outlet = object.id("outlet");
  auto const word = object.text("way");
  auto const lines = object.objects("lines", orders::lines_max, {"offer", "options", "count", "seen_fen"});
  if (!outlet || !word || !lines) {
    return tl::unexpected<Error>{!outlet ? outlet.error() : !word ? word.error() : lines.error()};
  }
  auto const way = orders::way_named(*word);
  if (!way) {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "way"}, {"text", *word}, {"allowed", "delivery, collection, on_site"}});
  }
  orders::Part part{directory::OutletId{*outlet}, *way, {}};
  for (auto const& one : *lines) {
    auto line = line_in(one);
    if (!line) {
      return hand_on(line);
    }
    part.lines.push_back(std::move(*line));
  }
  return part;
}

Result<std::vector<orders::Part>> parts_in(Body const& body) {
  auto const objects = body.objects("parts", orders::shops_max, {"outlet", "way", "lines"});
  if (!objects) {
    return tl::unexpected<Error>{objects.error()};
  }
  std::vector<orders::Part> parts;
  for (auto const& object : *objects) {
    auto part = part_in(object);
    if (!part) {
      return hand_on(part);
    }
    parts.push_back(std::move(*part));
  }
  return parts;
}

/// A basket of a body, with where it is to go.
struct AskedBasket {
  std::vector<orders::Part> parts;
  orders::Goal goal;
  std::optional<geo::Point> at;
};

/// Who gets something brought, or somebody sent, says where and can be called.
Result<void> complete(AskedBasket const& asked) {
  auto const comes = [](orders::Part const& it) { return it.way != orders::Way::collection; };
  if (std::ranges::any_of(asked.parts, comes) && (asked.goal.address.empty() || asked.goal.telephone.empty())) {
    return refuse(ErrorKind::usage, "basket_goal");
  }
  return {};
}

Result<AskedBasket> basket_in(Request const& request) {
  auto const body = Body::parse(request, {"parts", "address", "telephone", "note", "at"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const parts = parts_in(*body);
  auto const address = body->text_if("address", {words_bytes_max, false, true});
  auto const telephone = body->text_if("telephone", {60, false, true});
  auto const note = body->text_if("note", {words_bytes_max, false, true});
  auto const at = body->place_if("at");
  for (auto const* const refused :
       {parts ? nullptr : &parts.error(), address ? nullptr : &address.error(),
        telephone ? nullptr : &telephone.error(), note ? nullptr : &note.error(), at ? nullptr : &at.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  AskedBasket asked{*parts, {address->value_or(""), telephone->value_or(""), note->value_or("")}, *at};
  if (!asked.goal.telephone.empty()) {
    auto const number = text::telephone(asked.goal.telephone);
    if (!number) {
      return refuse(ErrorKind::usage, "basket_telephone");
    }
    asked.goal.telephone = *number;
  }
  return asked;
}

/// What a basket costs and when it would be there, as things stand; nothing is ordered.
Result<Answer> bill(MarketDesk const& desk, Request const& request) {
  auto const asked = basket_in(request);
  if (!asked) {
    return tl::unexpected<Error>{asked.error()};
  }
  auto const promised = promises_of(desk, asked->parts, asked->at);
  if (!promised) {
    return tl::unexpected<Error>{promised.error()};
  }
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const bills = market::priced(work, desk.ports(), asked->parts);
    if (!bills) {
      return tl::unexpected<Error>{bills.error()};
    }
    auto told = Json::array();
    for (std::size_t i = 0; i < bills->size(); ++i) {
      auto one = bill_json((*bills)[i]);
      one["promised"] = instant_text((*promised)[i]);
      told.push_back(std::move(one));
    }
    return own_answer({{"bills", std::move(told)}, {"total_fen", orders::total_of(*bills).fen}});
  });
}

Result<Answer> place(MarketDesk const& desk, Request const& request) {
  auto const asked = basket_in(request);
  auto const whole = asked ? complete(*asked) : tl::unexpected<Error>{asked.error()};
  if (!whole) {
    return tl::unexpected<Error>{whole.error()};
  }
  if (desk.context.provider == nullptr) {
    return refuse(ErrorKind::busy, "market_no_provider");
  }
  auto const promised = promises_of(desk, asked->parts, asked->at);
  if (!promised) {
    return tl::unexpected<Error>{promised.error()};
  }
  Manner manner;
  manner.status = 201;
  manner.on_behalf = true;
  return written(
      desk.context, request,
      [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        auto const placed = market::place(
            work, desk.ports(), {asker.whose(), asked->parts, asked->goal, *promised, desk.context.clock.offset()});
        if (!placed) {
          return tl::unexpected<Error>{placed.error()};
        }
        auto told = Json::array();
        for (auto const& order : placed->orders) {
          told.push_back(order_json(order));
        }
        return Json{{"payment", payment_json(placed->payment)}, {"orders", std::move(told)}};
      },
      manner);
}

Json orders_json(std::vector<Kept> const& found, std::uint64_t count) {
  auto told = Json::array();
  for (auto const& one : found) {
    told.push_back(order_json(one));
  }
  auto const more = !found.empty() && found.size() == count;
  return {{"orders", std::move(told)},
          {"before", more ? Json(std::to_string(found.back().order.id.value())) : Json(nullptr)}};
}

Result<Answer> own(MarketDesk const& desk, Request const& request) {
  auto const asker = asker_of(desk.context, request);
  auto const before = number_asked(request, "before", 1, INT64_MAX, INT64_MAX);
  auto const count = number_asked(request, "count", 1, page_max, page_max);
  if (!asker || !before || !count) {
    return tl::unexpected<Error>{!asker ? asker.error() : !before ? before.error() : count.error()};
  }
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    return own_answer(orders_json(desk.orders->of_resident(work, asker->account.id, OrderId{*before}, *count), *count));
  });
}

Result<Answer> of_outlet(MarketDesk const& desk, Request const& request) {
  auto const outlet = number_at(request, "id", "outlet_unknown");
  auto const asker = outlet ? asker_of(desk.context, request) : tl::unexpected<Error>{outlet.error()};
  auto const before = number_asked(request, "before", 1, INT64_MAX, INT64_MAX);
  auto const count = number_asked(request, "count", 1, page_max, page_max);
  if (!asker || !before || !count) {
    return tl::unexpected<Error>{!asker ? asker.error() : !before ? before.error() : count.error()};
  }
  auto const open = request.query.find("open").value_or("yes");
  if (open != "yes" && open != "no") {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "open"}, {"text", std::string{open}}, {"allowed", "yes, no"}});
  }
  directory::OutletId const id{*outlet};
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    if (auto may = desk.require(work, *asker, Action::serve_orders, id); !may) {
      return hand_on(may);
    }
    return own_answer(orders_json(desk.orders->of_outlet(work, id, open == "yes", OrderId{*before}, *count), *count));
  });
}

/// As what somebody deals with an order: as who ordered it, or for the outlet.
bool may_be(MarketDesk const& desk, UnitOfWork& work, identity::Asker const& asker, Kept const& kept, Party party) {
  switch (party) {
    case Party::resident:
      return kept.order.resident == asker.whose();
    case Party::shop:
      return desk.require(work, asker, Action::serve_orders, kept.order.outlet).has_value();
    case Party::carrier:
    case Party::worker:
      return desk.require(work, asker, Action::carry_orders, kept.order.outlet).has_value();
    case Party::provider:
    case Party::scheduler:
      return false;
  }
  return false;
}

/// Whoever has nothing to do with an order does not learn whether there is one.
Result<Kept> seen_by(MarketDesk const& desk, UnitOfWork& work, identity::Asker const& asker, OrderId id) {
  auto kept = desk.orders->find(work, id);
  auto const theirs = kept && (may_be(desk, work, asker, *kept, Party::resident) ||
                               may_be(desk, work, asker, *kept, Party::shop) || kept->carrier == asker.account.id);
  return theirs ? kept : Result<Kept>{refuse(ErrorKind::forbidden, "not_allowed")};
}

Result<Answer> one(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "order_unknown");
  auto const asker = id ? asker_of(desk.context, request) : tl::unexpected<Error>{id.error()};
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const kept = seen_by(desk, work, *asker, OrderId{*id});
    if (!kept) {
      return tl::unexpected<Error>{kept.error()};
    }
    auto told = order_json(*kept);
    told["steps"] = Json::array();
    for (auto const& step : desk.orders->steps(work, kept->order.id)) {
      told["steps"].push_back(step_json(step));
    }
    told["refunds"] = Json::array();
    for (auto const& refund : desk.payments->of_order(work, kept->order.id)) {
      told["refunds"].push_back(refund_json(refund));
    }
    return own_answer(told);
  });
}

/// The party whose command it is for orders of this way; what nobody may want here is the scheduler's or provider's.
Party party_of(Command command, orders::Way way) {
  for (auto const& row : orders::transitions()) {
    auto const fits = row.command == command && std::ranges::find(row.ways, way) != row.ways.end();
    if (fits && row.by != Party::provider && row.by != Party::scheduler) {
      return row.by;
    }
  }
  return Party::resident;
}

struct AskedStep {
  Command command = Command::cancel;
  std::optional<identity::AccountId> carrier;
  std::string code;
  Money quote;
};

Result<AskedStep> step_in(Request const& request) {
  auto const body = Body::parse(request, {"command", "carrier", "code", "quote_fen"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const word = body->text("command");
  auto const carrier = body->id_if("carrier");
  auto const code = body->text_if("code", {64, false, true});
  auto const quote = body->number_if("quote_fen", {0, catalogue::price_max.fen});
  for (auto const* const refused : {word ? nullptr : &word.error(), carrier ? nullptr : &carrier.error(),
                                    code ? nullptr : &code.error(), quote ? nullptr : &quote.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  auto const command = orders::command_named(*word);
  if (!command || *command == Command::pay) {
    return refuse(ErrorKind::usage, "order_command", {{"text", *word}});
  }
  return AskedStep{*command, *carrier ? std::optional{identity::AccountId{**carrier}} : std::nullopt,
                   code->value_or(""), Money{quote->value_or(0)}};
}

std::string_view word_of(orders::Guess guess) {
  switch (guess) {
    case orders::Guess::right:
      return "right";
    case orders::Guess::wrong:
      return "wrong";
    case orders::Guess::spent:
      return "spent";
    case orders::Guess::locked:
      return "locked";
  }
  return "wrong";
}

Json carried_json(market::Carried const& carried) {
  return {{"order", order_json(carried.order)},
          {"code", carried.code ? Json(carried.code->digits) : Json(nullptr)},
          {"guess", carried.guess ? Json(word_of(*carried.guess)) : Json(nullptr)}};
}

/// Whoever an order is given to works for the outlet.
Result<void> works_there(MarketDesk const& desk, UnitOfWork& work, AskedStep const& asked, Kept const& kept) {
  if (!asked.carrier) {
    return {};
  }
  auto const entry = desk.outlet(work, kept.order.outlet);
  auto const grants = desk.context.people.accounts.grants(work, *asked.carrier);
  auto const place = entry ? outlets::place_of(*entry) : identity::Place{};
  return identity::allowed(grants, Action::carry_orders, place) ? Result<void>{}
                                                                : refuse(ErrorKind::not_found, "order_carrier_unknown");
}

Result<Answer> step(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "order_unknown");
  auto const asked = id ? step_in(request) : tl::unexpected<Error>{id.error()};
  if (!asked) {
    return tl::unexpected<Error>{asked.error()};
  }
  // Drawn before: a use case may run twice, and gives the same code then.
  auto const secret = std::stoull(desk.context.people.secrets.code());
  Manner manner;
  manner.on_behalf = true;
  return written(
      desk.context, request,
      [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        auto const kept = seen_by(desk, work, asker, OrderId{*id});
        if (!kept) {
          return tl::unexpected<Error>{kept.error()};
        }
        auto const party = party_of(asked->command, kept->order.way);
        if (!may_be(desk, work, asker, *kept, party)) {
          return refuse(ErrorKind::forbidden, "not_allowed");
        }
        if (auto there = works_there(desk, work, *asked, *kept); !there) {
          return hand_on(there);
        }
        market::Act const act{kept->order.id, asked->command, party,  asker.account.id,
                              asked->carrier, asked->code,    secret, asked->quote};
        auto const carried = market::carry_on(work, desk.ports(), act);
        return carried ? Result<Json>{carried_json(*carried)} : tl::unexpected<Error>{carried.error()};
      },
      manner);
}

/// What one of the two parties must hear, after a number.
Result<Answer> feed(MarketDesk const& desk, Request const& request) {
  auto const asker = asker_of(desk.context, request);
  auto const after = number_asked(request, "after", 0, INT64_MAX, 0);
  auto const outlet = number_asked(request, "outlet", 1, INT64_MAX, 0);
  if (!asker || !after || !outlet) {
    return tl::unexpected<Error>{!asker ? asker.error() : !after ? after.error() : outlet.error()};
  }
  using orders::Listener;
  auto const listener = *outlet == 0 ? Listener{Listener::Sort::resident, asker->account.id.value()}
                                     : Listener{Listener::Sort::outlet, *outlet};
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    if (listener.sort == Listener::Sort::outlet) {
      if (auto may = desk.require(work, *asker, Action::serve_orders, directory::OutletId{*outlet}); !may) {
        return hand_on(may);
      }
    }
    auto told = Json::array();
    auto last = *after;
    for (auto const& event : desk.feeds->after(work, listener, *after, page_max)) {
      told.push_back({{"number", event.number},
                      {"what", event.what},
                      {"id", std::to_string(event.id)},
                      {"state", event.state},
                      {"at", instant_text(event.at)}});
      last = event.number;
    }
    return own_answer({{"events", std::move(told)}, {"next", last}});
  });
}

}  // namespace

std::vector<Route> orders_routes(std::shared_ptr<MarketDesk const> const& desk) {
  return {market_route(desk, Method::post, "/api/v1/baskets/bill", {}, bill),
          market_route(desk, Method::post, "/api/v1/baskets", {}, place),
          market_route(desk, Method::get, "/api/v1/orders", {"before", "count"}, own),
          market_route(desk, Method::get, "/api/v1/outlets/{id}/orders", {"open", "before", "count"}, of_outlet),
          market_route(desk, Method::get, "/api/v1/orders/{id}", {}, one),
          market_route(desk, Method::post, "/api/v1/orders/{id}/steps", {}, step),
          market_route(desk, Method::get, "/api/v1/feed", {"outlet", "after"}, feed)};
}

}  // namespace linquan::api

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "body.h"
#include "directory_desk.h"
#include "market_desk.h"
#include "market_told.h"
#include "reply.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using identity::Action;
using orders::RefundCommand;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t page_max = 100;
constexpr std::size_t reason_bytes_max = 600;

/// Whoever does not pay it does not learn whether there is such a payment.
Result<orders::KeptPayment> payment_of(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "payment_unknown");
  auto const asker = id ? asker_of(desk.context, request) : tl::unexpected<Error>{id.error()};
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  return desk.context.store.read([&](UnitOfWork& work) -> Result<orders::KeptPayment> {
    auto kept = desk.payments->find(work, orders::PaymentId{*id});
    return kept && kept->resident == asker->account.id
               ? kept
               : Result<orders::KeptPayment>{refuse(ErrorKind::forbidden, "not_allowed")};
  });
}

Result<Answer> payment(MarketDesk const& desk, Request const& request) {
  auto const kept = payment_of(desk, request);
  return kept ? Result<Answer>{own_answer(payment_json(*kept))} : tl::unexpected<Error>{kept.error()};
}

/// What the resident opens to pay.
Result<Answer> ask(MarketDesk const& desk, Request const& request) {
  auto const kept = payment_of(desk, request);
  if (!kept) {
    return tl::unexpected<Error>{kept.error()};
  }
  if (desk.context.provider == nullptr) {
    return refuse(ErrorKind::busy, "market_no_provider");
  }
  if (kept->payment.state != orders::PaymentState::open) {
    return refuse(ErrorKind::conflict, "payment_closed");
  }
  provider::Charge charge{kept->payment.id, kept->payment.amount, {}};
  auto const orders = desk.context.store.read([&](UnitOfWork& work) -> Result<std::vector<orders::Kept>> {
    return desk.orders->of_payment(work, kept->payment.id);
  });
  for (auto const& one : *orders) {
    charge.shares.push_back({one.order.id, one.order.outlet, one.order.total});
  }
  auto const open = desk.context.provider->ask_for(charge);
  return open ? Result<Answer>{own_answer({{"open", *open}})} : tl::unexpected<Error>{open.error()};
}

/// In a demo town: the resident pays, and the simulated provider says so a moment later.
Result<Answer> simulate(MarketDesk const& desk, Request const& request) {
  auto const kept = payment_of(desk, request);
  if (!kept) {
    return tl::unexpected<Error>{kept.error()};
  }
  if (desk.context.simulated == nullptr) {
    return refuse(ErrorKind::not_found, "market_not_simulated");
  }
  auto const paid = desk.context.simulated->pay(kept->payment.id, desk.context.clock.now());
  return paid ? Result<Answer>{own_answer(payment_json(*kept))} : tl::unexpected<Error>{paid.error()};
}

std::string_view word_of(orders::Outcome outcome) {
  switch (outcome) {
    case orders::Outcome::paid:
      return "paid";
    case orders::Outcome::repeated:
      return "repeated";
    case orders::Outcome::returned:
      return "returned";
  }
  return "repeated";
}

/// What the provider says: believed because it is signed. Said again, it changes nothing.
Result<Answer> notice(MarketDesk const& desk, Request const& request) {
  if (desk.context.provider == nullptr) {
    return refuse(ErrorKind::forbidden, "provider_signature");
  }
  auto const said = desk.context.provider->read({request.body, request.signature});
  if (!said) {
    return tl::unexpected<Error>{said.error()};
  }
  auto const outcome = desk.context.store.write([&](UnitOfWork& work) -> Result<std::string> {
    if (auto const* const notice = std::get_if<orders::Notice>(&*said)) {
      auto const done = market::noticed(work, desk.ports(), *notice);
      return done ? Result<std::string>{word_of(*done)} : tl::unexpected<Error>{done.error()};
    }
    auto const& report = std::get<provider::Report>(*said);
    auto const done = market::carry_on(work, desk.ports(), report.refund, report.command);
    return done ? Result<std::string>{orders::name_of(done->refund.state)} : tl::unexpected<Error>{done.error()};
  });
  return outcome ? Result<Answer>{own_answer({{"outcome", *outcome}})} : tl::unexpected<Error>{outcome.error()};
}

Result<Answer> ask_back(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "order_unknown");
  auto const body = id ? Body::parse(request, {"amount_fen", "reason"}) : tl::unexpected<Error>{id.error()};
  auto const amount = body ? body->number("amount_fen", {0, INT64_MAX}) : tl::unexpected<Error>{body.error()};
  auto const reason = amount ? body->text("reason", {reason_bytes_max, true}) : tl::unexpected<Error>{amount.error()};
  if (!reason) {
    return tl::unexpected<Error>{reason.error()};
  }
  Manner manner;
  manner.status = 201;
  manner.on_behalf = true;
  return written(
      desk.context, request,
      [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        auto const order = desk.orders->find(work, orders::OrderId{*id});
        if (!order || order->order.resident != asker.whose()) {
          return refuse(ErrorKind::forbidden, "not_allowed");
        }
        auto const refund = market::ask_back(work, desk.ports(), {order->order.id, Money{*amount}, *reason});
        return refund ? Result<Json>{refund_json(*refund)} : tl::unexpected<Error>{refund.error()};
      },
      manner);
}

/// The shop agrees or objects; where it objects or is silent, somebody of the platform decides.
Result<void> may_decide(MarketDesk const& desk, UnitOfWork& work, identity::Asker const& asker,
                        orders::KeptRefund const& kept, RefundCommand command) {
  if (command == RefundCommand::grant || command == RefundCommand::decline) {
    return identity::require(asker.grants, Action::arbitrate, {});
  }
  auto const order = kept.refund.order ? desk.orders->find(work, *kept.refund.order)
                                       : Result<orders::Kept>{refuse(ErrorKind::forbidden, "not_allowed")};
  return order ? desk.require(work, asker, Action::serve_orders, order->order.outlet)
               : refuse(ErrorKind::forbidden, "not_allowed");
}

Result<Answer> refund_step(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "refund_unknown");
  auto const body = id ? Body::parse(request, {"command"}) : tl::unexpected<Error>{id.error()};
  auto const word = body ? body->text("command") : tl::unexpected<Error>{body.error()};
  if (!word) {
    return tl::unexpected<Error>{word.error()};
  }
  if (*word != "agree" && *word != "object" && *word != "grant" && *word != "decline") {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "command"}, {"text", *word}, {"allowed", "agree, object, grant, decline"}});
  }
  auto const command = *orders::refund_command_named(*word);
  return written(desk.context, request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    auto const kept = desk.payments->find(work, orders::RefundId{*id});
    auto const may =
        kept ? may_decide(desk, work, asker, *kept, command) : identity::require(asker.grants, Action::arbitrate, {});
    if (!may) {
      return tl::unexpected<Error>{may.error()};
    }
    if (!kept) {
      return tl::unexpected<Error>{kept.error()};
    }
    auto const next = market::carry_on(work, desk.ports(), kept->refund.id, command);
    return next ? Result<Json>{refund_json(*next)} : tl::unexpected<Error>{next.error()};
  });
}

Result<Answer> arbitration(MarketDesk const& desk, Request const& request) {
  auto const asker = asker_of(desk.context, request);
  auto const may =
      asker ? identity::require(asker->grants, Action::arbitrate, {}) : tl::unexpected<Error>{asker.error()};
  if (!may) {
    return tl::unexpected<Error>{may.error()};
  }
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto told = Json::array();
    for (auto const& one : desk.payments->in_arbitration(work, page_max)) {
      told.push_back(refund_json(one));
    }
    return own_answer({{"refunds", std::move(told)}});
  });
}

/// What a shop has earned and not yet got.
Result<Answer> money(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "outlet_unknown");
  auto const asker = id ? asker_of(desk.context, request) : tl::unexpected<Error>{id.error()};
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    if (auto may = desk.require(work, *asker, Action::keep_outlet, directory::OutletId{*id}); !may) {
      return hand_on(may);
    }
    auto const owed = Money{} - desk.books->balance(work, {ledger::Book::merchant, *id});
    return own_answer({{"outlet", std::to_string(*id)}, {"owed_fen", owed.fen}});
  });
}

Result<Answer> settle(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "outlet_unknown");
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  return written(desk.context, request,
                 [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
                   if (auto may = identity::require(asker.grants, Action::arbitrate, {}); !may) {
                     return hand_on(may);
                   }
                   auto const paid = market::settle(work, desk.ports(), directory::OutletId{*id});
                   return paid ? Result<Json>{Json{{"outlet", std::to_string(*id)}, {"paid_fen", paid->fen}}}
                               : tl::unexpected<Error>{paid.error()};
                 },
                 {.status = 201});
}

}  // namespace

std::vector<Route> payments_routes(std::shared_ptr<MarketDesk const> const& desk) {
  auto said = market_route(desk, Method::post, "/api/v1/provider/notices", {}, notice);
  said.body_type = "application/x-www-form-urlencoded";
  auto asked = market_route(desk, Method::post, "/api/v1/payments/{id}/ask", {}, ask);
  auto played = market_route(desk, Method::post, "/api/v1/payments/{id}/simulate", {}, simulate);
  auto settled = market_route(desk, Method::post, "/api/v1/outlets/{id}/settlements", {}, settle);
  for (auto* const route : {&asked, &played, &settled}) {
    route->body_bytes_max = 0;
  }
  return {std::move(said),
          std::move(asked),
          std::move(played),
          std::move(settled),
          market_route(desk, Method::get, "/api/v1/payments/{id}", {}, payment),
          market_route(desk, Method::post, "/api/v1/orders/{id}/refunds", {}, ask_back),
          market_route(desk, Method::post, "/api/v1/refunds/{id}/steps", {}, refund_step),
          market_route(desk, Method::get, "/api/v1/refunds", {}, arbitration),
          market_route(desk, Method::get, "/api/v1/outlets/{id}/money", {}, money)};
}

}  // namespace linquan::api

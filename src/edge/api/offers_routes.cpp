#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "body.h"
#include "directory_desk.h"
#include "market_desk.h"
#include "market_told.h"
#include "reply.h"

namespace linquan::api {
namespace {

using catalogue::KeptOffer;
using catalogue::OfferId;
using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using identity::Action;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t page_max = 200;

Result<directory::OutletId> outlet_at(Request const& request) {
  auto const number = number_at(request, "id", "outlet_unknown");
  return number ? Result<directory::OutletId>{directory::OutletId{*number}} : tl::unexpected<Error>{number.error()};
}

/// What an outlet sells, for anybody.
Result<Answer> list(MarketDesk const& desk, Request const& request) {
  auto const outlet = outlet_at(request);
  auto const after = number_asked(request, "after", 0, INT64_MAX, 0);
  if (!outlet || !after) {
    return tl::unexpected<Error>{!outlet ? outlet.error() : after.error()};
  }
  return desk.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    if (auto const known = desk.outlet(work, *outlet); !known) {
      return tl::unexpected<Error>{known.error()};
    }
    auto told = Json::array();
    auto const found = desk.offers->of_outlet(work, *outlet, OfferId{*after}, page_max);
    for (auto const& one : found) {
      told.push_back(offer_json(one));
    }
    auto const terms = desk.orders->terms_of(work, *outlet);
    auto const next = found.size() == page_max ? Json(std::to_string(found.back().offer.id.value())) : Json(nullptr);
    return own_answer(
        {{"terms", terms ? terms_json(*terms) : Json(nullptr)}, {"offers", std::move(told)}, {"next", next}});
  });
}

Result<std::vector<orders::Way>> ways_in(Body const& body) {
  auto const names = body.texts("ways", orders::all_ways().size());
  if (!names) {
    return tl::unexpected<Error>{names.error()};
  }
  std::vector<orders::Way> ways;
  for (auto const& name : *names) {
    auto const way = orders::way_named(name);
    if (!way) {
      return refuse(ErrorKind::usage, "choice_unknown",
                    {{"name", "ways"}, {"text", name}, {"allowed", "delivery, collection, on_site"}});
    }
    ways.push_back(*way);
  }
  return ways;
}

Result<orders::Terms> terms_in(Request const& request, directory::OutletId outlet) {
  auto const body =
      Body::parse(request, {"ways", "goods_min_fen", "delivery_fee_fen", "preparation_minutes", "ride_minutes_max"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  Body::Range const any{0, INT32_MAX};
  auto ways = ways_in(*body);
  auto const min = body->number("goods_min_fen", any);
  auto const fee = body->number("delivery_fee_fen", any);
  auto const preparation = body->number("preparation_minutes", any);
  auto const ride = body->number("ride_minutes_max", any);
  if (!ways) {
    return hand_on(ways);
  }
  for (auto const* const number : {&min, &fee, &preparation, &ride}) {
    if (!*number) {
      return tl::unexpected<Error>{number->error()};
    }
  }
  orders::Terms terms{outlet, Money{*min}, Money{*fee}, std::move(*ways)};
  terms.preparation = std::chrono::minutes{*preparation};
  terms.ride_max = std::chrono::minutes{*ride};
  return orders::checked(std::move(terms));
}

Result<Answer> put_terms(MarketDesk const& desk, Request const& request) {
  auto const outlet = outlet_at(request);
  auto const terms = outlet ? terms_in(request, *outlet) : tl::unexpected<Error>{outlet.error()};
  if (!terms) {
    return tl::unexpected<Error>{terms.error()};
  }
  return written(desk.context, request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    if (auto may = desk.require(work, asker, Action::keep_offers, *outlet); !may) {
      return hand_on(may);
    }
    auto next = *terms;
    // The platform's part is no wish of the shop's.
    if (auto const before = desk.orders->terms_of(work, *outlet)) {
      next.fee_permille = before->fee_permille;
    }
    desk.orders->put_terms(work, next);
    return terms_json(next);
  });
}

Result<std::vector<catalogue::Option>> options_in(Body const& body) {
  auto const objects = body.objects("options", catalogue::options_max, {"name", "extra_fen"});
  if (!objects) {
    return tl::unexpected<Error>{objects.error()};
  }
  std::vector<catalogue::Option> options;
  for (auto const& object : *objects) {
    auto const name = object.text("name");
    auto const extra = object.number("extra_fen", {0, catalogue::price_max.fen});
    if (!name || !extra) {
      return tl::unexpected<Error>{!name ? name.error() : extra.error()};
    }
    options.push_back({*name, Money{*extra}});
  }
  return options;
}

/// The offer of a body, without its number and whose it is.
Result<KeptOffer> offer_in(Request const& request, bool changes) {
  auto const body = changes
                        ? Body::parse(request, {"version", "name", "price_fen", "options", "on_sale", "stock", "a_day"})
                        : Body::parse(request, {"name", "price_fen", "options", "on_sale", "stock", "a_day"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const name = body->text("name");
  auto const price = body->number("price_fen", {1, catalogue::price_max.fen});
  auto const options = options_in(*body);
  auto const sale = body->boolean_if("on_sale");
  auto const stock = body->number_if("stock", {0, catalogue::stock_max});
  auto const a_day = body->number_if("a_day", {0, catalogue::stock_max});
  auto const version = changes ? body->number("version", {1, INT64_MAX}) : Result<std::int64_t>{1};
  for (auto const* const refused :
       {name ? nullptr : &name.error(), price ? nullptr : &price.error(), options ? nullptr : &options.error(),
        sale ? nullptr : &sale.error(), stock ? nullptr : &stock.error(), a_day ? nullptr : &a_day.error(),
        version ? nullptr : &version.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  auto offer =
      catalogue::checked(catalogue::Offer{OfferId{}, {}, *name, Money{*price}, *options, sale->value_or(true)});
  if (!offer) {
    return hand_on(offer);
  }
  return KeptOffer{std::move(*offer), {*stock, *a_day}, static_cast<std::uint64_t>(*version)};
}

Result<Answer> add(MarketDesk const& desk, Request const& request) {
  auto const outlet = outlet_at(request);
  auto const asked = outlet ? offer_in(request, false) : tl::unexpected<Error>{outlet.error()};
  if (!asked) {
    return tl::unexpected<Error>{asked.error()};
  }
  return written(desk.context, request,
                 [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
                   if (auto may = desk.require(work, asker, Action::keep_offers, *outlet); !may) {
                     return hand_on(may);
                   }
                   auto offer = *asked;
                   offer.offer.id = work.new_id<OfferId>();
                   offer.offer.outlet = *outlet;
                   desk.offers->add(work, offer);
                   return offer_json(offer);
                 },
                 {.status = 201});
}

Result<Answer> change(MarketDesk const& desk, Request const& request) {
  auto const id = number_at(request, "id", "offer_unknown");
  auto const asked = id ? offer_in(request, true) : tl::unexpected<Error>{id.error()};
  if (!asked) {
    return tl::unexpected<Error>{asked.error()};
  }
  return written(desk.context, request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    auto const before = desk.offers->find(work, OfferId{*id});
    auto const outlet = before ? before->offer.outlet : directory::OutletId{};
    if (auto may = desk.require(work, asker, Action::keep_offers, outlet); !may) {
      return hand_on(may);
    }
    if (!before) {
      return tl::unexpected<Error>{before.error()};
    }
    auto offer = *asked;
    offer.offer.id = before->offer.id;
    offer.offer.outlet = outlet;
    auto const changed = desk.offers->change(work, offer);
    return changed ? Result<Json>{offer_json(*changed)} : tl::unexpected<Error>{changed.error()};
  });
}

}  // namespace

std::vector<Route> offers_routes(std::shared_ptr<MarketDesk const> const& desk) {
  std::vector<Route> all;
  all.push_back(market_route(desk, Method::get, "/api/v1/outlets/{id}/offers", {"after"}, list));
  all.push_back(market_route(desk, Method::post, "/api/v1/outlets/{id}/offers", {}, add));
  all.push_back(market_route(desk, Method::put, "/api/v1/outlets/{id}/terms", {}, put_terms));
  all.push_back(market_route(desk, Method::put, "/api/v1/offers/{id}", {}, change));
  return all;
}

}  // namespace linquan::api

#include "served.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <variant>

#include "database.h"
#include "drawn_town.h"
#include "linquan/identity/use.h"
#include "linquan/market/market.h"
#include "linquan/store/accounts.h"
#include "linquan/store/circles.h"
#include "linquan/store/market.h"
#include "linquan/store/needs.h"

namespace linquan::api {
namespace {

using nlohmann::json;

std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

bool on_postgresql() {
  auto const* const engine = std::getenv("LINQUAN_API_ENGINE");
  return engine != nullptr && std::string_view{engine} == "postgresql";
}

std::unique_ptr<store::Store> opened(store::TestDatabase const* database, Clock const& clock) {
  auto store =
      store::open(database == nullptr ? store::Url{store::Engine::sqlite, ":memory:"} : database->url(), clock);
  if (!store) {
    throw std::runtime_error{store.error().code};
  }
  return std::move(*store);
}

}  // namespace

city::City street_town() {
  drawn::DrawnTown drawn{"a---c---e", 50};
  city::City city;
  city.kind_ids = {"market", "pharmacy"};
  auto& lotus = city.areas.emplace_back();
  lotus.id = city::AreaId{1};
  lotus.code = "320302001001";
  lotus.name = "Lotus";
  auto const step = (drawn.at('c').lon - drawn.at('a').lon) / 4;
  auto const box = [&](std::int32_t west, std::int32_t east) {
    auto const south = drawn.at('a').lat - step;
    auto const north = drawn.at('a').lat + step;
    return geo::MultiPolygon{{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
  };
  lotus.shape = box(drawn.at('a').lon - step, drawn.at('c').lon + step);
  auto& maple = city.areas.emplace_back();
  maple.id = city::AreaId{2};
  maple.code = "320303002002";
  maple.name = "Maple";
  maple.shape = box(drawn.at('c').lon + step + step / 2, drawn.at('e').lon + step);
  std::uint64_t id = 0;
  for (auto const& [letter, people] : {std::pair{'a', 2'000}, std::pair{'c', 3'000}, std::pair{'e', 5'000}}) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{++id};
    home.door = drawn.at(letter);
    home.access = drawn.access(letter);
    home.people = {{people}, {0}, {1'000}, {0}};
    home.community = letter == 'e' ? 1 : 0;
    city.box.add(home.door);
  }
  auto& pharmacy = city.outlets.emplace_back();
  pharmacy.id = city::OutletId{70};
  pharmacy.name = "Hope";
  pharmacy.kinds = {1};
  pharmacy.sources = {"drawn:a"};
  pharmacy.stands = {{drawn.at('a'), {drawn.access('a')}, std::nullopt}};
  pharmacy.community = 0;
  auto& nowhere = city.outlets.emplace_back();
  nowhere.id = city::OutletId{71};
  nowhere.name = "Nowhere";
  nowhere.kinds = {1};
  nowhere.placing = city::Placing::unplaced;
  auto& far = city.outlets.emplace_back();
  far.id = city::OutletId{90};
  far.name = "Faith";
  far.kinds = {1};
  far.sources = {"drawn:e"};
  far.stands = {{drawn.at('e'), {drawn.access('e')}, std::nullopt}};
  far.community = 1;
  city.streets = drawn.graph();
  for (auto const letter : {'a', 'e'}) {
    city.gates.push_back({city::GateId{letter == 'a' ? 500U : 501U}, "drawn",
                          static_cast<std::uint32_t>(city.streets.gates.size()), walk::none});
    auto& gate = city.streets.gates.emplace_back();
    gate.source_id = letter;
    gate.at = drawn.at(letter);
  }
  return city;
}

http::Method method_named(std::string_view word) {
  using enum http::Method;
  for (auto const method : {get, post, put, patch, remove}) {
    if (word_of(method) == word) {
      return method;
    }
  }
  ADD_FAILURE() << word;
  return get;
}

std::string Told::field(std::string_view name) const {
  auto const found = std::ranges::find(fields, name, &decltype(fields)::value_type::first);
  return found == fields.end() ? std::string{} : found->second;
}

Served::~Served() = default;

Served::Served(city::City city)
    : database_{on_postgresql() ? std::make_unique<store::TestDatabase>(store::Engine::postgresql) : nullptr},
      store_{opened(database_.get(), clock_)},
      accounts_{store::accounts()},
      people_{*accounts_, *secrets_, hasher_, sender_},
      service_{routes({current_,
                       *store_,
                       clock_,
                       metrics_,
                       people_,
                       following_,
                       nullptr,
                       files_,
                       {},
                       holidays::built_in(),
                       &provider_,
                       &provider_})} {
  // Never the last one that keeps accounts, whoever goes.
  static_cast<void>(store_->write([&](UnitOfWork& work) -> Result<void> {
    auto const boss = accounts_->add(work, {"boss", std::nullopt, "boss", hasher_.hash("secret")});
    accounts_->give(work, boss->id, {identity::Role::platform_operator, identity::Level::city, {}}, std::nullopt);
    return {};
  }));
  EXPECT_TRUE(following_.start(std::move(city)));
}

Told Served::get(std::string const& target, Sent const& sent) {
  return send(http::Method::get, target, std::nullopt, sent);
}

Told Served::send(http::Method method, std::string const& target, std::optional<json> const& body, Sent const& sent) {
  return send_bytes(method, target, body ? body->dump() : std::string{}, sent);
}

Told Served::send_bytes(http::Method method, std::string const& target, std::string const& bytes, Sent const& sent) {
  return send_to(service_, method, target, bytes, sent);
}

Told Served::send_to(http::Service const& service, http::Method method, std::string const& target,
                     std::string const& bytes, Sent const& sent) {
  http::Head head;
  head.method = std::string{word_of(method)};
  head.target = target;
  head.accept_language = sent.language;
  head.authorization = sent.token.empty() ? std::string{} : "Bearer " + sent.token;
  head.cookie = sent.cookie;
  head.own_page = sent.own_page;
  head.secure = sent.secure;
  head.on_behalf_of = sent.on_behalf_of;
  head.content_type = bytes.empty() ? std::string{} : sent.content_type;
  head.last_event_id = sent.last_event_id;
  auto const form = sent.content_type == "application/x-www-form-urlencoded";
  head.signature = form && sent.signature.empty() ? provider::signature_of("secret", bytes) : sent.signature;
  if (method != http::Method::get && !sent.without_key) {
    head.idempotency_key = sent.key.empty() ? "key-of-the-test-" + std::to_string(++keys_) : sent.key;
  }
  auto opened = service.open(head, "id");
  auto* const taken = std::get_if<http::Service::Opened>(&opened);
  std::string fault;
  http::Answer answer;
  if (taken != nullptr) {
    taken->request.body = bytes;
    answer = service.answer(*taken, fault);
  } else {
    answer = std::get<http::Service::Refused>(opened).answer;
  }
  EXPECT_EQ(fault, "");
  Told told{answer.status, {}, answer.body, answer.type, answer.fields, answer.stream};
  told.body = answer.type.find("json") == std::string::npos || answer.body.empty() ? json(answer.body)
                                                                                   : json::parse(answer.body);
  if (taken != nullptr) {
    auto const body = bytes.empty() ? std::nullopt : std::optional{json::parse(bytes, nullptr, false)};
    check(taken->request, told, body);
  }
  return told;
}

void Served::check(http::Request const& request, Told const& told, std::optional<json> const& body) {
  auto const name = std::string{word_of(request.method)} + " " + std::string{request.pattern};
  auto const& operation = schemas_.contract()["paths"][std::string{request.pattern}][lower(word_of(request.method))];
  auto const good = told.status < 300;
  auto const& responses = operation["responses"];
  auto const status = std::to_string(told.status);
  ASSERT_TRUE(!good || responses.contains(status)) << name << " answers " << status;
  if (told.status == 204) {
    return;
  }
  auto const& response = schemas_.resolved(good ? responses[status] : responses["default"]);
  ASSERT_TRUE(response["content"].contains(told.type)) << name << ": " << told.type;
  auto const complaints = schemas_.complaints(told.body, response["content"][told.type]["schema"]);
  EXPECT_TRUE(complaints.empty()) << name << ": " << complaints.front();
  if (good && body && !body->is_discarded()) {
    ASSERT_TRUE(operation.contains("requestBody")) << name << " takes a body that is not in the contract";
    auto const wrong =
        schemas_.complaints(*body, operation["requestBody"]["content"]["application/json"]["schema"], "body");
    EXPECT_TRUE(wrong.empty()) << name << " took what the contract refuses: " << wrong.front();
  }
}

identity::AccountId Served::account_with(std::vector<identity::Grant> const& grants) {
  return account_of(token_with(grants));
}

identity::AccountId Served::account_of(std::string const& token) {
  auto const asker =
      store_->read([&](UnitOfWork& work) { return identity::asker(work, *accounts_, *secrets_, token); });
  EXPECT_TRUE(asker);
  return asker ? asker->account.id : identity::AccountId{};
}

std::string Served::token_with(std::vector<identity::Grant> const& grants) {
  auto token = secrets_->token();
  auto const login = "somebody" + std::to_string(++accounts_made_);
  auto const made = store_->write([&](UnitOfWork& work) -> Result<void> {
    auto const account = accounts_->add(work, {login, std::nullopt, login, "hash of secret"});
    for (auto const& grant : grants) {
      accounts_->give(work, account->id, grant, std::nullopt);
    }
    accounts_->add_session(work,
                           identity::new_session(work.new_id<identity::SessionId>(), account->id, "test", work.now(),
                                                 identity::staff_sessions),
                           secrets_->digest("token", token));
    return {};
  });
  EXPECT_TRUE(made);
  return token;
}

std::string Served::at(std::size_t home) const {
  auto const door = current_.get()->city().homes[home].door;
  return std::to_string(geo::lat_degrees(door)) + "," + std::to_string(geo::lon_degrees(door));
}

std::string Served::place(std::string const& name, Scope scope) {
  auto const own = scope == Scope::own;
  if (name == "place") {
    return at(0);
  }
  if (name == "place2") {
    return at(1);
  }
  if (name == "at") {
    auto const door = current_.get()->town().imported().homes[own ? 0 : 2].door;
    return json{{"lat", geo::lat_degrees(door)}, {"lon", geo::lon_degrees(door)}}.dump();
  }
  if (name == "minute") {
    // Another each time, so that it is a change.
    return std::to_string(10 + minutes_++ % 50);
  }
  if (name == "street") {
    return own ? "1" : "2";
  }
  if (name == "gate") {
    return own ? "500" : "501";
  }
  if (name == "waiting") {
    // A new claim each time: whoever may decide on it does.
    auto const claim = send(http::Method::post, "/api/v1/outlets/" + place("outlet", scope) + "/changes",
                            json{{"command", "claim"}}, {.token = token_with({})});
    return claim.body.value("waits", std::string{"1"});
  }
  if (name == "outlet") {
    return own ? "70" : "90";
  }
  if (name == "community") {
    return own ? "320302001001" : "320303002002";
  }
  if (name == "subdistrict") {
    return own ? "320302001" : "320303002";
  }
  if (name == "district") {
    return own ? "320302" : "320303";
  }
  if (name == "telephone") {
    return std::to_string(13'800'000'000 + ++telephones_);
  }
  if (name == "login") {
    return "newcomer" + std::to_string(++telephones_);
  }
  if (name == "account") {
    return std::to_string(account_with({}).value());
  }
  if (name == "latlon") {
    auto const door = current_.get()->city().homes[own ? 0 : 2].door;
    return json{{"lat", geo::lat_degrees(door)}, {"lon", geo::lon_degrees(door)}}.dump();
  }
  if (name == "logo") {
    return {
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDATx\x9c\x63\x60\0\0\0\2\0\1"
        "\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82",
        67};
  }
  if (name == "circle") {
    return circle_of(own ? "320302" : "320303");
  }
  if (name == "need") {
    return need_in(own ? "320302001001" : "320303002002");
  }
  if (name == "offer") {
    return std::to_string(offer_at(place("outlet", scope)).value());
  }
  if (name == "order") {
    return std::to_string(order_at(place("outlet", scope)).value());
  }
  if (name == "payment" || name == "refund") {
    return of_an_order(name, order_at(place("outlet", scope)));
  }
  ADD_FAILURE() << "$" << name << " is nothing that the table of rights knows";
  return {};
}

std::string Served::circle_of(std::string const& district) {
  circles::Circle circle{circles::CircleId{std::stoull(district)}, district, "Circle", district, {}};
  circle.boundary.drawn = {{{{0, 0}, {1, 0}, {1, 1}}, {}}};
  EXPECT_TRUE(
      store_->write([&](UnitOfWork& work) -> Result<std::uint64_t> { return store::circles()->seed(work, {circle}); }));
  return district;
}

std::string Served::need_in(std::string const& community) {
  needs::Need need;
  need.kind = "pharmacy";
  need.community = community;
  need.asked_at = clock_.now();
  EXPECT_TRUE(store_->write([&](UnitOfWork& work) -> Result<void> {
    need.id = work.new_id<needs::NeedId>();
    store::needs()->add(work, need);
    return {};
  }));
  return std::to_string(need.id.value());
}

namespace {

/// The ports of the market, for what a test puts there.
struct Stalls {
  std::unique_ptr<catalogue::Offers> offers = store::offers();
  std::unique_ptr<orders::Orders> orders = store::orders();
  std::unique_ptr<orders::Payments> payments = store::payments();
  std::unique_ptr<orders::Feeds> feeds = store::feeds();
  std::unique_ptr<ledger::Books> books = store::books();
  market::Ports ports{*offers, *orders, *payments, *feeds, *books};
};

constexpr Money offer_price{200};

}  // namespace

catalogue::OfferId Served::offer_at(std::string const& outlet) {
  Stalls const stalls;
  catalogue::OfferId id;
  directory::OutletId const at{std::stoull(outlet)};
  EXPECT_TRUE(store_->write([&](UnitOfWork& work) -> Result<void> {
    stalls.orders->put_terms(work, orders::Terms{at, {}, {}});
    id = work.new_id<catalogue::OfferId>();
    stalls.offers->add(work, {{id, at, "rice", offer_price}, {}});
    return {};
  }));
  return id;
}

orders::OrderId Served::order_at(std::string const& outlet) {
  Stalls const stalls;
  auto const offer = offer_at(outlet);
  auto const resident = account_with({});
  orders::OrderId id;
  EXPECT_TRUE(store_->write([&](UnitOfWork& work) -> Result<void> {
    orders::Part const part{
        directory::OutletId{std::stoull(outlet)}, orders::Way::collection, {{offer, {}, 1, offer_price}}};
    auto const placed = market::place(work, stalls.ports, {resident, {part}, {}, {work.now()}, clock_.offset()});
    if (!placed) {
      return tl::unexpected<Error>{placed.error()};
    }
    id = placed->orders.front().order.id;
    auto const& payment = placed->payment.payment;
    auto const paid = market::noticed(work, stalls.ports, {payment.id, std::to_string(id.value()), payment.amount});
    return paid ? Result<void>{} : tl::unexpected<Error>{paid.error()};
  }));
  return id;
}

std::string Served::of_an_order(std::string const& what, orders::OrderId id) {
  Stalls const stalls;
  auto const number = store_->write([&](UnitOfWork& work) -> Result<std::uint64_t> {
    if (what == "payment") {
      return stalls.orders->find(work, id)->order.payment.value();
    }
    auto const refund = market::ask_back(work, stalls.ports, {id, Money{100}, "cold"});
    return refund ? Result<std::uint64_t>{refund->refund.id.value()} : tl::unexpected<Error>{refund.error()};
  });
  EXPECT_TRUE(number);
  return std::to_string(number.value_or(0));
}

std::string Served::filled(std::string request, Scope scope) {
  for (auto at = request.find('$'); at != std::string::npos; at = request.find('$', at)) {
    auto const end =
        std::min(request.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", at + 1), request.size());
    auto const filling = place(request.substr(at + 1, end - at - 1), scope);
    request.replace(at, end - at, filling);
    at += filling.size();
  }
  return request;
}

std::string Served::refusal(std::string const& target, unsigned status) {
  auto const told = get(target);
  EXPECT_EQ(told.status, status) << told.body;
  return told.code();
}

}  // namespace linquan::api

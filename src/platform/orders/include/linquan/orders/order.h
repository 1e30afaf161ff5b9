#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "linquan/base/id.h"
#include "linquan/base/money.h"
#include "linquan/directory/entry.h"
#include "linquan/identity/ids.h"

/// Orders of one shop each, and how they go on. Rules without a clock, a database or a provider.
namespace linquan::orders {

using OrderId = Id<struct OrderTag>;
using PaymentId = Id<struct PaymentTag>;

/// How the resident gets it.
enum class Way : std::uint8_t { delivery, collection, on_site };

/// In the order in which an order passes them. None comes again after a later one, but where a rider or worker gives an
/// order back, and where a service goes on after a quote.
enum class State : std::uint8_t {
  awaiting_payment,
  awaiting_acceptance,
  preparing,        ///< delivery, collection
  ready,            ///< delivery, collection
  assigned,         ///< delivery: to a rider or the shop's own clerk
  at_shop,          ///< delivery
  picked_up,        ///< delivery
  delivered,        ///< delivery
  code_shown,       ///< collection: the resident has the code
  collected,        ///< collection: the code was checked
  confirmed,        ///< on site: the appointment stands
  worker_assigned,  ///< on site
  arrived,          ///< on site
  in_service,       ///< on site
  quote_asked,      ///< on site: the worker asks for more money, and waits
  done,             ///< on site
  completed,
  rated,      ///< final
  unpaid,     ///< final: nobody paid in time
  refused,    ///< final: the shop did not want it, or did not answer
  cancelled,  ///< final
};

/// What somebody wants of an order.
enum class Command : std::uint8_t {
  pay,             ///< the provider says that the money is there
  let_payment_go,  ///< nobody paid in time
  accept,
  refuse,
  let_offer_go,  ///< the shop did not answer in time
  make_ready,
  assign,     ///< to a rider, or on site to a worker
  give_back,  ///< the rider or worker cannot come: another will
  reach_shop,
  pick_up,
  deliver,
  show_code,   ///< a code for the resident; again: a new one, the old one is void
  check_code,  ///< the right code was told
  arrive,
  begin,
  quote,
  take_quote,
  decline_quote,  ///< the service goes on as it was agreed
  finish,
  complete,
  let_complete,  ///< nobody complained in time
  rate,
  cancel,    ///< by the resident
  call_off,  ///< by the shop, after it accepted
};

/// As whom somebody acts; whether they may be that is decided by rights, before.
enum class Party : std::uint8_t { resident, shop, carrier, worker, provider, scheduler };

std::string_view name_of(Way way);
std::optional<Way> way_named(std::string_view name);
std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);
std::string_view name_of(Command command);
std::optional<Command> command_named(std::string_view name);
std::string_view name_of(Party party);
std::optional<Party> party_named(std::string_view name);

std::span<Way const> all_ways();
std::span<State const> all_states();
std::span<Command const> all_commands();
std::span<Party const> all_parties();

/// Whether an order stays as it is for ever.
bool is_final(State state);

struct Order {
  OrderId id;
  PaymentId payment;
  identity::AccountId resident;
  directory::OutletId outlet;
  Way way = Way::delivery;
  Money total;                        ///< what the resident pays for it
  std::chrono::sys_seconds promised;  ///< when it is there, or ready, or the worker comes; fixed with the order
  State state = State::awaiting_payment;
  std::chrono::sys_seconds since;  ///< when it came to its state
  Money paid = {};                 ///< that came in for it; whatever goes back is a refund
  friend bool operator==(Order const&, Order const&) = default;
};

}  // namespace linquan::orders

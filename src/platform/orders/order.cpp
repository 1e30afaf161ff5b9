#include "linquan/orders/order.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace linquan::orders {
namespace {

template <class Key>
struct Named {
  Key key;
  std::string_view name;
};

constexpr auto way_names = std::to_array<Named<Way>>({
    {Way::delivery, "delivery"},
    {Way::collection, "collection"},
    {Way::on_site, "on_site"},
});

constexpr auto state_names = std::to_array<Named<State>>({
    {State::awaiting_payment, "awaiting_payment"},
    {State::awaiting_acceptance, "awaiting_acceptance"},
    {State::preparing, "preparing"},
    {State::ready, "ready"},
    {State::assigned, "assigned"},
    {State::at_shop, "at_shop"},
    {State::picked_up, "picked_up"},
    {State::delivered, "delivered"},
    {State::code_shown, "code_shown"},
    {State::collected, "collected"},
    {State::confirmed, "confirmed"},
    {State::worker_assigned, "worker_assigned"},
    {State::arrived, "arrived"},
    {State::in_service, "in_service"},
    {State::quote_asked, "quote_asked"},
    {State::done, "done"},
    {State::completed, "completed"},
    {State::rated, "rated"},
    {State::unpaid, "unpaid"},
    {State::refused, "refused"},
    {State::cancelled, "cancelled"},
});

constexpr auto command_names = std::to_array<Named<Command>>({
    {Command::pay, "pay"},
    {Command::let_payment_go, "let_payment_go"},
    {Command::accept, "accept"},
    {Command::refuse, "refuse"},
    {Command::let_offer_go, "let_offer_go"},
    {Command::make_ready, "make_ready"},
    {Command::assign, "assign"},
    {Command::give_back, "give_back"},
    {Command::reach_shop, "reach_shop"},
    {Command::pick_up, "pick_up"},
    {Command::deliver, "deliver"},
    {Command::show_code, "show_code"},
    {Command::check_code, "check_code"},
    {Command::arrive, "arrive"},
    {Command::begin, "begin"},
    {Command::quote, "quote"},
    {Command::take_quote, "take_quote"},
    {Command::decline_quote, "decline_quote"},
    {Command::finish, "finish"},
    {Command::complete, "complete"},
    {Command::let_complete, "let_complete"},
    {Command::rate, "rate"},
    {Command::cancel, "cancel"},
    {Command::call_off, "call_off"},
});

constexpr auto party_names = std::to_array<Named<Party>>({
    {Party::resident, "resident"},
    {Party::shop, "shop"},
    {Party::carrier, "carrier"},
    {Party::worker, "worker"},
    {Party::provider, "provider"},
    {Party::scheduler, "scheduler"},
});

template <class Key, std::size_t count>
constexpr bool in_order(std::array<Named<Key>, count> const& names) {
  for (std::size_t i = 0; i < count; ++i) {
    if (static_cast<std::size_t>(names[i].key) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_order(way_names) && in_order(state_names) && in_order(command_names) && in_order(party_names));

template <class Key, std::size_t count>
constexpr auto keys_of(std::array<Named<Key>, count> const& names) {
  std::array<Key, count> keys{};
  for (std::size_t i = 0; i < count; ++i) {
    keys[i] = names[i].key;
  }
  return keys;
}
constexpr auto ways = keys_of(way_names);
constexpr auto states = keys_of(state_names);
constexpr auto commands = keys_of(command_names);
constexpr auto parties = keys_of(party_names);

template <class Key, std::size_t count>
std::optional<Key> named_in(std::array<Named<Key>, count> const& names, std::string_view name) {
  auto const found = std::ranges::find(names, name, &Named<Key>::name);
  return found == names.end() ? std::nullopt : std::optional{found->key};
}

}  // namespace

std::string_view name_of(Way way) {
  return way_names.at(static_cast<std::size_t>(way)).name;
}

std::optional<Way> way_named(std::string_view name) {
  return named_in(way_names, name);
}

std::string_view name_of(State state) {
  return state_names.at(static_cast<std::size_t>(state)).name;
}

std::optional<State> state_named(std::string_view name) {
  return named_in(state_names, name);
}

std::string_view name_of(Command command) {
  return command_names.at(static_cast<std::size_t>(command)).name;
}

std::optional<Command> command_named(std::string_view name) {
  return named_in(command_names, name);
}

std::string_view name_of(Party party) {
  return party_names.at(static_cast<std::size_t>(party)).name;
}

std::optional<Party> party_named(std::string_view name) {
  return named_in(party_names, name);
}

std::span<Way const> all_ways() {
  return ways;
}

std::span<State const> all_states() {
  return states;
}

std::span<Command const> all_commands() {
  return commands;
}

std::span<Party const> all_parties() {
  return parties;
}

bool is_final(State state) {
  return state == State::rated || state == State::unpaid || state == State::refused || state == State::cancelled;
}

}  // namespace linquan::orders

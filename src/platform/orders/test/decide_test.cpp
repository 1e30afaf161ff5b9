#include "linquan/orders/decide.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "linquan/base/draw.h"

namespace linquan::orders {
namespace {

constexpr std::chrono::sys_seconds start{std::chrono::seconds{1'790'000'000}};

Order order_in(State state, Way way) {
  return {OrderId{1}, PaymentId{2}, identity::AccountId{3},        directory::OutletId{4},
          way,        Money{1'990}, start + std::chrono::hours{1}, state,
          start};
}

/// When the command may be given, as far as time decides.
std::chrono::sys_seconds time_for(Order const& order, Command command) {
  auto const deadline = deadline_of(order);
  return deadline && deadline->command == command ? deadline->at : order.since;
}

/// "accept:preparing pay:=" and the like: all that may be done in a state, by whomever; "=" stays, "!" money goes back,
/// "*" closes the payment.
std::string row_of(State state, Way way) {
  std::string row;
  auto const order = order_in(state, way);
  for (auto const command : all_commands()) {
    for (auto const party : all_parties()) {
      auto const decided = decide(order, {command, party, time_for(order, command)});
      if (!decided) {
        continue;
      }
      auto const& to = decided->order.state;
      row += (row.empty() ? "" : " ") + std::string{name_of(command)} + ":" +
             (to == state ? "=" : std::string{name_of(to)}) +
             (decided->effect == Effect::return_payment || decided->effect == Effect::return_this ? "!" : "") +
             (decided->effect == Effect::close_payment ? "*" : "");
    }
  }
  return row;
}

std::map<State, std::string> common_rows() {
  return {
      {State::awaiting_payment, "pay:awaiting_acceptance let_payment_go:unpaid* cancel:cancelled*"},
      {State::completed, "pay:=! rate:rated"},
      {State::rated, "pay:=!"},
      {State::unpaid, "pay:=!"},
      {State::refused, "pay:=!"},
      {State::cancelled, "pay:=!"},
  };
}

std::map<State, std::string> rows_of(Way way) {
  auto rows = common_rows();
  rows[State::awaiting_acceptance] =
      way == Way::on_site ? "pay:=! accept:confirmed refuse:refused! let_offer_go:refused! cancel:cancelled!"
                          : "pay:=! accept:preparing refuse:refused! let_offer_go:refused! cancel:cancelled!";
  auto const over = "pay:=! complete:completed let_complete:completed";
  switch (way) {
    case Way::delivery:
      rows[State::preparing] = "pay:=! make_ready:ready call_off:cancelled!";
      rows[State::ready] = "pay:=! assign:assigned call_off:cancelled!";
      rows[State::assigned] = "pay:=! give_back:ready reach_shop:at_shop call_off:cancelled!";
      rows[State::at_shop] = "pay:=! give_back:ready pick_up:picked_up call_off:cancelled!";
      rows[State::picked_up] = "pay:=! deliver:delivered";
      rows[State::delivered] = over;
      break;
    case Way::collection:
      rows[State::preparing] = "pay:=! make_ready:ready call_off:cancelled!";
      rows[State::ready] = "pay:=! show_code:code_shown call_off:cancelled!";
      rows[State::code_shown] = "pay:=! show_code:= check_code:collected call_off:cancelled!";
      rows[State::collected] = over;
      break;
    case Way::on_site:
      rows[State::confirmed] = "pay:=! assign:worker_assigned cancel:cancelled! call_off:cancelled!";
      rows[State::worker_assigned] = "pay:=! give_back:confirmed arrive:arrived cancel:cancelled! call_off:cancelled!";
      rows[State::arrived] = "pay:=! begin:in_service call_off:cancelled!";
      rows[State::in_service] = "pay:=! quote:quote_asked finish:done";
      rows[State::quote_asked] = "pay:=! take_quote:in_service decline_quote:in_service";
      rows[State::done] = over;
      break;
  }
  return rows;
}

TEST(Order, GoesOnAsTheTableSaysAndNotOtherwise) {
  for (auto const way : all_ways()) {
    auto const rows = rows_of(way);
    std::set<State> reached{State::awaiting_payment};
    std::vector<State> open{State::awaiting_payment};
    while (!open.empty()) {
      auto const from = order_in(open.back(), way);
      open.pop_back();
      ASSERT_TRUE(rows.contains(from.state)) << name_of(way) << " reaches " << name_of(from.state);
      EXPECT_EQ(row_of(from.state, way), rows.at(from.state)) << name_of(way) << " " << name_of(from.state);
      for (auto const command : all_commands()) {
        for (auto const party : all_parties()) {
          auto const decided = decide(from, {command, party, time_for(from, command)});
          if (decided && reached.insert(decided->order.state).second) {
            open.push_back(decided->order.state);
          }
        }
      }
    }
    EXPECT_EQ(reached.size(), rows.size()) << name_of(way) << ": every state is reached";
  }
}

TEST(Order, AnswersEveryCommandInEveryStateWithATransitionOrANamedRefusal) {
  std::set<std::string> const refusals{"order_way",  "order_party", "order_ended",
                                       "order_step", "order_early", "order_late"};
  std::set<std::string> met;
  for (auto const way : all_ways()) {
    for (auto const state : all_states()) {
      for (auto const command : all_commands()) {
        for (auto const party : all_parties()) {
          auto const order = order_in(state, way);
          auto const decided = decide(order, {command, party, start + std::chrono::minutes{7}});
          if (decided) {
            auto kept = decided->order;
            kept.state = order.state;
            kept.since = order.since;
            kept.paid = order.paid;
            EXPECT_EQ(kept, order) << name_of(command) << " changes nothing but the state";
            EXPECT_TRUE(!is_final(state) || decided->order == order) << name_of(state) << " is final";
          } else {
            met.insert(decided.error().code);
          }
        }
      }
    }
  }
  EXPECT_EQ(met, refusals);
}

TEST(Order, HasNoTwoRowsForOneCase) {
  std::set<std::tuple<Command, Party, Way, State>> cases;
  for (auto const& row : transitions()) {
    for (auto const way : row.ways) {
      for (auto const from : row.from) {
        EXPECT_TRUE(cases.emplace(row.command, row.by, way, from).second) << name_of(row.command) << name_of(from);
      }
    }
  }
}

TEST(Order, WaitsForItsHour) {
  struct Row {
    State state;
    Command command;
    Party by;
    std::chrono::seconds after;
    std::string outcome;
  };
  using namespace std::chrono_literals;
  for (auto const& row :
       std::vector<Row>{{State::awaiting_payment, Command::let_payment_go, Party::scheduler, 899s, "order_early"},
                        {State::awaiting_payment, Command::let_payment_go, Party::scheduler, 900s, "unpaid"},
                        {State::awaiting_payment, Command::pay, Party::provider, 899s, "awaiting_acceptance"},
                        {State::awaiting_payment, Command::pay, Party::provider, 2h, "awaiting_acceptance"},
                        {State::awaiting_acceptance, Command::let_offer_go, Party::scheduler, 299s, "order_early"},
                        {State::awaiting_acceptance, Command::let_offer_go, Party::scheduler, 300s, "refused"},
                        {State::awaiting_acceptance, Command::accept, Party::shop, 299s, "preparing"},
                        {State::awaiting_acceptance, Command::accept, Party::shop, 300s, "order_late"},
                        {State::delivered, Command::let_complete, Party::scheduler, 24h - 1s, "order_early"},
                        {State::delivered, Command::let_complete, Party::scheduler, 24h, "completed"},
                        {State::delivered, Command::let_complete, Party::resident, 24h, "order_party"},
                        {State::preparing, Command::let_complete, Party::scheduler, 24h, "order_step"}}) {
    auto const decided = decide(order_in(row.state, Way::delivery), {row.command, row.by, start + row.after});
    EXPECT_EQ(decided ? std::string{name_of(decided->order.state)} : decided.error().code, row.outcome)
        << name_of(row.state) << " " << name_of(row.command) << " after " << row.after.count() << " s";
  }
}

TEST(Order, KnowsItsWordsByName) {
  for (auto const state : all_states()) {
    EXPECT_EQ(state_named(name_of(state)), state);
  }
  for (auto const way : all_ways()) {
    EXPECT_EQ(way_named(name_of(way)), way);
  }
  for (auto const command : all_commands()) {
    EXPECT_EQ(command_named(name_of(command)), command);
  }
  EXPECT_EQ(state_named("ghost"), std::nullopt);
}

/// Whether the step may lead to an earlier state.
bool may_go_back(Command command) {
  return command == Command::give_back || command == Command::take_quote || command == Command::decline_quote;
}

template <class Value>
bool holds(std::initializer_list<Value> values, Value value) {
  return std::ranges::find(values, value) != values.end();
}

/// A command that the table allows, or any at all.
Asked drawn(Draw& draw, Order const& order, std::chrono::sys_seconds now) {
  std::vector<Asked> fitting;
  for (auto const& row : transitions()) {
    if (holds(row.ways, order.way) && holds(row.from, order.state)) {
      fitting.push_back({row.command, row.by, now});
    }
  }
  if (draw.below(2) == 0) {
    return fitting[draw.below(fitting.size())];
  }
  return {all_commands()[draw.below(all_commands().size())], all_parties()[draw.below(all_parties().size())], now};
}

/// What one order lived through, told by everybody at once, in any order.
struct Life {
  Order order;
  int payments = 0;
  int returned = 0;
  int earned = 0;
  std::set<State> states = {State::awaiting_payment};
};

void live(Life& life, Decided const& decided, Command command) {
  life.payments += command == Command::pay ? 1 : 0;
  life.returned += decided.effect == Effect::return_payment || decided.effect == Effect::return_this ? 1 : 0;
  life.earned += decided.effect == Effect::earn ? 1 : 0;
  EXPECT_TRUE(!is_final(life.order.state) || decided.order == life.order);
  EXPECT_TRUE(decided.order.state >= life.order.state || may_go_back(command));
  life.order = decided.order;
  life.states.insert(life.order.state);
}

Life lived(std::uint64_t seed) {
  Draw draw{seed};
  Life life{order_in(State::awaiting_payment, all_ways()[draw.below(all_ways().size())])};
  auto now = start;
  for (int step = 0; step < 60; ++step) {
    now += std::chrono::seconds{draw.below(10) == 0 ? draw.below(100'000) : draw.below(200)};
    auto const asked = drawn(draw, life.order, now);
    if (auto const decided = decide(life.order, asked)) {
      live(life, *decided, asked.command);
    }
  }
  return life;
}

TEST(Order, NeverGoesBackwardsHoweverMessagesArriveAndReturnsEveryPaymentItDoesNotNeed) {
  std::set<State> states;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    auto const life = lived(seed);
    auto const state = life.order.state;
    auto const over = state == State::unpaid || state == State::refused || state == State::cancelled;
    EXPECT_EQ(life.payments - life.returned, state == State::awaiting_payment || over ? 0 : 1) << "seed " << seed;
    EXPECT_EQ(life.order.paid, life.order.total * (life.states.contains(State::awaiting_acceptance) ? 1 : 0)) << seed;
    EXPECT_EQ(life.earned, state == State::completed || state == State::rated ? 1 : 0) << "seed " << seed;
    EXPECT_EQ(life.order.promised, order_in(state, Way::delivery).promised) << "seed " << seed;
    states.insert(life.states.begin(), life.states.end());
  }
  EXPECT_EQ(states.size(), all_states().size()) << "the seeds come by every state";
}

TEST(Order, WhoBelievesEveryMessageIsLedBackwards) {
  // The cancelled order that reappears: the shop's answer and the provider's message arrive after the resident left.
  std::vector<Asked> const messages{{Command::cancel, Party::resident, start},
                                    {Command::pay, Party::provider, start},
                                    {Command::accept, Party::shop, start},
                                    {Command::cancel, Party::resident, start}};
  auto ours = order_in(State::awaiting_payment, Way::delivery);
  auto naive = ours.state;
  std::vector<State> naively;
  for (auto const& message : messages) {
    for (auto const& row : transitions()) {
      naive = row.command == message.command && row.to ? *row.to : naive;
    }
    naively.push_back(naive);
    if (auto const decided = decide(ours, message)) {
      ours = decided->order;
    }
    EXPECT_EQ(ours.state, State::cancelled);
  }
  EXPECT_LT(naively[1], naively[0]) << "the naive way wakes it";
}

}  // namespace
}  // namespace linquan::orders

#include <vector>

#include "linquan/orders/decide.h"

namespace linquan::orders {

std::span<Transition const> transitions() {
  using C = Command;
  using P = Party;
  using S = State;
  using W = Way;
  using E = Effect;
  // Lists of the rows below; initializer lists that are named live as long as the program.
  static std::initializer_list<W> const all{W::delivery, W::collection, W::on_site};
  static std::initializer_list<W> const goods{W::delivery, W::collection};
  static std::initializer_list<W> const delivery{W::delivery};
  static std::initializer_list<W> const collection{W::collection};
  static std::initializer_list<W> const on_site{W::on_site};
  static std::initializer_list<S> const unpaid{S::awaiting_payment};
  static std::initializer_list<S> const paid{S::awaiting_acceptance};
  static std::initializer_list<S> const preparing{S::preparing};
  static std::initializer_list<S> const ready{S::ready};
  static std::initializer_list<S> const assigned{S::assigned};
  static std::initializer_list<S> const at_shop{S::at_shop};
  static std::initializer_list<S> const with_carrier{S::assigned, S::at_shop};
  static std::initializer_list<S> const picked_up{S::picked_up};
  static std::initializer_list<S> const shown{S::code_shown};
  static std::initializer_list<S> const confirmed{S::confirmed};
  static std::initializer_list<S> const worker{S::worker_assigned};
  static std::initializer_list<S> const arrived{S::arrived};
  static std::initializer_list<S> const in_service{S::in_service};
  static std::initializer_list<S> const quoted{S::quote_asked};
  static std::initializer_list<S> const appointed{S::confirmed, S::worker_assigned};
  static std::initializer_list<S> const handed_over{S::delivered, S::collected, S::done};
  static std::initializer_list<S> const completed{S::completed};
  static std::initializer_list<S> const in_shop{S::preparing, S::ready, S::assigned, S::at_shop, S::code_shown};
  static std::initializer_list<S> const at_work{S::confirmed, S::worker_assigned, S::arrived};
  static std::initializer_list<S> const needs_no_money{
      S::awaiting_acceptance, S::preparing,   S::ready,     S::assigned, S::at_shop,   S::picked_up,       S::delivered,
      S::code_shown,          S::collected,   S::confirmed, S::arrived,  S::completed, S::worker_assigned, S::rated,
      S::in_service,          S::quote_asked, S::done,      S::unpaid,   S::refused,   S::cancelled};
  // clang-format off
  static std::vector<Transition> const table{
      // command           by             of          from         to                      and
      {C::pay,            P::provider,  all,        unpaid,      S::awaiting_acceptance},
      {C::pay,            P::provider,  all,        needs_no_money, {},                   E::return_this},
      {C::let_payment_go, P::scheduler, all,        unpaid,      S::unpaid,               E::close_payment},
      {C::cancel,         P::resident,  all,        unpaid,      S::cancelled,            E::close_payment},

      {C::accept,         P::shop,      goods,      paid,        S::preparing},
      {C::accept,         P::shop,      on_site,    paid,        S::confirmed},
      {C::refuse,         P::shop,      all,        paid,        S::refused,              E::return_payment},
      {C::let_offer_go,   P::scheduler, all,        paid,        S::refused,              E::return_payment},
      {C::cancel,         P::resident,  all,        paid,        S::cancelled,            E::return_payment},

      {C::make_ready,     P::shop,      goods,      preparing,   S::ready},
      {C::call_off,       P::shop,      goods,      in_shop,     S::cancelled,            E::return_payment},

      {C::assign,         P::shop,      delivery,   ready,       S::assigned},
      {C::reach_shop,     P::carrier,   delivery,   assigned,    S::at_shop},
      {C::give_back,      P::carrier,   delivery,   with_carrier, S::ready},
      {C::pick_up,        P::carrier,   delivery,   at_shop,     S::picked_up},
      {C::deliver,        P::carrier,   delivery,   picked_up,   S::delivered},

      {C::show_code,      P::resident,  collection, ready,       S::code_shown,           E::new_code},
      {C::show_code,      P::resident,  collection, shown,       {},                      E::new_code},
      {C::check_code,     P::shop,      collection, shown,       S::collected},

      {C::cancel,         P::resident,  on_site,    appointed,   S::cancelled,            E::return_payment},
      {C::call_off,       P::shop,      on_site,    at_work,     S::cancelled,            E::return_payment},
      {C::assign,         P::shop,      on_site,    confirmed,   S::worker_assigned},
      {C::give_back,      P::worker,    on_site,    worker,      S::confirmed},
      {C::arrive,         P::worker,    on_site,    worker,      S::arrived},
      {C::begin,          P::worker,    on_site,    arrived,     S::in_service},
      {C::quote,          P::worker,    on_site,    in_service,  S::quote_asked},
      {C::take_quote,     P::resident,  on_site,    quoted,      S::in_service},
      {C::decline_quote,  P::resident,  on_site,    quoted,      S::in_service},
      {C::finish,         P::worker,    on_site,    in_service,  S::done},

      {C::complete,       P::resident,  all,        handed_over, S::completed,            E::earn},
      {C::let_complete,   P::scheduler, all,        handed_over, S::completed,            E::earn},
      {C::rate,           P::resident,  all,        completed,   S::rated},
  };
  // clang-format on
  return table;
}

}  // namespace linquan::orders

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "linquan/kinds/kinds.h"
#include "linquan/siting/remedies.h"
#include "remedy_ask.h"
#include "spots_streets.h"

namespace linquan::siting {
namespace {

using standard::Means;
using standard::Rule;

bool any_kind(Rule const& rule, std::function<bool(kinds::Kind const&)> const& holds) {
  auto const& table = kinds::Kinds::built_in();
  return std::ranges::any_of(rule.kinds, [&](std::string const& id) {
    auto const found = table.find(id);
    return found && holds(table[*found]);
  });
}

/// Asks for which `would` says yes.
std::vector<std::size_t> asks_where(Questions const& questions, std::function<bool(Ask const&)> const& would) {
  std::vector<std::size_t> asks;
  for (std::size_t i = 0; i < questions.asks.size(); ++i) {
    if (would(questions.asks[i])) {
      asks.push_back(i);
    }
  }
  return asks;
}

/// The doors of an outlet's stands that are open when the survey asks, or at any time at all.
std::vector<reach::Place> doors_of(Questions const& questions, std::uint32_t outlet, bool whenever) {
  reach::Question question;
  question.ways = questions.survey.question.ways;
  question.open_at = whenever ? std::nullopt : questions.survey.question.open_at;
  auto const& it = questions.city.outlets[outlet];
  question.columns.push_back(it.kinds);
  reach::LeftOut left_out;
  return reach::site_of(it, outlet, questions.streets, question, left_out).points;
}

/// Kinds of the city's table whose outlets may take on a kind of the rule; its own kinds too where it asks for services
/// that they may begin to offer.
std::vector<char> hosts_of(Questions const& questions, Ask const& ask) {
  std::vector<char> hosts(questions.city.kind_ids.size());
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    auto const& id = questions.city.kind_ids[i];
    auto const is_host = [&](kinds::Kind const& kind) { return std::ranges::find(kind.hosts, id) != kind.hosts.end(); };
    auto const own = !ask.rule->services.empty() && std::ranges::find(ask.rule->kinds, id) != ask.rule->kinds.end();
    hosts[i] = any_kind(*ask.rule, is_host) || own ? 1 : 0;
  }
  return hosts;
}

bool counts(Questions const& questions, Ask const& ask, city::Outlet const& outlet) {
  auto const& kinds = questions.kinds(ask);
  auto const has =
      std::ranges::any_of(kinds, [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); });
  return has && standard::offers(outlet, kinds, ask.rule->services);
}

void add(std::vector<Offer>& offers, standard::Remedy const& remedy, std::vector<reach::Place> doors,
         std::vector<std::size_t> asks) {
  if (!asks.empty() && !doors.empty()) {
    offers.push_back({remedy, std::move(doors), std::move(asks), walk::none});
  }
}

void add_outlets(Questions const& questions, std::vector<Offer>& offers) {
  std::vector<std::vector<char>> hosts;
  for (auto const& ask : questions.asks) {
    hosts.push_back(hosts_of(questions, ask));
  }
  for (std::uint32_t i = 0; i < questions.city.outlets.size(); ++i) {
    auto const& outlet = questions.city.outlets[i];
    if (outlet.stands.empty()) {
      continue;
    }
    auto const at = outlet.stands.front().at;
    auto const takes_on = asks_where(questions, [&](Ask const& ask) {
      auto const& may = hosts[static_cast<std::size_t>(&ask - questions.asks.data())];
      return !counts(questions, ask, outlet) && std::ranges::any_of(outlet.kinds, [&](auto k) { return may[k] != 0; });
    });
    auto const now = takes_on.empty() && !questions.survey.question.open_at ? std::vector<reach::Place>{}
                                                                            : doors_of(questions, i, false);
    add(offers, {Means::take_on, i, at, {}, {}}, now, takes_on);
    if (questions.survey.question.open_at && now.empty()) {
      add(offers, {Means::hours, i, at, {}, {}}, doors_of(questions, i, true),
          asks_where(questions, [&](Ask const& ask) { return counts(questions, ask, outlet); }));
    }
  }
}

void add_candidates(Questions const& questions, std::vector<Offer>& offers) {
  for (std::uint32_t i = 0; i < questions.city.candidates.size(); ++i) {
    auto const& candidate = questions.city.candidates[i];
    auto const fits = [&](Ask const& ask) {
      if (candidate.kinds.empty()) {
        auto const stall = candidate.type == "stall";
        return any_kind(*ask.rule, [&](kinds::Kind const& kind) { return stall ? kind.roams : kind.premises; });
      }
      return std::ranges::any_of(candidate.kinds,
                                 [&](auto kind) { return std::ranges::binary_search(questions.kinds(ask), kind); });
    };
    if (candidate.access.edge != walk::none) {
      add(offers, {Means::candidate, i, candidate.at, candidate.access, {}}, questions.streets.goals(candidate.access),
          asks_where(questions, fits));
    }
  }
}

/// A box about the homes of a gap from within which they are reached: nobody walks faster than straight.
geo::Box box_about(Questions const& questions, standard::Gap const& gap, Rule const& rule) {
  geo::Box box;
  for (auto const home : gap.homes) {
    box.add(questions.city.homes[home].door);
  }
  auto const pace = reach::pace_of(questions.survey.walker);
  auto const metres = rule.limit * std::int64_t{pace.metres} / (std::int64_t{pace.seconds} * 10) + 1;
  return geo::widened(box, static_cast<double>(metres));
}

void add_fronts(Questions const& questions, std::span<standard::Gap const> gaps, std::size_t fronts, Millimetres every,
                std::vector<Offer>& offers) {
  std::vector<StreetPoint> points;
  for (std::uint32_t g = 0; g < std::min(gaps.size(), fronts); ++g) {
    auto const asks = asks_where(questions, [&](Ask const& ask) { return ask.asked.rule == gaps[g].rule; });
    if (asks.empty() || !any_kind(*questions.asks[asks.front()].rule, [](auto const& kind) { return kind.premises; })) {
      continue;
    }
    if (points.empty()) {
      points = street_points(questions.city.streets, every, questions.survey.walker.person);
    }
    auto const box = box_about(questions, gaps[g], *questions.asks[asks.front()].rule);
    for (auto const& point : points) {
      if (box.contains(point.at)) {
        offers.push_back(
            {{Means::front, walk::none, point.at, point.access, {}}, questions.streets.goals(point.access), asks, g});
      }
    }
  }
}

}  // namespace

std::vector<Offer> offers_for(Questions const& questions, std::span<standard::Gap const> gaps, std::size_t fronts,
                              Millimetres every) {
  std::vector<Offer> offers;
  add_outlets(questions, offers);
  add_candidates(questions, offers);
  add_fronts(questions, gaps, fronts, every, offers);
  return offers;
}

}  // namespace linquan::siting

#include <algorithm>
#include <map>
#include <utility>

#include "linquan/reach/serves.h"
#include "linquan/siting/remedies.h"
#include "remedy_ask.h"

namespace linquan::siting {
namespace {

bool is_closed(reach::Streets const& streets, std::vector<walk::EdgeIndex> const& edges) {
  return std::ranges::none_of(edges, [&](walk::EdgeIndex edge) {
    auto const& ends = streets.ends(edge);
    return ends.forward || ends.backward;
  });
}

/// Homes in any gap from which somebody walks through the open gate within the farthest limit: nobody else gains.
std::vector<std::uint32_t> homes_behind(Questions const& questions, reach::Streets const& opened,
                                        walk::Gate const& gate) {
  reach::Tenths farthest = 0;
  for (auto const& ask : questions.asks) {
    farthest = std::max(farthest, ask.rule->limit);
  }
  std::vector<reach::Place> doors;
  for (auto const edge : gate.edges) {
    doors.push_back(opened.place({edge, 0, 0}));
  }
  std::vector<std::uint32_t> behind;
  reach::ClienteleSearch search{opened, questions.homes};
  for (auto const& home : search.homes(doors, farthest)) {
    if (std::ranges::any_of(questions.asks, [&](Ask const& ask) { return ask.gap_of[home.home] != walk::none; })) {
      behind.push_back(home.home);
    }
  }
  std::ranges::sort(behind);
  return behind;
}

/// People by gap for whom the open gate brings outlets enough within the limit.
std::map<std::uint32_t, Millipersons> gains(Questions const& questions, reach::Streets const& opened,
                                            std::vector<std::uint32_t> const& behind) {
  std::vector<city::Home> some;
  for (auto const home : behind) {
    some.push_back(questions.city.homes[home]);
  }
  reach::Homes const seats{some, opened};
  SilentProgress silent;
  auto const table = reach::all_homes(opened, seats, questions.supply, {questions.survey.limits, false},
                                      {.threads = questions.threads}, silent);
  std::map<std::uint32_t, Millipersons> people;
  for (std::size_t i = 0; i < some.size(); ++i) {
    for (auto const& ask : questions.asks) {
      if (auto const gap = ask.gap_of[behind[i]]; gap != walk::none && is_near(ask, table, seats.seat(i))) {
        people[gap] += reach::people_of(some[i].people, ask.rule->people);
      }
    }
  }
  return people;
}

}  // namespace

std::vector<GateGain> gate_gains(Questions const& questions) {
  std::vector<GateGain> found;
  auto const& gates = questions.city.streets.gates;
  for (std::uint32_t i = 0; i < gates.size(); ++i) {
    if (gates[i].edges.empty() || !is_closed(questions.streets, gates[i].edges)) {
      continue;
    }
    auto opened = questions.streets;
    for (auto const edge : gates[i].edges) {
      opened.set_open(edge, true);
    }
    if (auto const behind = homes_behind(questions, opened, gates[i]); !behind.empty()) {
      for (auto const& [gap, people] : gains(questions, opened, behind)) {
        found.push_back({{standard::Means::gate, i, gates[i].at, {}, people}, gap});
      }
    }
  }
  return found;
}

}  // namespace linquan::siting

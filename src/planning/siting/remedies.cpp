#include "linquan/siting/remedies.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "linquan/base/share_out.h"
#include "linquan/reach/serves.h"
#include "linquan/standard/inside.h"
#include "linquan/standard/ratio.h"
#include "linquan/standard/walked.h"
#include "remedy_ask.h"

namespace linquan::siting {
namespace {

using standard::Gap;
using standard::Means;
using standard::Remedy;

constexpr std::size_t means_count = 6;

/// The best remedy of each means by gap: most people, the first one found where these are equal.
class Best {
 public:
  explicit Best(std::size_t gap_count) : best_(gap_count) {}

  void tell(std::size_t gap, Remedy const& remedy) {
    auto& best = best_[gap].at(static_cast<std::size_t>(remedy.means));
    if (remedy.people.count > 0 && (!best || remedy.people > best->people)) {
      best = remedy;
    }
  }
  void put(std::span<Gap> gaps) const {
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      gaps[i].remedies.clear();
      for (auto const& one : best_[i]) {
        if (one) {
          gaps[i].remedies.push_back(*one);
        }
      }
      std::ranges::stable_sort(gaps[i].remedies, {}, [](Remedy const& one) { return -one.people.count; });
    }
  }

 private:
  std::vector<std::array<std::optional<Remedy>, means_count>> best_;
};

class Finder {
 public:
  Finder(city::City const& city, standard::Standard const& standard, std::span<Gap> gaps, RemedyRequest const& request,
         Progress& progress)
      : city_{city}, standard_{standard}, gaps_{gaps}, request_{request}, progress_{progress}, best_{gaps.size()} {}

  Result<void> run() {
    for (auto const& survey : standard::surveys_of(city_, standard_, request_.asked.person)) {
      if (auto done = look(survey); !done) {
        return done;
      }
    }
    best_.put(gaps_);
    return {};
  }

 private:
  Result<void> look(standard::Survey const& survey) {
    auto asks = asks_of(survey);
    if (asks.empty()) {
      return {};
    }
    auto streets = standard::walked_streets(city_, survey.walker, request_.asked.edits);
    if (!streets) {
      return hand_on(streets);
    }
    reach::Homes homes{city_.homes, *streets};
    auto supply = standard::supply_of(city_, *streets, survey);
    Questions questions{city_,
                        survey,
                        std::move(*streets),
                        std::move(homes),
                        std::move(supply),
                        std::move(asks),
                        request_.asked.threads};
    look_at_ratios_and_counts(questions);
    try_offers(questions, offers_for(questions, gaps_, request_.fronts, request_.every));
    for (auto const& gain : gate_gains(questions)) {
      best_.tell(gain.gap, gain.remedy);
    }
    return progress_.stopped() ? Result<void>{refuse(ErrorKind::interrupted, "interrupted")} : Result<void>{};
  }

  [[nodiscard]] std::vector<Ask> asks_of(standard::Survey const& survey) const {
    std::vector<Ask> asks;
    for (auto const& asked : survey.asked) {
      Ask ask{&standard_.rules[asked.rule], asked, {}, {}};
      for (std::uint32_t g = 0; g < gaps_.size(); ++g) {
        if (gaps_[g].rule == asked.rule) {
          ask.gap_of.resize(city_.homes.size(), walk::none);
          std::ranges::for_each(gaps_[g].homes, [&](std::uint32_t home) { ask.gap_of[home] = g; });
        }
      }
      if (!ask.gap_of.empty()) {
        asks.push_back(std::move(ask));
      }
    }
    return asks;
  }

  /// One outlet more is enough for every home, unless a rule asks for several or for so many for the area's people.
  void look_at_ratios_and_counts(Questions& questions) {
    auto const plain = [](Ask const& ask) { return ask.rule->count == 1 && !ask.rule->ratio; };
    for (auto& ask : questions.asks) {
      ask.one_short.assign(city_.homes.size(), 1);
    }
    if (std::ranges::all_of(questions.asks, plain)) {
      return;
    }
    SilentProgress silent;
    auto const table = reach::all_homes(questions.streets, questions.homes, questions.supply,
                                        {questions.survey.limits, false}, {.threads = questions.threads}, silent);
    for (auto& ask : questions.asks) {
      if (ask.rule->count > 1) {
        for (std::size_t home = 0; home < city_.homes.size(); ++home) {
          auto const count = table.count(questions.homes.seat(home), ask.asked.column, ask.asked.limit);
          ask.one_short[home] = count + 1 >= ask.rule->count ? 1 : 0;
        }
      }
      if (ask.rule->ratio) {
        look_at_ratio(questions, ask, table);
      }
    }
  }

  /// Areas with too few outlets for their people need more of them, wherever these stand.
  void look_at_ratio(Questions const& questions, Ask& ask, reach::Table const& table) {
    if (inside_.empty()) {
      inside_ = standard::outlets_inside(city_);
    }
    auto const lacking = standard::outlets_lacking(city_, *ask.rule, inside_);
    std::map<std::uint32_t, Remedy> more;
    std::map<std::uint32_t, std::set<std::uint32_t>> areas;
    for (std::size_t home = 0; home < city_.homes.size(); ++home) {
      auto const area = standard::area_of(city_.homes[home], ask.rule->ratio->level);
      auto const gap = ask.gap_of[home];
      if (gap == walk::none || area == walk::none || lacking[area].value_or(0) == 0) {
        continue;
      }
      ask.gap_of[home] = walk::none;
      auto& remedy = more.try_emplace(gap, Remedy{Means::more, walk::none, {}, {}, {}, 0}).first->second;
      remedy.count += areas[gap].insert(area).second ? *lacking[area] : 0;
      if (is_near(ask, table, questions.homes.seat(home))) {
        remedy.people += reach::people_of(city_.homes[home].people, ask.rule->people);
      }
    }
    for (auto const& [gap, remedy] : more) {
      best_.tell(gap, remedy);
    }
  }

  void try_offers(Questions const& questions, std::vector<Offer> const& offers) {
    progress_.step("step_remedies", offers.size());
    std::vector<std::vector<std::pair<std::uint32_t, Millipersons>>> served(offers.size());
    share_out(offers.size(), questions.threads, progress_, [&] {
      return [&, search = reach::ClienteleSearch{questions.streets, questions.homes},
              people = std::vector<Millipersons>(gaps_.size())](std::size_t i) mutable {
        served[i] = try_offer(questions, offers[i], search, people);
      };
    });
    for (std::size_t i = 0; i < offers.size(); ++i) {
      for (auto const& [gap, people] : served[i]) {
        auto remedy = offers[i].remedy;
        remedy.people = people;
        best_.tell(gap, remedy);
      }
    }
  }

  /// People by gap whom the offer serves. `people` is scratch, all 0 before and after.
  static std::vector<std::pair<std::uint32_t, Millipersons>> try_offer(Questions const& questions, Offer const& offer,
                                                                       reach::ClienteleSearch& search,
                                                                       std::vector<Millipersons>& people) {
    reach::Tenths farthest = 0;
    for (auto const ask : offer.asks) {
      farthest = std::max(farthest, questions.asks[ask].rule->limit);
    }
    std::vector<std::uint32_t> touched;
    for (auto const& home : search.homes(offer.doors, farthest)) {
      for (auto const number : offer.asks) {
        auto const& ask = questions.asks[number];
        auto const gap = ask.gap_of[home.home];
        if (gap == walk::none || home.time > ask.rule->limit || ask.one_short[home.home] == 0 ||
            (offer.gap != walk::none && offer.gap != gap)) {
          continue;
        }
        if (people[gap].count == 0) {
          touched.push_back(gap);
        }
        people[gap] += reach::people_of(questions.city.homes[home.home].people, ask.rule->people);
      }
    }
    std::vector<std::pair<std::uint32_t, Millipersons>> served;
    for (auto const gap : touched) {
      served.emplace_back(gap, std::exchange(people[gap], {}));
    }
    return served;
  }

  city::City const& city_;
  standard::Standard const& standard_;
  std::span<Gap> gaps_;
  RemedyRequest const& request_;
  Progress& progress_;
  Best best_;
  std::vector<std::vector<std::uint32_t>> inside_;
};

}  // namespace

bool is_near(Ask const& ask, reach::Table const& table, reach::Seat seat) {
  return ask.rule->count == 1 ? table.nearest(seat, ask.asked.column) <= ask.rule->limit
                              : table.count(seat, ask.asked.column, ask.asked.limit) >= ask.rule->count;
}

Result<void> add_remedies(city::City const& city, standard::Standard const& standard, std::span<Gap> gaps,
                          RemedyRequest const& request, Progress& progress) {
  return Finder{city, standard, gaps, request, progress}.run();
}

}  // namespace linquan::siting

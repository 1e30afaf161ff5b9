#include "linquan/standard/assess.h"

#include <algorithm>
#include <optional>

#include "judge.h"
#include "kinds_here.h"
#include "linquan/base/ensure.h"
#include "linquan/base/share_out.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/reference.h"
#include "linquan/standard/inside.h"
#include "linquan/standard/ratio.h"
#include "linquan/standard/round.h"
#include "linquan/standard/survey.h"
#include "linquan/standard/walked.h"

namespace linquan::standard {
namespace {

/// What a home has of one rule's outlets.
struct Found {
  reach::Tenths nearest = reach::absent;
  std::uint32_t count = 0;  ///< within the rule's limit; only where the rule asks for several
};

/// Turns what the engine, or its twin, finds at the homes into verdicts.
class Judge {
 public:
  Judge(city::City const& city, Standard const& standard, AssessOptions const& options)
      : city_{city}, standard_{standard}, evidence_{city, options.strictness} {
    auto const ratio = [](Rule const& rule) { return rule.ratio.has_value(); };
    if (std::ranges::any_of(standard.rules, ratio)) {
      inside_ = outlets_inside(city);
    }
    findings_.person = options.person;
    findings_.rules.resize(standard.rules.size());
    for (std::uint32_t home = 0; home < city.homes.size(); ++home) {
      if (city.homes[home].access.edge == walk::none) {
        findings_.not_joined.push_back(home);
      }
    }
  }

  /// Touches its own rule's finding only: rules may be taken side by side.
  template <class FoundAt>
  void take(RuleIndex index, reach::Tenths horizon, FoundAt const& found_at) {
    auto const& rule = standard_.rules[index];
    auto& finding = findings_.rules[index];
    auto const here = kinds_here(city_, rule.kinds);
    auto const known = people_known(city_, rule.people);
    auto const ratios = rule.ratio ? ratio_verdicts(city_, rule, inside_) : std::vector<Verdict>{};
    finding.horizon = horizon;
    finding.nearest.assign(city_.homes.size(), reach::absent);
    finding.verdicts.assign(city_.homes.size(), Verdict::unknown);
    for (std::size_t home = 0; home < city_.homes.size(); ++home) {
      Found const found = found_at(home);
      finding.nearest[home] = found.nearest;
      if (city_.homes[home].access.edge == walk::none || !known) {
        continue;
      }
      auto const ratio = rule.ratio ? ratios[home] : Verdict::met;
      finding.verdicts[home] = judged(rule, found.nearest, found.count, ratio, [&] {
        return here.all_known && evidence_.basis(here.kinds, home) != Basis::none;
      });
    }
  }

  Findings& findings() { return findings_; }
  [[nodiscard]] Evidence const& evidence() const { return evidence_; }

 private:
  city::City const& city_;
  Standard const& standard_;
  Evidence evidence_;
  std::vector<std::vector<std::uint32_t>> inside_;
  Findings findings_;
};

}  // namespace

Result<Findings> assess(city::City const& city, Standard const& standard, AssessOptions const& options,
                        Progress& progress) {
  Judge judge{city, standard, options};
  WalkedBook book{city, options.edits};
  for (auto const& survey : surveys_of(city, standard, options.person)) {
    auto const made = book.of(survey.walker);
    if (!made) {
      return tl::unexpected<Error>{made.error()};
    }
    auto const& streets = (*made)->streets;
    auto const& homes = (*made)->homes;
    auto const supply = supply_of(city, streets, survey);
    auto const table =
        reach::all_homes(streets, homes, supply, {survey.limits, false}, {.threads = options.threads}, progress);
    if (progress.stopped()) {
      return refuse(ErrorKind::interrupted, "interrupted");
    }
    share_out(survey.asked.size(), options.threads, [&](std::size_t i) {
      auto const& asked = survey.asked[i];
      judge.take(asked.rule, survey.limits.farthest(), [&](std::size_t home) {
        auto const seat = homes.seat(home);
        return Found{table.nearest(seat, asked.column), table.count(seat, asked.column, asked.limit)};
      });
    });
  }
  if (standard.round) {
    auto round = round_verdicts(city, *standard.round, judge.evidence(), options, book, progress);
    if (!round) {
      return hand_on(round);
    }
    judge.findings().round = std::move(*round);
  }
  return std::move(judge.findings());
}

Findings assess_plainly(city::City const& city, Standard const& standard, AssessOptions const& options) {
  Judge judge{city, standard, options};
  for (auto const& survey : surveys_of(city, standard, options.person)) {
    auto const made = walked_streets(city, survey.walker, options.edits);
    ensure(made.has_value(), "the edits fit the city");
    auto const& streets = *made;
    auto const supply = supply_of(city, streets, survey);
    reach::Reference reference{streets};
    std::vector<std::vector<reach::Reached>> reached;
    for (auto const& home : city.homes) {
      auto const place = streets.place(home.access);
      reached.push_back(place.edge == walk::none ? std::vector<reach::Reached>(supply.column_count())
                                                 : reference.answer(supply, place, survey.limits));
    }
    for (auto const& asked : survey.asked) {
      judge.take(asked.rule, survey.limits.farthest(), [&](std::size_t home) {
        auto const& found = reached[home][asked.column];
        return Found{found.nearest.empty() ? reach::absent : found.nearest.front().time, found.counts.at(asked.limit)};
      });
    }
  }
  if (standard.round) {
    judge.findings().round = round_verdicts_plainly(city, *standard.round, judge.evidence(), options);
  }
  return std::move(judge.findings());
}

}  // namespace linquan::standard

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/scenario.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

struct LiveBody;

/// A standard, asked of every home of a city for one person, and brought forward edit by edit.
///
/// A value that never changes: after() gives another state, which shares with this one all that the edits do not touch.
/// Every state says, bit by bit, what assess(), score() and gaps() say of the city as the edits leave it. Copies cost a
/// pointer; any number of threads may ask one state, and bring it forward, at once.
class Live {
 public:
  /// Asks everything once. `city` is held for as long as a state that stems from here: its homes, areas, gates and
  /// streets are those of all of them, its outlets only the first ones. `options.edits` are the first street_edits().
  ///
  /// Refuses as assess() does.
  static Result<Live> of(std::shared_ptr<city::City const> city, Standard standard, AssessOptions const& options,
                         Progress& progress);

  /// The state once all of `edits` are made, in their order: many at once cost less than one by one.
  ///
  /// A PutOutlet whose outlet is there already says its new form: moved, other hours, other kinds (by the city's table
  /// of kinds). Edits of gates and streets stand behind street_edits(); one that is taken back is asked of a state from
  /// before it.
  /// not_found, bad_input   as reach::Scenario::add() refuses; then nothing is changed
  [[nodiscard]] Result<Live> after(std::span<reach::Edit const> edits) const;

  /// As it was given to of().
  [[nodiscard]] city::City const& city() const;
  [[nodiscard]] Standard const& standard() const;
  [[nodiscard]] persons::Person const& person() const;
  /// Those of gates and streets, in the order in which they were made.
  [[nodiscard]] std::span<reach::Edit const> street_edits() const;

  [[nodiscard]] Verdict verdict(RuleIndex rule, std::uint32_t home) const;
  /// To the nearest outlet in the rule's unit, as Finding::nearest has it.
  [[nodiscard]] reach::Tenths nearest(RuleIndex rule, std::uint32_t home) const;
  /// Of the round; `unknown` where the standard has none.
  [[nodiscard]] Verdict round(std::uint32_t home) const;
  /// The home's own people, as Score::needs counts those of an area.
  [[nodiscard]] Needs needs(std::uint32_t home) const;

  [[nodiscard]] Score const& score() const;
  /// Of an area by its index in City::areas.
  [[nodiscard]] Score const& score_of_area(std::uint32_t area) const;
  /// Of what lies in no area of a level.
  [[nodiscard]] Score const& score_outside(city::AreaLevel level) const;

  /// Everything at once, for reports: as assess(), score() and gaps() give it.
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] Scores scores() const;
  [[nodiscard]] std::vector<Gap> gaps(city::AreaLevel level) const;

  /// Homes, ascending, with another verdict or nearest of any rule, or another verdict of the round. Looks only at what
  /// the two do not share; both stem from one of().
  [[nodiscard]] static std::vector<std::uint32_t> differing(Live const& a, Live const& b);

 private:
  explicit Live(std::shared_ptr<LiveBody const> body);

  std::shared_ptr<LiveBody const> body_;
};

}  // namespace linquan::standard

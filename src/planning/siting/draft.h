#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "choice.h"
#include "problem.h"
#include "serving.h"
#include "watch.h"

namespace linquan::siting {

/// A set of options and what it serves.
struct Found {
  std::vector<OptionIndex> chosen;
  std::int64_t served = 0;
};

/// A choice that is being worked on, with what it serves, kept together.
class Draft {
 public:
  explicit Draft(Problem const& problem);

  [[nodiscard]] Problem const& problem() const { return *problem_; }
  [[nodiscard]] Choice const& choice() const { return choice_; }
  [[nodiscard]] Serving& serving() { return *serving_; }
  /// The quick one, or nullptr where capacities bind.
  [[nodiscard]] Cover* cover() { return cover_; }
  /// By option, what it could serve alone.
  [[nodiscard]] std::span<std::int64_t const> alone() const { return alone_; }

  void add(OptionIndex option);
  void remove(OptionIndex option);
  void clear();
  void load(std::span<OptionIndex const> options);
  [[nodiscard]] Found found() const;

 private:
  Problem const* problem_;
  Choice choice_;
  std::unique_ptr<Serving> serving_;
  Cover* cover_;
  std::vector<std::int64_t> alone_;
};

/// What greedy looks at.
enum class Greed : std::uint8_t { gain, gain_per_cost };

/// Adds what gains most, again and again, until nothing more may be added or gains anything. Lazy: a gain is counted
/// anew only when the option stands first, since gains only shrink.
void fill(Draft& draft, std::span<OptionIndex const> candidates, Greed greed, Watch& watch);

/// Exchanges one chosen option for a candidate as long as that serves more.
void improve(Draft& draft, std::span<OptionIndex const> candidates, Watch& watch);

/// The options in the order in which each next one gains most, with what each gains; without those that gain nothing.
std::vector<std::pair<OptionIndex, std::int64_t>> in_order(Problem const& problem, std::span<OptionIndex const> chosen);

}  // namespace linquan::siting

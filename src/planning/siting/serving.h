#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "linquan/siting/coverage.h"

namespace linquan::siting {

struct Problem;

/// The weight that the chosen options serve together.
class Serving {
 public:
  Serving() = default;
  Serving(Serving const&) = delete;
  Serving& operator=(Serving const&) = delete;
  Serving(Serving&&) = delete;
  Serving& operator=(Serving&&) = delete;
  virtual ~Serving() = default;

  [[nodiscard]] std::int64_t served() const { return served_; }
  /// What adding the option would serve besides; never more after others were added.
  [[nodiscard]] virtual std::int64_t gain(OptionIndex option) = 0;
  virtual void add(OptionIndex option) = 0;
  virtual void remove(OptionIndex option) = 0;

 protected:
  std::int64_t served_ = 0;
};

/// Without capacities: a demand is served as soon as one chosen option covers it.
class Cover final : public Serving {
 public:
  explicit Cover(Problem const& problem);

  [[nodiscard]] std::int64_t gain(OptionIndex option) override;
  void add(OptionIndex option) override;
  void remove(OptionIndex option) override;

  /// What is lost when a chosen option goes.
  [[nodiscard]] std::int64_t loss(OptionIndex option) const { return loss_[option]; }
  /// As gain(), and puts into `shared`, by chosen option, what it alone serves of the same demands. `touched` receives
  /// the options whose entry is not 0.
  std::int64_t gain_beside(OptionIndex option, std::vector<std::int64_t>& shared,
                           std::vector<OptionIndex>& touched) const;

 private:
  struct Demand {
    std::int64_t weight = 0;
    std::uint32_t count = 0;  ///< chosen options that cover it
    OptionIndex owner = 0;    ///< all of them, by exclusive or: with a count of 1 it is that one
  };

  Problem const* problem_;
  std::vector<Demand> demands_;
  std::vector<std::int64_t> loss_;
};

/// With capacities: the largest flow from demands to chosen options. A demand may be served in part by several.
class Flow final : public Serving {
 public:
  explicit Flow(Problem const& problem);

  [[nodiscard]] std::int64_t gain(OptionIndex option) override;
  void add(OptionIndex option) override;
  void remove(OptionIndex option) override;

 private:
  /// Who serves how much of a demand.
  struct Part {
    OptionIndex option = 0;
    std::int64_t amount = 0;
  };
  /// One thing done: `option` serves so much more of the demand.
  struct Step {
    DemandIndex demand = 0;
    OptionIndex option = 0;
    std::int64_t amount = 0;
  };
  static constexpr OptionIndex nobody = UINT32_MAX;  ///< serves what is left over

  [[nodiscard]] std::int64_t amount(DemandIndex demand, OptionIndex option) const;
  void give(DemandIndex demand, OptionIndex option, std::int64_t amount);
  void move(DemandIndex demand, OptionIndex from, OptionIndex to, std::int64_t amount);
  std::int64_t pull(OptionIndex option, std::int64_t wanted);
  std::int64_t pull_from_others(OptionIndex option, DemandIndex demand, std::int64_t wanted);
  std::int64_t fill(OptionIndex option, std::int64_t room);

  Problem const* problem_;
  std::vector<std::int64_t> left_;        ///< by demand, what nobody serves yet
  std::vector<std::vector<Part>> parts_;  ///< by demand
  std::vector<std::int64_t> room_;        ///< by option, of its capacity
  std::vector<OptionIndex> chosen_;
  std::vector<std::uint32_t> seen_;  ///< by option, the search that met it last
  std::uint32_t search_ = 0;
  std::vector<Step> steps_;  ///< since gain() began, to be undone
};

/// The one that the problem needs.
std::unique_ptr<Serving> make_serving(Problem const& problem);

}  // namespace linquan::siting

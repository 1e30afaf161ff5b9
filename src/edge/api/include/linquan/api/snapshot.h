#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/answers/circle.h"
#include "linquan/answers/sight.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/walker.h"
#include "linquan/standard/evaluation.h"

namespace linquan::api {

/// A city as it is at one moment, and what was worked out of it so far. The city never changes; what is worked out is
/// kept. For many threads.
class Snapshot {
 public:
  explicit Snapshot(city::City city);
  Snapshot(Snapshot const&) = delete;
  Snapshot& operator=(Snapshot const&) = delete;
  Snapshot(Snapshot&&) = delete;
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

  [[nodiscard]] city::City const& city() const { return city_; }

  /// The city as a walker finds it at any hour; made when it is first asked for.
  [[nodiscard]] answers::Sight const& sight(reach::Walker const& walker) const;

  /// Runs `use` with a finder that nobody else uses meanwhile.
  void with_finder(answers::Sight const& sight, std::function<void(answers::CircleFinder&)> const& use) const;

  /// A city under a standard, with the gaps of one level. Good as long as the snapshot.
  struct Judged {
    standard::Evaluation const& evaluation;
    city::AreaLevel level;
    std::shared_ptr<std::vector<standard::Gap> const> gaps;
  };
  /// What is asked of a standard.
  struct Asked {
    std::string standard;
    std::string person;
    std::optional<city::AreaLevel> level;  ///< nullopt: the one by which gaps are told
    std::size_t remedies = 0;              ///< so many gaps, the first ones, know what would change them
  };
  /// Worked out when it is first asked for, once for each standard and person.
  ///
  /// usage   `standard_unknown`, `person_unknown`
  /// busy    `evaluation_running`: somebody else has just asked
  [[nodiscard]] Result<Judged> judged(Asked const& asked) const;

 private:
  struct Seen;
  struct Evaluations;

  Seen& seen(reach::Walker const& walker) const;

  city::City city_;
  mutable std::mutex mutex_;
  mutable std::map<std::pair<std::string, reach::Unit>, std::unique_ptr<Seen>> seen_;
  mutable std::map<std::pair<std::string, std::string>, std::unique_ptr<Evaluations>> evaluations_;
};

/// The snapshot that is answered from; none until the city is loaded. Swapped whole.
class Current {
 public:
  void set(std::shared_ptr<Snapshot const> snapshot);
  /// Null: not yet.
  [[nodiscard]] std::shared_ptr<Snapshot const> get() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<Snapshot const> snapshot_;
};

}  // namespace linquan::api

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/circles/brand.h"
#include "linquan/circles/circle.h"
#include "linquan/circles/decide.h"
#include "linquan/circles/plan.h"
#include "linquan/circles/year.h"

namespace linquan::circles {

/// A circle as it is, and which of its versions that is.
struct Kept {
  std::uint64_t version = 0;
  Circle circle;
  friend bool operator==(Kept const&, Kept const&) = default;
};

/// One step in a circle's history.
struct Version {
  std::uint64_t version = 0;
  std::chrono::sys_seconds made_at;
  std::optional<identity::AccountId> made_by;  ///< nullopt: the city file
  std::string command;
  State state = State::planned;  ///< after it
  std::string reason;
  friend bool operator==(Version const&, Version const&) = default;
};

struct KeptPlan {
  std::uint64_t version = 0;
  Plan plan;
  friend bool operator==(KeptPlan const&, KeptPlan const&) = default;
};

/// What the programme wants stored. Every function belongs to the unit of work that it is given; whoever calls those
/// that write has checked the right to.
class Circles {
 public:
  Circles() = default;
  Circles(Circles const&) = delete;
  Circles& operator=(Circles const&) = delete;
  Circles(Circles&&) = delete;
  Circles& operator=(Circles&&) = delete;
  virtual ~Circles() = default;

  /// Stores those of whose number and code there is none yet. How many.
  virtual std::uint64_t seed(UnitOfWork& work, std::vector<Circle> const& circles) = 0;
  /// All, by code.
  virtual std::vector<Kept> all(UnitOfWork& work) = 0;
  /// The state of each, by code.
  virtual std::vector<std::pair<std::string, State>> states(UnitOfWork& work) = 0;
  /// not_found   `living_circle_unknown`
  virtual Result<Kept> find(UnitOfWork& work, CircleId id) = 0;
  /// Decides the command and stores what it comes to, where the circle is still at the version `seen`.
  ///
  /// conflict    `living_circle_changed`; `living_circle_code_taken`
  /// Refuses as decide() does.
  virtual Result<Kept> carry_out(UnitOfWork& work, CircleId id, std::optional<std::uint64_t> seen,
                                 Command const& command, Actor const& actor, std::chrono::sys_days today) = 0;
  /// Newest first.
  virtual std::vector<Version> versions(UnitOfWork& work, CircleId id) = 0;

  virtual std::vector<KeptPlan> plans(UnitOfWork& work, CircleId id) = 0;  ///< newest year first
  /// Puts the plan in the place of the year's, which is at the version `seen`; 0: there is none yet.
  ///
  /// conflict    `living_circle_changed`
  virtual Result<KeptPlan> set_plan(UnitOfWork& work, CircleId id, std::uint64_t seen, Plan const& plan,
                                    identity::AccountId by) = 0;

  virtual std::vector<Survey> surveys(UnitOfWork& work, CircleId id) = 0;  ///< newest first
  virtual void add_survey(UnitOfWork& work, CircleId id, Survey const& survey, identity::AccountId by) = 0;
  /// The newest survey of every circle that has one.
  virtual std::vector<std::pair<CircleId, Survey>> newest_surveys(UnitOfWork& work) = 0;

  virtual std::vector<Year> years(UnitOfWork& work, CircleId id) = 0;  ///< newest first
  /// conflict    `circle_year_frozen` {year}: what was frozen stays
  virtual Result<void> freeze(UnitOfWork& work, CircleId id, Year const& year) = 0;

  virtual std::vector<Brand> brands(UnitOfWork& work) = 0;  ///< by district; with their boards, by id
  /// Puts name and logo in the place of the district's; its boards stay.
  virtual void set_brand(UnitOfWork& work, Brand const& brand, identity::AccountId by) = 0;
  /// A new board, or one in the place of its own number.
  ///
  /// not_found   `brand_unknown` {district}: it has no brand, or the board is another district's
  virtual Result<void> set_board(UnitOfWork& work, std::string const& district, Board const& board,
                                 identity::AccountId by) = 0;
};

}  // namespace linquan::circles

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "linquan/base/clock.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/store/url.h"

namespace linquan::store {

struct Options {
  std::size_t group_max = 32;                ///< SQLite: so many writes share one fsync
  std::size_t queue_max = 1024;              ///< SQLite: so many writes may wait
  std::size_t sessions = 4;                  ///< SQLite: readers; PostgreSQL: all connections
  std::chrono::milliseconds wait_max{2000};  ///< for a free session
  std::size_t attempts_max = 20;             ///< PostgreSQL: runs of one write that meets others
  std::optional<std::uint64_t> server = {};  ///< 0…1023, part of every id; nullopt: the first free one
};

/// The one place where the platform's state lives.
class Store {
 public:
  Store() = default;
  Store(Store const&) = delete;
  Store& operator=(Store const&) = delete;
  Store(Store&&) = delete;
  Store& operator=(Store&&) = delete;
  virtual ~Store() = default;

  /// One use case as one transaction; back only when it is durable.
  ///
  /// `use_case` takes a UnitOfWork& and returns a Result. It may run several times and in another thread, so it has no
  /// effect beside the database, and captures what it needs. A refusal undoes what it wrote, and is handed on.
  ///
  /// busy       `store_busy`: too many wait already; `store_stopping`: the server is going down
  /// busy       `store_contended`: others were first every time
  /// throws     Failure; whatever `use_case` throws, after undoing what it wrote
  template <class UseCase>
  auto write(UseCase&& use_case) {
    return kept(use_case, [&](Step const& step) { return run_write(step); });
  }

  /// The same for questions: a consistent view of what is stored, which others' writes do not disturb.
  template <class UseCase>
  auto read(UseCase&& use_case) {
    return kept(use_case, [&](Step const& step) { return run_read(step); });
  }

  /// Takes no more work, finishes what waits, leaves a tidy database. The destructor does the same.
  virtual void stop() = 0;

  /// This server's number among those on one database.
  [[nodiscard]] virtual std::uint64_t server() const = 0;

 protected:
  using Step = std::function<Result<void>(UnitOfWork&)>;
  virtual Result<void> run_write(Step const& step) = 0;
  virtual Result<void> run_read(Step const& step) = 0;

 private:
  template <class UseCase, class Run>
  static auto kept(UseCase& use_case, Run const& run) {
    using Answer = std::invoke_result_t<UseCase&, UnitOfWork&>;
    if constexpr (std::is_void_v<typename Answer::value_type>) {
      return Answer{run([&](UnitOfWork& work) -> Result<void> { return use_case(work); })};
    } else {
      std::optional<typename Answer::value_type> value;
      auto done = run([&](UnitOfWork& work) -> Result<void> {
        value.reset();
        auto answer = use_case(work);
        if (!answer) {
          return hand_on(answer);
        }
        value.emplace(std::move(*answer));
        return {};
      });
      return done ? Answer{std::move(*value)} : Answer{tl::unexpected<Error>{std::move(done).error()}};
    }
  }
};

/// Opens the database, makes it where it is missing, and brings it up to this program.
///
/// `clock` must outlive the store.
///
/// conflict   `store_served`: another server has this SQLite file, or this number on PostgreSQL
/// bad_input  `store_newer`, `store_migration_changed`: not a database of this program's past
/// machine    `store_unreachable`: no such server, no right, no room, no SQLite file
Result<std::unique_ptr<Store>> open(Url const& url, Clock const& clock, Options const& options = {});

}  // namespace linquan::store

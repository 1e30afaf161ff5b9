#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "linquan/store/url.h"
#include "value.h"

namespace linquan::store {

/// One SQL text for both engines. `columns` says of each column of its answer whether it is a number or a text: "nnt".
///
/// Places are named (`:id`) and filled in the order in which they stand; a name stands once in a text.
struct Text {
  std::string_view sql;
  std::string_view columns;
};

/// One session with the database; statements are prepared once and kept. Used by one thread at a time.
///
/// Everything throws Failure where the database does not do what it is asked.
class Sql {
 public:
  enum class Access : std::uint8_t { write, read };

  Sql(Url const& url, Access access);
  Sql(Sql const&) = delete;
  Sql& operator=(Sql const&) = delete;
  Sql(Sql&&) = delete;
  Sql& operator=(Sql&&) = delete;
  ~Sql();

  using Values = std::initializer_list<Value>;

  void run(std::string_view sql, Values values = {});
  /// The first row; for a write with RETURNING, whether anything was written.
  std::optional<Row> one(Text const& text, Values values = {});
  std::vector<Row> all(Text const& text, Values values = {});
  /// A statement that is not worth keeping: of the schema, of transactions with words that change.
  void at_once(std::string_view sql);

  [[nodiscard]] Engine engine() const { return engine_; }
  /// Forgets what is prepared: after an error of the engine nothing prepared is to be trusted.
  void forget_prepared();
  /// Whether anything failed since begun(): a transaction in which something failed is never committed.
  [[nodiscard]] bool failed() const { return failed_; }
  void begun() { failed_ = false; }
  /// Prepares every text anew; for the benchmark that tells what keeping is worth.
  void keep_nothing() { keeps_ = false; }

 private:
  struct Session;
  struct Prepared;
  Prepared& prepared(Text const& text, Values values);
  bool execute(Prepared& statement, Values values);
  template <class Talk>
  auto guarded(Talk const& talk);

  Engine engine_;
  bool keeps_ = true;
  bool failed_ = false;
  std::unique_ptr<Session> session_;
};

}  // namespace linquan::store

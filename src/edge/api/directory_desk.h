#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "linquan/api/routes.h"
#include "linquan/base/result.h"
#include "linquan/directory/outlets.h"
#include "linquan/directory/passages.h"
#include "linquan/directory/use.h"
#include "linquan/http/request.h"
#include "linquan/identity/use.h"

/// What every write to the directory does alike.
namespace linquan::api {

/// The directory behind the routes that change it, and what follows its log.
class DirectoryDesk {
 public:
  explicit DirectoryDesk(Context const& context);

  [[nodiscard]] Context const& context() const { return context_; }
  [[nodiscard]] directory::Outlets& outlets() const { return *outlets_; }
  [[nodiscard]] directory::Passages& passages() const { return *passages_; }
  /// The date on the city's calendars.
  [[nodiscard]] std::chrono::sys_days today() const;

  /// What a write came to, and the change by which it holds; none where it waits.
  struct Done {
    nlohmann::ordered_json answer;
    std::optional<std::uint64_t> change;
  };
  /// A write as written() makes it; answered only when circles and search have its change.
  Result<http::Answer> write(http::Request const& request,
                             std::function<Result<Done>(UnitOfWork&, identity::Asker const&)> const& act) const;

  /// The outlet as it is shown: its entry, its version, and what circles know of it.
  [[nodiscard]] nlohmann::ordered_json shown(directory::Kept const& kept) const;

 private:
  Context context_;
  std::unique_ptr<directory::Outlets> outlets_;
  std::unique_ptr<directory::Passages> passages_;
};

/// Who acts, with what they may do.
directory::Actor actor_of(identity::Asker const& asker);

/// The number of the path, or a refusal with this code.
///
/// not_found   `code` {id}
Result<std::uint64_t> number_at(http::Request const& request, std::string_view name, std::string_view code);

/// A whole number of the query within bounds; `otherwise` where it is not there.
///
/// usage   what parse_number() refuses
Result<std::uint64_t> number_asked(http::Request const& request, std::string_view name, std::uint64_t low,
                                   std::uint64_t high, std::uint64_t otherwise);

}  // namespace linquan::api

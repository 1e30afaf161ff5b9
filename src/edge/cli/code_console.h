#pragma once

#include <string_view>

#include "commands.h"
#include "linquan/identity/ports.h"

namespace linquan::cli {

/// Where no gateway for text messages is connected: codes go to standard error, where the operator reads them. Of the
/// telephone only its ends are shown.
class CodeConsole final : public identity::Sender {
 public:
  /// Borrows the console for its whole life.
  explicit CodeConsole(Console const& console) : console_{console} {}
  Result<void> send(std::string_view telephone, std::string_view code) override;

 private:
  Console const& console_;
};

}  // namespace linquan::cli

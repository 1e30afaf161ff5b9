#pragma once

#include <cstdint>
#include <string_view>

namespace linquan {

/// What long work reports to and asks whether to go on. Handed in; long work knows no terminal.
class Progress {
 public:
  Progress() = default;
  Progress(Progress const&) = delete;
  Progress& operator=(Progress const&) = delete;
  Progress(Progress&&) = delete;
  Progress& operator=(Progress&&) = delete;
  virtual ~Progress() = default;

  /// A new step begins. `code` names a sentence in i18n; `total` is its amount of work, 0 where nobody knows.
  virtual void step(std::string_view code, std::uint64_t total) = 0;
  /// So much of the step's work is done. Cheap: may be called often.
  virtual void advance(std::uint64_t done) = 0;
  /// True once the user has asked to stop; long work then returns ErrorKind::interrupted.
  [[nodiscard]] virtual bool stopped() const = 0;
};

/// Says nothing and never stops.
class SilentProgress final : public Progress {
 public:
  void step(std::string_view /*code*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*done*/) override {}
  [[nodiscard]] bool stopped() const override { return false; }
};

}  // namespace linquan

#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "linquan/base/progress.h"
#include "messages.h"

namespace linquan::cli {

/// How TerminalProgress shows its work; handed in so that tests own the time and the terminal.
struct TerminalStyle {
  enum class Form : std::uint8_t {
    bar,    ///< one line that is redrawn
    lines,  ///< a line now and then, for logs
    quiet,
  };
  Form form = Form::lines;
  std::function<std::chrono::steady_clock::time_point()> now = [] { return std::chrono::steady_clock::now(); };
  std::function<bool()> stopped = [] { return false; };
};

/// Bar where `err` is a terminal, lines elsewhere.
TerminalStyle::Form form_for(std::FILE* err);

/// Shows progress on standard error, with the time that is left of the step; answers whether the user asked to stop.
class TerminalProgress final : public Progress {
 public:
  TerminalProgress(std::FILE* err, Messages const& messages, TerminalStyle style);
  TerminalProgress(TerminalProgress const&) = delete;
  TerminalProgress& operator=(TerminalProgress const&) = delete;
  TerminalProgress(TerminalProgress&&) = delete;
  TerminalProgress& operator=(TerminalProgress&&) = delete;
  ~TerminalProgress() override;

  void step(std::string_view code, std::uint64_t total) override;
  void advance(std::uint64_t done) override;
  [[nodiscard]] bool stopped() const override { return style_.stopped(); }
  /// Takes the bar off the screen so that other text can be written.
  void clear();

 private:
  using Time = std::chrono::steady_clock::time_point;
  void show(std::uint64_t done, Time now);
  [[nodiscard]] std::string time_left(std::uint64_t done, Time now) const;

  std::FILE* err_;
  Messages const& messages_;
  TerminalStyle style_;
  std::mutex mutex_;
  std::string sentence_;
  std::uint64_t total_ = 0;
  Time step_began_;
  Time last_shown_;
  bool shown_ = false;  ///< anything at all
  bool bar_drawn_ = false;
};

}  // namespace linquan::cli

#include "terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace linquan::cli {
namespace {

constexpr std::uint64_t bar_cells = 24;
constexpr std::chrono::milliseconds bar_pause{100};
constexpr std::chrono::seconds line_pause{3};
/// Before so much time has passed an estimate of the rest is a guess.
constexpr std::chrono::seconds estimate_after{1};

std::string bar_of(std::uint64_t done, std::uint64_t total) {
  auto const full = bar_cells * done / total;
  return fmt::format("[{:#<{}}{:.<{}}]", "", full, "", bar_cells - full);
}

}  // namespace

TerminalStyle::Form form_for(std::FILE* err) {
  return ::isatty(::fileno(err)) == 1 ? TerminalStyle::Form::bar : TerminalStyle::Form::lines;
}

TerminalProgress::TerminalProgress(std::FILE* err, Messages const& messages, TerminalStyle style)
    : err_{err}, messages_{messages}, style_{std::move(style)} {}

TerminalProgress::~TerminalProgress() {
  clear();
}

void TerminalProgress::step(std::string_view code, std::uint64_t total) {
  if (style_.form == TerminalStyle::Form::quiet) {
    return;
  }
  std::scoped_lock const lock{mutex_};
  sentence_ = messages_.say(code);
  total_ = total;
  step_began_ = style_.now();
  if (style_.form == TerminalStyle::Form::bar || !shown_ || step_began_ - last_shown_ >= line_pause) {
    show(0, step_began_);
  }
}

void TerminalProgress::advance(std::uint64_t done) {
  if (style_.form == TerminalStyle::Form::quiet) {
    return;
  }
  std::unique_lock const lock{mutex_, std::try_to_lock};
  if (!lock.owns_lock()) {
    return;  // Another thread is just showing: its figure is as good as ours.
  }
  auto const now = style_.now();
  auto const pause = style_.form == TerminalStyle::Form::bar ? std::chrono::milliseconds{bar_pause} : line_pause;
  if (now - last_shown_ >= pause) {
    show(done, now);
  }
}

void TerminalProgress::clear() {
  std::scoped_lock const lock{mutex_};
  if (std::exchange(bar_drawn_, false)) {
    std::fputs("\r\x1b[K", err_);
    std::fflush(err_);
  }
}

void TerminalProgress::show(std::uint64_t done, Time now) {
  std::string text = sentence_;
  if (total_ > 0) {
    done = std::min(done, total_);
    auto const percent = static_cast<std::uint64_t>(100.0 * static_cast<double>(done) / static_cast<double>(total_));
    auto const bar = style_.form == TerminalStyle::Form::bar ? bar_of(done, total_) + " " : std::string{};
    text = fmt::format("{}  {}{} %{}", sentence_, bar, percent, time_left(done, now));
  }
  if (style_.form == TerminalStyle::Form::bar) {
    std::fputs(("\r" + text + "\x1b[K").c_str(), err_);
    bar_drawn_ = true;
  } else {
    std::fputs((text + "\n").c_str(), err_);
  }
  std::fflush(err_);
  shown_ = true;
  last_shown_ = now;
}

std::string TerminalProgress::time_left(std::uint64_t done, Time now) const {
  auto const elapsed = now - step_began_;
  if (done == 0 || done >= total_ || elapsed < estimate_after) {
    return {};
  }
  auto const seconds =
      std::chrono::duration<double>(elapsed).count() * static_cast<double>(total_ - done) / static_cast<double>(done);
  auto const whole = static_cast<std::uint64_t>(seconds) + 1;
  auto const text = whole < 90 ? messages_.say("duration_seconds", {{"n", fmt::to_string(whole)}})
                               : messages_.say("duration_minutes", {{"n", fmt::to_string((whole + 59) / 60)}});
  return "  " + messages_.say("progress_left", {{"duration", text}});
}

}  // namespace linquan::cli

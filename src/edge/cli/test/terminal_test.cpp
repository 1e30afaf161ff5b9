#include "terminal.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "fixtures.h"
#include "messages.h"

namespace linquan::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Display {
 public:
  explicit Display(TerminalStyle::Form form)
      : progress{capture.file(),
                 messages,
                 {.form = form, .now = [this] { return now; }, .stopped = [this] { return stop; }}} {}

  Capture capture;
  Messages messages{Language::en};
  std::chrono::steady_clock::time_point now{seconds{1000}};
  bool stop = false;
  TerminalProgress progress;
};

TEST(ProgressLines, ComeAtMostEveryThreeSeconds) {
  Display display{TerminalStyle::Form::lines};
  display.progress.step("step_open", 100);
  for (int done = 1; done <= 70; ++done) {
    display.now += milliseconds{100};
    display.progress.advance(static_cast<std::uint64_t>(done));
  }
  EXPECT_EQ(display.capture.text(),
            "Opening the city file  0 %\n"
            "Opening the city file  30 %  about 8 s left\n"
            "Opening the city file  60 %  about 5 s left\n");
}

TEST(ProgressLines, LeaveOutStepsThatFollowAtOnce) {
  Display display{TerminalStyle::Form::lines};
  display.progress.step("step_open", 0);
  display.progress.step("step_route", 0);
  display.now += seconds{3};
  display.progress.step("step_save", 0);
  EXPECT_EQ(display.capture.text(), "Opening the city file\nWriting the city file\n");
}

TEST(ProgressBar, IsRedrawnOnItsLineAndTakenAway) {
  Display display{TerminalStyle::Form::bar};
  display.progress.step("step_open", 4);
  display.now += seconds{200};
  display.progress.advance(2);
  display.progress.clear();
  display.progress.clear();
  EXPECT_EQ(display.capture.text(),
            "\rOpening the city file  [........................] 0 %\x1b[K"
            "\rOpening the city file  [############............] 50 %  about 4 min left\x1b[K"
            "\r\x1b[K");
}

TEST(ProgressBar, NeverShowsMoreThanAll) {
  Display display{TerminalStyle::Form::bar};
  display.progress.step("step_open", 2);
  display.now += seconds{2};
  display.progress.advance(5);
  EXPECT_NE(display.capture.text().find("] 100 %\x1b"), std::string::npos);
}

TEST(Progress, IsQuietWhereAsked) {
  Display display{TerminalStyle::Form::quiet};
  display.progress.step("step_open", 4);
  display.now += seconds{9};
  display.progress.advance(2);
  EXPECT_EQ(display.capture.text(), "");
}

TEST(Progress, PassesOnTheWishToStop) {
  Display display{TerminalStyle::Form::quiet};
  EXPECT_FALSE(display.progress.stopped());
  display.stop = true;
  EXPECT_TRUE(display.progress.stopped());
}

TEST(Progress, ShowsLinesWhereThereIsNoTerminal) {
  Capture const file;
  EXPECT_EQ(form_for(file.file()), TerminalStyle::Form::lines);
}

}  // namespace
}  // namespace linquan::cli

#include "needs_words.h"

#include <fmt/format.h>

#include "palette.h"

namespace linquan::report {
namespace {

std::string percent(double share) {
  return fmt::format("{:.0f}", share * 100);
}

}  // namespace

std::string class_text(NeedsClass served, words::Messages const& messages) {
  switch (served) {
    case NeedsClass::passed:
      return messages.say("report_class_from", {{"low", percent(pass_mark)}});
    case NeedsClass::near:
      return messages.say("report_class_between", {{"low", percent(class_middle)}, {"high", percent(pass_mark)}});
    case NeedsClass::far:
      return messages.say("report_class_between", {{"low", percent(class_low)}, {"high", percent(class_middle)}});
    case NeedsClass::farthest:
      return messages.say("report_class_below", {{"high", percent(class_low)}});
    case NeedsClass::unknown:
      return messages.say("report_not_known");
  }
  return {};
}

}  // namespace linquan::report

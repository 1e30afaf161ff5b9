#include "reply.h"

#include <fmt/format.h>

namespace linquan::api {

http::Answer json_answer(nlohmann::ordered_json const& object) {
  http::Answer answer;
  answer.body = object.dump() + "\n";
  return answer;
}

http::Answer own_answer(nlohmann::ordered_json const& object) {
  auto answer = json_answer(object);
  answer.kept = "no-store";
  return answer;
}

std::string instant_text(std::chrono::sys_seconds instant) {
  auto const day = std::chrono::floor<std::chrono::days>(instant);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const time{instant - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

nlohmann::ordered_json instant_or_null(std::optional<std::chrono::sys_seconds> instant) {
  return instant ? nlohmann::ordered_json(instant_text(*instant)) : nlohmann::ordered_json(nullptr);
}

}  // namespace linquan::api

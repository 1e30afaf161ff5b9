#include "questions.h"

#include <cstdint>
#include <utility>

#include "id_number.h"
#include "linquan/answers/choices.h"
#include "linquan/answers/parse.h"

namespace linquan::api {
namespace {

/// Minutes or metres; the first three minutes of a living circle where neither is given.
Result<void> take_limits(http::Request const& request, answers::ReachQuestion& question) {
  auto const minutes = request.query.find("minutes");
  auto const metres = request.query.find("metres");
  if (minutes && metres) {
    return refuse(ErrorKind::usage, "limits_two_units");
  }
  if (!minutes && !metres) {
    return {};
  }
  question.unit = metres ? reach::Unit::metres : reach::Unit::seconds;
  auto limits = metres ? answers::parse_limits("metres", *metres, question.unit)
                       : answers::parse_limits("minutes", *minutes, question.unit);
  if (!limits) {
    return hand_on(limits);
  }
  question.limits = *limits;
  return {};
}

}  // namespace

Result<geo::Point> place_of(http::Request const& request, std::string_view name) {
  auto const text = request.query.find(name);
  if (!text) {
    return refuse(ErrorKind::usage, "http_parameter_missing",
                  {{"name", std::string{name}}, {"example", std::string{name} + "=34.2610,117.1880"}});
  }
  return answers::parse_place(name, *text);
}

hours::When now_of(Context const& context) {
  auto const here = context.clock.now() + context.clock.offset();
  return hours::on_day(std::chrono::local_seconds{here.time_since_epoch()}, context.calendar);
}

std::string person_of(http::Request const& request) {
  return std::string{request.query.find("person").value_or("standard")};
}

Result<std::optional<hours::MinuteOfWeek>> minute_of(http::Request const& request) {
  auto const when = request.query.find("when");
  if (!when) {
    return std::optional<hours::MinuteOfWeek>{};
  }
  return answers::parse_minute("when", *when).map([](auto minute) { return std::optional{minute}; });
}

Result<answers::ReachQuestion> reach_question(http::Request const& request) {
  answers::ReachQuestion question;
  question.person = person_of(request);
  if (auto taken = take_limits(request, question); !taken) {
    return hand_on(taken);
  }
  auto const minute = minute_of(request);
  if (!minute) {
    return tl::unexpected<Error>{minute.error()};
  }
  question.when = *minute;
  question.kinds = answers::parse_words(request.query.find("kinds").value_or(""));
  return question;
}

Result<std::optional<city::AreaLevel>> level_of(http::Request const& request) {
  using enum city::AreaLevel;
  auto const text = request.query.find("level");
  if (!text) {
    return std::optional<city::AreaLevel>{};
  }
  auto level = answers::choose("level", *text,
                               answers::Choices<city::AreaLevel, 5>{{{"compound", compound},
                                                                     {"community", community},
                                                                     {"subdistrict", subdistrict},
                                                                     {"district", district},
                                                                     {"living_circle", living_circle}}});
  return level.map([](city::AreaLevel it) { return std::optional{it}; });
}

Result<city::OutletId> outlet_of(std::string_view text) {
  auto const number = id_number(text);
  return number ? Result<city::OutletId>{city::OutletId{*number}}
                : refuse(ErrorKind::not_found, "outlet_unknown", {{"id", std::string{text}}});
}

Result<identity::AccountId> account_of(std::string_view text) {
  auto const number = id_number(text);
  return number ? Result<identity::AccountId>{identity::AccountId{*number}}
                : refuse(ErrorKind::not_found, "account_unknown", {{"account", std::string{text}}});
}

}  // namespace linquan::api

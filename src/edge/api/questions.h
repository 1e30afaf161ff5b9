#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linquan/answers/circle.h"
#include "linquan/api/routes.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/http/request.h"
#include "linquan/identity/ids.h"

/// A query's words, as values.
namespace linquan::api {

/// usage   `http_parameter_missing`, and what parse_place() refuses
Result<geo::Point> place_of(http::Request const& request, std::string_view name);

/// `when`, a minute of the week; nullopt where none is asked for.
///
/// usage   `minute_not_understood`
Result<std::optional<hours::MinuteOfWeek>> minute_of(http::Request const& request);

/// Person, minutes or metres, kinds, the minute; those that are not given as the command line has them.
///
/// usage   `limits_two_units`, what parse_limits() refuses
Result<answers::ReachQuestion> reach_question(http::Request const& request);

/// The city's own time, to be judged by its calendar.
hours::When now_of(Context const& context);

/// "standard" where no person is named.
std::string person_of(http::Request const& request);

/// The level by its word; nullopt where none is given.
///
/// usage   `choice_unknown`
Result<std::optional<city::AreaLevel>> level_of(http::Request const& request);

/// The outlet of the path.
///
/// not_found   `outlet_unknown`
Result<city::OutletId> outlet_of(std::string_view text);

/// The account of the path.
///
/// not_found   `account_unknown`
Result<identity::AccountId> account_of(std::string_view text);

}  // namespace linquan::api

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/kinds/kinds.h"
#include "linquan/tables/table.h"
#include "linquan/words/messages.h"

/// The service list 便民服务单 of an area: who does what, where, when, and under which number.
namespace linquan::report {

/// One outlet of the list, in words.
struct ServiceLine {
  std::string group;     ///< the name of its first kind; lines of one group stand together
  std::string name;      ///< of an outlet without one its kind and street
  std::string kinds;     ///< names, one behind another
  std::string services;  ///< with prices
  std::string ways;      ///< comes to the home, by telephone; empty: at its stand only
  std::string telephone;
  std::string address;
  std::string hours;
  bool unconfirmed = false;  ///< nobody was there within 180 days
};

struct ServiceList {
  std::string city;
  std::string area;  ///< name of the circle or community
  std::string code;
  std::chrono::year_month_day on;
  std::vector<ServiceLine> lines;
};

/// The line of an outlet.
ServiceLine service_line(city::City const& city, city::Outlet const& outlet, bool unconfirmed,
                         words::Messages const& messages);

/// One sheet, ready to be printed.
tables::Sheet services_sheet(ServiceList const& list, words::Messages const& messages);

/// A page for the screen and for A4, its head on every sheet. With `style` the page asks for it there; where that is
/// empty, it stands alone.
std::string services_page(ServiceList const& list, words::Messages const& messages, std::string_view style = {});

/// The style of such pages.
std::string services_style();

/// Opening hours as people write them: of "Mo-Fr 08:00-18:00; PH off" 周一至周五 08:00–18:00；节假日休息.
std::string hours_words(std::string_view osm, words::Messages const& messages);

/// "at your home, by telephone"; empty where it serves at its stand only.
std::string ways_words(kinds::ServingSet ways, words::Messages const& messages);

/// "5 元", "5.50 元".
std::string yuan_words(std::int64_t fen, words::Messages const& messages);

}  // namespace linquan::report

#include "opened.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "linquan/answers/parse.h"
#include "linquan/api/news.h"
#include "linquan/base/clock.h"
#include "linquan/city/file.h"
#include "linquan/store/look.h"
#include "linquan/store/outlets.h"
#include "linquan/store/passages.h"

namespace linquan::cli {
namespace {

/// China's, the whole year.
constexpr std::chrono::hours offset{8};

std::string text_of(std::chrono::sys_days day) {
  std::chrono::year_month_day const date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Result<town::News> news_in(DirectoryAsked const& asked, city::City const& city) {
  SystemClock const clock{offset};
  auto const outlets = store::outlets();
  auto const passages = store::passages();
  town::News news;
  auto looked = store::look(*asked.db, clock, [&](UnitOfWork& work) -> Result<void> {
    api::Directory const directory{work, *outlets, *passages};
    if (auto same = api::check_city(directory, city); !same) {
      return same;
    }
    news = asked.as_of ? api::news_until(directory, *asked.as_of + std::chrono::days{1} - offset)
                       : api::whole_news(directory, city);
    return {};
  });
  return looked ? Result<town::News>{std::move(news)} : hand_on(looked);
}

}  // namespace

Result<DirectoryAsked> read_directory(Given const& given) {
  DirectoryAsked asked;
  auto const& db = given.value("db");
  auto const& day = given.value("as-of");
  if (!db.empty()) {
    auto url = store::parse_url(db);
    if (!url) {
      return hand_on(url);
    }
    asked.db = std::move(*url);
  }
  if (!day.empty()) {
    asked.as_of = answers::day_of(day);
    if (!asked.as_of) {
      return refuse(ErrorKind::usage, "as_of_odd", {{"name", "--as-of"}, {"text", day}});
    }
    if (!asked.db) {
      return refuse(ErrorKind::usage, "as_of_needs_db");
    }
  }
  return asked;
}

Result<Opened> open_with_news(std::filesystem::path const& file, DirectoryAsked const& directory,
                              Console const& console, Progress& progress) {
  progress.step("step_open", 0);
  auto city = city::load(file);
  if (!city) {
    return hand_on(city);
  }
  town::Town base{std::move(*city)};
  if (!directory.db) {
    return Opened{std::move(base), {}};
  }
  auto news = news_in(directory, base.imported());
  if (!news) {
    return hand_on(news);
  }
  auto town = base.after(*news);
  tell(console, directory.as_of ? "directory_as_of" : "directory_now",
       {{"db", store::shown(*directory.db)},
        {"change", std::to_string(town.change())},
        {"day", directory.as_of ? text_of(*directory.as_of) : ""}});
  if (town.not_understood() > 0) {
    tell(console, "serve_not_understood", {{"count", std::to_string(town.not_understood())}});
  }
  return Opened{std::move(town), std::move(*news)};
}

Result<town::Town> open_town(std::filesystem::path const& file, DirectoryAsked const& directory, Console const& console,
                             Progress& progress) {
  auto opened = open_with_news(file, directory, console, progress);
  return opened ? Result<town::Town>{std::move(opened->town)} : hand_on(opened);
}

void tell_of_streets_left_out(town::Town const& town, Console const& console) {
  if (!town.passages().empty()) {
    tell(console, "directory_streets_left_out", {{"count", std::to_string(town.passages().size())}});
  }
}

}  // namespace linquan::cli

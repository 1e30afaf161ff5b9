#include "entry_json.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "linquan/answers/choices.h"
#include "linquan/hours/hours.h"

namespace linquan::api {
namespace {

using Json = nlohmann::ordered_json;
using directory::Entry;

constexpr std::size_t kinds_max = 20;
constexpr std::size_t services_max = 100;
constexpr std::size_t stands_max = 60;
constexpr std::size_t inspections_max = 200;
constexpr std::int64_t price_fen_max = 100'000'000;

Json text_or_null(std::string const& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::string date_text(std::chrono::sys_days day) {
  std::chrono::year_month_day const date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Json stands_json(Entry const& entry) {
  auto list = Json::array();
  for (auto const& stand : entry.stands) {
    list.push_back({{"at", {{"lat", geo::lat_degrees(stand.at)}, {"lon", geo::lon_degrees(stand.at)}}},
                    {"hours", stand.hours ? Json(stand.hours->text()) : Json(nullptr)}});
  }
  return list;
}

Json services_json(Entry const& entry) {
  auto list = Json::array();
  for (auto const& service : entry.services) {
    list.push_back({{"kind", service.kind},
                    {"name", service.name},
                    {"price_from_fen", service.price_from_fen ? Json(*service.price_from_fen) : Json(nullptr)}});
  }
  return list;
}

using WayWords = answers::Choices<kinds::Serving, 3>;
constexpr WayWords way_words{{{"stand", kinds::Serving::at_stand},
                              {"home", kinds::Serving::at_home},
                              {"telephone", kinds::Serving::by_telephone}}};

Json ways_json(kinds::ServingSet ways) {
  auto list = Json::array();
  for (auto const& [word, way] : way_words) {
    if ((ways & static_cast<kinds::ServingSet>(way)) != 0) {
      list.push_back(word);
    }
  }
  return list;
}

Json inspections_json(Entry const& entry) {
  auto list = Json::array();
  for (auto const& one : entry.inspections) {
    list.push_back({{"on", one.on}, {"found", one.found}});
  }
  return list;
}

Json origins_json(Entry const& entry) {
  auto object = Json::object();
  for (auto const& [field, origin] : entry.origins) {
    object[std::string{directory::name_of(field)}] = {{"source", origin.source}, {"licence", origin.licence}};
  }
  return object;
}

/// Reads one after the other; the first that is refused ends it.
class Taking {
 public:
  Taking(Body const& body, Entry& entry) : body_{body}, entry_{entry} {}

  void text(std::string_view name, std::string Entry::*member) {
    if (!failed_ && body_.has(name)) {
      keep(body_.text_if(name, {.bytes_max = 300, .lines = false, .empty = true}),
           [&](auto value) { entry_.*member = std::move(value).value_or(""); });
    }
  }
  template <class Value, class Put>
  void keep(Result<Value> read, Put const& put) {
    if (!read) {
      failed_ = std::move(read).error();
    } else {
      put(std::move(*read));
    }
  }
  [[nodiscard]] bool wants(std::string_view name) const { return !failed_ && body_.has(name); }
  [[nodiscard]] std::optional<Error> const& failed() const { return failed_; }

 private:
  Body const& body_;
  Entry& entry_;
  std::optional<Error> failed_;
};

Result<std::vector<directory::Service>> services_of(Body const& body) {
  auto const rows = body.objects("services", services_max, {"kind", "name", "price_from_fen"});
  if (!rows) {
    return tl::unexpected<Error>{rows.error()};
  }
  std::vector<directory::Service> services;
  for (auto const& row : *rows) {
    auto kind = row.text("kind");
    auto name = row.text("name");
    auto price = row.number_if("price_from_fen", {0, price_fen_max});
    if (!kind || !name || !price) {
      return tl::unexpected<Error>{!kind ? kind.error() : !name ? name.error() : price.error()};
    }
    services.push_back({std::move(*kind), std::move(*name), *price});
  }
  return services;
}

Result<std::vector<directory::Inspection>> inspections_of(Body const& body) {
  auto const rows = body.objects("inspections", inspections_max, {"on", "found"});
  if (!rows) {
    return tl::unexpected<Error>{rows.error()};
  }
  std::vector<directory::Inspection> inspections;
  for (auto const& row : *rows) {
    auto on = row.text("on");
    auto found = row.text("found", {.bytes_max = 1000, .lines = true, .empty = true});
    if (!on || !found) {
      return tl::unexpected<Error>{!on ? on.error() : found.error()};
    }
    inspections.push_back({std::move(*on), std::move(*found)});
  }
  return inspections;
}

Result<directory::Licence> licence_of(Body const& body) {
  auto const object = body.object_if("licence", {"number", "valid_until"});
  if (!object) {
    return tl::unexpected<Error>{object.error()};
  }
  if (!*object) {
    return directory::Licence{};
  }
  TextBounds const bounds{.bytes_max = 100, .lines = false, .empty = true};
  auto number = (*object)->text_if("number", bounds);
  auto until = (*object)->text_if("valid_until", bounds);
  if (!number || !until) {
    return tl::unexpected<Error>{!number ? number.error() : until.error()};
  }
  return directory::Licence{number->value_or(""), until->value_or("")};
}

Result<kinds::ServingSet> ways_of(Body const& body) {
  auto const words = body.texts("ways", way_words.size());
  if (!words) {
    return tl::unexpected<Error>{words.error()};
  }
  kinds::ServingSet ways = 0;
  for (auto const& word : *words) {
    auto const way = answers::choose("ways", word, way_words);
    if (!way) {
      return tl::unexpected<Error>{way.error()};
    }
    ways = static_cast<kinds::ServingSet>(ways | static_cast<kinds::ServingSet>(*way));
  }
  return ways;
}

}  // namespace

Json entry_json(Entry const& entry, std::chrono::sys_days today) {
  return {{"id", fmt::to_string(entry.id.value())},
          {"name", entry.name},
          {"state", entry.state == directory::EntryState::open ? "open" : "closed"},
          {"kinds", entry.kinds},
          {"services", services_json(entry)},
          {"stands", stands_json(entry)},
          {"ways", ways_json(entry.serving)},
          {"telephone", text_or_null(entry.telephone)},
          {"address", text_or_null(entry.address)},
          {"community", text_or_null(entry.community)},
          {"chain", text_or_null(entry.chain)},
          {"opened", text_or_null(entry.opened)},
          {"rebuilt", text_or_null(entry.rebuilt)},
          {"condition", text_or_null(entry.condition)},
          {"licence",
           {{"number", text_or_null(entry.licence.number)}, {"valid_until", text_or_null(entry.licence.valid_until)}}},
          {"inspections", inspections_json(entry)},
          {"confirmed_on", entry.confirmed ? Json(date_text(entry.confirmed->on)) : Json(nullptr)},
          {"unconfirmed", directory::unconfirmed(entry, today)},
          {"claimed", entry.owner.has_value()},
          {"origins", origins_json(entry)}};
}

Result<std::vector<directory::Stand>> stands_of(Body const& body) {
  auto const rows = body.objects("stands", stands_max, {"at", "hours"});
  if (!rows) {
    return tl::unexpected<Error>{rows.error()};
  }
  std::vector<directory::Stand> stands;
  for (auto const& row : *rows) {
    auto const at = row.place("at");
    auto const text = row.text_if("hours", {.bytes_max = hours::Hours::bytes_max, .lines = false, .empty = true});
    if (!at || !text) {
      return tl::unexpected<Error>{!at ? at.error() : text.error()};
    }
    auto& stand = stands.emplace_back(directory::Stand{*at, std::nullopt});
    if (*text && !(*text)->empty()) {
      auto hours = hours::Hours::parse_plain(**text);
      if (!hours) {
        return hand_on(hours);
      }
      stand.hours = std::move(*hours);
    }
  }
  return stands;
}

Result<Entry> take_entry(Body const& body, Entry entry) {
  Taking taking{body, entry};
  taking.text("name", &Entry::name);
  taking.text("telephone", &Entry::telephone);
  taking.text("address", &Entry::address);
  taking.text("chain", &Entry::chain);
  taking.text("opened", &Entry::opened);
  taking.text("rebuilt", &Entry::rebuilt);
  taking.text("condition", &Entry::condition);
  if (taking.wants("kinds")) {
    taking.keep(body.texts("kinds", kinds_max), [&](auto value) { entry.kinds = std::move(value); });
  }
  if (taking.wants("services")) {
    taking.keep(services_of(body), [&](auto value) { entry.services = std::move(value); });
  }
  if (taking.wants("stands")) {
    taking.keep(stands_of(body), [&](auto value) { entry.stands = std::move(value); });
  }
  if (taking.wants("ways")) {
    taking.keep(ways_of(body), [&](auto value) { entry.serving = value; });
  }
  if (taking.wants("licence")) {
    taking.keep(licence_of(body), [&](auto value) { entry.licence = std::move(value); });
  }
  if (taking.wants("inspections")) {
    taking.keep(inspections_of(body), [&](auto value) { entry.inspections = std::move(value); });
  }
  if (taking.failed()) {
    return tl::unexpected<Error>{*taking.failed()};
  }
  return entry;
}

}  // namespace linquan::api

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "linquan/yaml/fields.h"
#include "tables.h"

namespace linquan::kinds {
namespace {

/// Reads a checked file of kinds. The first thing that is not as the schema asks is kept and ends the reading.
class Reader : private yaml::Fields {
 public:
  explicit Reader(std::string_view file_name) : Fields{file_name, "kinds_file"} {}

  Result<File> read(YAML::Node const& root) {
    File file;
    if (!root.IsMap()) {
      refuse_at(root, "/", "{version, named_by, kinds}");
    } else {
      only(root, {"version", "named_by", "kinds"});
      if (whole(root, "version", {1, 1}) != 1) {
        refuse_at(root, "version", "1");
      }
      file.named_by = texts(root, "named_by");
      auto const list = root["kinds"];
      if (!list || !list.IsSequence() || list.size() == 0 || list.size() > kinds_max) {
        refuse_at(list ? list : root, "kinds", fmt::format("[1…{} × {{id, zh, en, …}}]", kinds_max));
      } else {
        read_kinds(list, file);
      }
    }
    return ended(std::move(file));
  }

 private:
  static constexpr std::size_t kinds_max = 4'096;
  static constexpr std::int32_t area_max = 1'000'000'000;

  void read_kinds(YAML::Node const& list, File& file) {
    std::set<std::string> ids;
    for (auto const& node : list) {
      enter("");
      if (!node.IsMap()) {
        refuse_at(node, "kinds", "{id, zh, en, …}");
        return;
      }
      auto kind = read_kind(node);
      auto const plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
      if (!std::ranges::all_of(kind.id, plain)) {
        refuse_at(node["id"], "id", "a-z 0-9 _");
      } else if (!ids.insert(kind.id).second) {
        refuse_at(node["id"], "id", "unique");
      }
      if (failed()) {
        return;
      }
      file.where.emplace(kind.id, read_where(node));
      file.kinds.push_back(std::move(kind));
    }
    check_hosts(list, file, ids);
  }

  /// A host is another kind of the same file, which may stand before or behind.
  void check_hosts(YAML::Node const& list, File const& file, std::set<std::string> const& ids) {
    for (std::size_t i = 0; i < file.kinds.size(); ++i) {
      auto const& kind = file.kinds[i];
      for (auto const& host : kind.hosts) {
        if (host == kind.id || !ids.contains(host)) {
          enter(kind.id);
          refuse_at(list[i]["hosts"], "hosts", "[id of another kind, …]");
          return;
        }
      }
    }
  }

  Kind read_kind(YAML::Node const& node) {
    Kind kind;
    kind.id = text(node, "id");
    enter(kind.id);
    only(node, {"id", "zh", "en", "class", "level", "minutes", "metres", "per_population", "source", "area", "osm",
                "amap_codes", "keywords", "aliases", "serving", "roams", "hosts", "where"});
    kind.zh = text(node, "zh");
    kind.en = text(node, "en");
    kind.class_ = text(node, "class");
    kind.level = text(node, "level");
    static constexpr std::array<std::string_view, 4> levels{"block", "5", "10", "15"};
    if (std::ranges::find(levels, kind.level) == levels.end()) {
      refuse_at(node["level"] ? node["level"] : node, "level", "block | 5 | 10 | 15");
    }
    kind.minutes = whole(node, "minutes", {1, 60});
    kind.metres = whole(node, "metres", {1, 6'000});
    kind.per_population = text_or_empty(node, "per_population");
    kind.source = text(node, "source");
    static constexpr std::array<std::string_view, 3> marks{"[V", "[K", "[U"};
    auto const marked = [&](std::string_view mark) { return kind.source.find(mark) != std::string::npos; };
    if (std::ranges::none_of(marks, marked)) {
      refuse_at(node["source"] ? node["source"] : node, "source", "… [V] | [K] | [U]");
    }
    read_area(node, kind);
    read_rules(node, kind);
    kind.amap_codes = texts(node, "amap_codes");
    for (auto const& code : kind.amap_codes) {
      if (!std::ranges::all_of(code.substr(0, 6), [](char c) { return c >= '0' && c <= '9'; }) || code.size() < 6 ||
          (code.size() > 6 && code.substr(6) != "+")) {
        refuse_at(node["amap_codes"], "amap_codes", "000000 | 000000+");
      }
    }
    kind.keywords = texts(node, "keywords");
    if (std::ranges::find(kind.keywords, "$") != kind.keywords.end()) {
      refuse_at(node["keywords"], "keywords", "[text, …]");
    }
    kind.aliases = texts(node, "aliases");
    kind.roams = flag(node, "roams", false);
    kind.hosts = texts(node, "hosts");
    kind.premises = read_where(node) == Where::room;
    read_serving(node, kind);
    return kind;
  }

  /// Land where nothing is said: nobody is sent to look at a room of which nobody said that it fits.
  Where read_where(YAML::Node const& node) {
    static constexpr std::array<std::string_view, 4> words{"room", "hall", "street", "land"};
    auto const word = text_or_empty(node, "where");
    auto const found = std::ranges::find(words, word.empty() ? words.back() : std::string_view{word});
    if (found == words.end()) {
      refuse_at(node["where"], "where", "room | hall | street | land");
      return Where::land;
    }
    return static_cast<Where>(found - words.begin());
  }

  void read_area(YAML::Node const& node, Kind& kind) {
    auto const area = node["area"];
    if (!area) {
      return;
    }
    if (!area.IsMap()) {
      refuse_at(area, "area", "{min, max, unknown}");
      return;
    }
    only(area, {"min", "max", "unknown"});
    kind.area_min_square_metres = whole(area, "min", {0, area_max}).value_or(0);
    kind.area_max_square_metres = whole(area, "max", {1, area_max}).value_or(0);
    kind.area_unknown_counts = flag(area, "unknown", true);
    if (kind.area_max_square_metres != 0 && kind.area_max_square_metres <= kind.area_min_square_metres) {
      refuse_at(area, "area.max", fmt::format("> {}", kind.area_min_square_metres));
    }
  }

  void read_rules(YAML::Node const& node, Kind& kind) {
    auto const rules = node["osm"];
    if (!rules) {
      return;
    }
    if (!rules.IsSequence()) {
      refuse_at(rules, "osm", "[{tags: {…}}, …]");
      return;
    }
    for (auto const& item : rules) {
      if (!item.IsMap()) {
        refuse_at(item, "osm", "{tags: {…}}");
        return;
      }
      only(item, {"tags", "without", "name_contains", "opens_before", "area_known", "weak"});
      TagRule rule;
      if (auto const tags = item["tags"]; tags) {
        read_tags(tags, "osm.tags", rule.tags);
      }
      if (rule.tags.empty()) {
        refuse_at(item, "osm.tags", "{key: value, …}");
      }
      if (auto const without = item["without"]; without) {
        for (auto const& pair : without) {
          read_tags(pair, "osm.without", rule.without);
        }
      }
      rule.name_contains = texts(item, "name_contains");
      rule.opens_before_minute = minute_of_day(item);
      rule.area_known = flag(item, "area_known", false);
      rule.weak = flag(item, "weak", false);
      if (failed()) {
        return;
      }
      kind.osm.push_back(std::move(rule));
    }
  }

  void read_tags(YAML::Node const& node, std::string_view field,
                 std::vector<std::pair<std::string, std::string>>& tags) {
    auto const scalar = [](YAML::Node const& part) { return part.IsScalar() && !part.Scalar().empty(); };
    if (!node.IsMap()) {
      refuse_at(node, field, "{key: value, …}");
      return;
    }
    for (auto const& entry : node) {
      if (!scalar(entry.first) || !scalar(entry.second)) {
        refuse_at(entry.first, field, "{key: value, …}");
        return;
      }
      tags.emplace_back(entry.first.Scalar(), entry.second.Scalar());
    }
  }

  int minute_of_day(YAML::Node const& item) {
    auto const value = text_or_empty(item, "opens_before");
    if (value.empty()) {
      return -1;
    }
    auto const digit = [&](std::size_t at) { return value[at] >= '0' && value[at] <= '9'; };
    if (value.size() == 5 && value[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
      auto const number = [&](std::size_t at) { return (value[at] - '0') * 10 + (value[at + 1] - '0'); };
      if (number(0) < 24 && number(3) < 60) {
        return number(0) * 60 + number(3);
      }
    }
    refuse_at(item["opens_before"], "osm.opens_before", "HH:MM");
    return -1;
  }

  void read_serving(YAML::Node const& node, Kind& kind) {
    auto const words = texts(node, "serving");
    if (words.empty()) {
      return;
    }
    kind.serving = 0;
    for (auto const& word : words) {
      auto const serving = word == "at_stand"       ? Serving::at_stand
                           : word == "at_home"      ? Serving::at_home
                           : word == "by_telephone" ? Serving::by_telephone
                                                    : Serving{};
      if (serving == Serving{}) {
        refuse_at(node["serving"], "serving", "at_stand | at_home | by_telephone");
      }
      kind.serving = static_cast<ServingSet>(kind.serving | static_cast<ServingSet>(serving));
    }
  }
};

}  // namespace

Result<File> read_file_of_kinds(std::string_view yaml, std::string_view file_name) {
  Result<File> file;
  auto const done =
      yaml::with_root(yaml, file_name, [&](YAML::Node const& root) { file = Reader{file_name}.read(root); });
  return done ? std::move(file) : tl::unexpected<Error>{done.error()};
}

}  // namespace linquan::kinds

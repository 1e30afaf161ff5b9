#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <limits>
#include <system_error>
#include <utility>

#include "linquan/scenario/scenario.h"
#include "linquan/yaml/fields.h"

namespace linquan::scenario {
namespace {

constexpr std::int64_t capacity_max = 1'000'000'000;
constexpr std::int32_t percent_max = 10'000;
constexpr std::int64_t metres_max = 2'000;

/// The whole of `text` as a number; nullopt where it is none.
template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  auto const* const end = text.data() + text.size();
  auto const [stop, fault] = std::from_chars(text.data(), end, value);
  return fault == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

/// Reads a scenario file. The first thing that is not as the form asks is kept and ends the reading.
class Reader {
 public:
  explicit Reader(std::string_view file_name) : fields_{file_name, "scenario_file"} { file_.file_name = file_name; }

  void read(YAML::Node const& root) { read_root(root); }
  Result<File> ended() { return fields_.ended(std::move(file_)); }

 private:
  using Words = std::initializer_list<std::string_view>;
  struct Verb {
    std::string_view word;
    void (Reader::*read)(YAML::Node const& value);
  };
  static std::array<Verb, 9> const& verbs();

  void refuse_at(YAML::Node const& at, std::string_view field, std::string_view expected) {
    fields_.refuse_at(at, field, expected);
  }

  /// False, and refused, where it is no map of these words alone, each at most once.
  bool only(YAML::Node const& map, std::string_view field, Words known) {
    if (map.IsMap()) {
      fields_.only(map, known);
    } else {
      refuse_at(map, field, fmt::format("{{{}}}", fmt::join(known, ", ")));
    }
    return !fields_.failed();
  }

  void read_root(YAML::Node const& root) {
    if (!only(root, "/", {"version", "name", "edits"})) {
      return;
    }
    if (auto const version = root["version"]; !version || !version.IsScalar() || version.Scalar() != "1") {
      refuse_at(version ? version : root, "version", "1");
    }
    if (auto const name = root["name"]) {
      file_.name = text(name, "name");
    }
    auto const edits = root["edits"];
    if (!edits || !edits.IsSequence() || edits.size() == 0 || edits.size() > edits_max) {
      refuse_at(edits ? edits : root, "edits", fmt::format("[1…{} × edit]", edits_max));
      return;
    }
    for (auto const& edit : edits) {
      fields_.enter("");
      read_edit(edit);
      if (fields_.failed()) {
        return;
      }
    }
  }

  void read_edit(YAML::Node const& edit) {
    auto const of_one = edit.IsMap() && edit.size() == 1 && edit.begin()->first.IsScalar();
    auto const word = of_one ? edit.begin()->first.Scalar() : std::string{};
    auto const verb = std::ranges::find(verbs(), word, &Verb::word);
    if (verb == verbs().end()) {
      std::string known;
      for (auto const& one : verbs()) {
        known += (known.empty() ? "" : " | ") + std::string{one.word};
      }
      refuse_at(edit, of_one ? word : "edits", known);
      return;
    }
    line_ = static_cast<std::uint32_t>(yaml::Fields::line_of(edit.begin()->first));
    fields_.enter(word);
    (this->*verb->read)(edit.begin()->second);
  }

  void add(Written edit) { file_.entries.push_back({line_, std::move(edit)}); }

  // What single values mean.

  std::string text(YAML::Node const& node, std::string_view field) {
    if (!node.IsScalar() || node.Scalar().empty()) {
      refuse_at(node, field, "text");
      return {};
    }
    return node.Scalar();
  }

  /// A list of texts, or one alone.
  std::vector<std::string> texts(YAML::Node const& node, std::string_view field) {
    if (node.IsScalar()) {
      return {text(node, field)};
    }
    std::vector<std::string> all;
    if (!node.IsSequence() || node.size() == 0) {
      refuse_at(node, field, "text | [text, …]");
      return all;
    }
    for (auto const& item : node) {
      all.push_back(text(item, field));
    }
    return all;
  }

  std::int64_t whole(YAML::Node const& node, std::string_view field, std::int64_t low, std::int64_t high) {
    auto const value = node.IsScalar() ? number_of<std::int64_t>(node.Scalar()) : std::nullopt;
    if (!value || *value < low || *value > high) {
      refuse_at(node, field, fmt::format("{}…{}", low, high));
      return low;
    }
    return *value;
  }

  bool flag(YAML::Node const& node, std::string_view field) {
    if (!node.IsScalar() || (node.Scalar() != "true" && node.Scalar() != "false")) {
      refuse_at(node, field, "true | false");
    }
    return node.IsScalar() && node.Scalar() == "true";
  }

  geo::Point place(YAML::Node const& node, std::string_view field) {
    std::array<double, 2> degrees{};
    bool good = node.IsSequence() && node.size() == 2;
    for (std::size_t i = 0; good && i < 2; ++i) {
      auto const value = node[i].IsScalar() ? number_of<double>(node[i].Scalar()) : std::nullopt;
      good = value && *value >= (i == 0 ? -90 : -180) && *value <= (i == 0 ? 90 : 180);
      degrees.at(i) = value.value_or(0);
    }
    if (!good) {
      refuse_at(node, field, "[LAT, LON] (WGS-84)");
      return {};
    }
    return geo::from_degrees(degrees[1], degrees[0]);
  }

  std::optional<hours::Hours> hours(YAML::Node const& node, std::string_view field) {
    auto read = hours::Hours::parse_plain(text(node, field));
    if (!read) {
      fields_.refuse_with(node, read.error().code, field, read.error().args);
      return std::nullopt;
    }
    return *std::move(read);
  }

  kinds::ServingSet serving(YAML::Node const& node) {
    using kinds::Serving;
    kinds::ServingSet all = 0;
    for (auto const& word : texts(node, "serving")) {
      auto const way = word == "at_stand"       ? Serving::at_stand
                       : word == "at_home"      ? Serving::at_home
                       : word == "by_telephone" ? Serving::by_telephone
                                                : Serving{};
      if (way == Serving{}) {
        refuse_at(node, "serving", "at_stand | at_home | by_telephone");
      }
      all = static_cast<kinds::ServingSet>(all | static_cast<kinds::ServingSet>(way));
    }
    return all;
  }

  OutletRef outlet(YAML::Node const& node, std::string_view field) {
    if (!node.IsScalar() || node.Scalar().empty()) {
      refuse_at(node, field, "id | name");
      return {};
    }
    auto const& written = node.Scalar();
    auto const digits = std::ranges::all_of(written, [](char c) { return c >= '0' && c <= '9'; });
    auto const id = digits ? number_of<std::uint64_t>(written) : std::nullopt;
    return id.value_or(0) != 0 ? OutletRef{*id, {}} : OutletRef{0, written};
  }

  std::int64_t way(YAML::Node const& node) { return whole(node, "way", 1, std::numeric_limits<std::int64_t>::max()); }

  // Edits.

  std::vector<Stand> stands(YAML::Node const& list) {
    std::vector<Stand> all;
    if (!list.IsSequence() || list.size() == 0) {
      refuse_at(list, "stands", "[{at, hours}, …]");
      return all;
    }
    for (auto const& node : list) {
      if (!only(node, "stands", {"at", "hours"})) {
        return all;
      }
      Stand stand;
      stand.at = place(node["at"] ? node["at"] : node, "at");
      if (auto const week = node["hours"]) {
        stand.hours = hours(week, "hours");
      }
      all.push_back(std::move(stand));
    }
    return all;
  }

  Said said(YAML::Node const& map) {
    Said said;
    if (auto const name = map["name"]) {
      said.name = text(name, "name");
    }
    if (auto const kinds = map["kinds"]) {
      said.kinds = texts(kinds, "kinds");
    }
    if (auto const week = map["hours"]) {
      said.hours = hours(week, "hours");
    }
    if (auto const ways = map["serving"]) {
      said.serving = serving(ways);
    }
    if (auto const services = map["services"]) {
      said.services = texts(services, "services");
    }
    if (auto const capacity = map["capacity"]) {
      said.capacity = whole(capacity, "capacity", 0, capacity_max);
    }
    if (map["at"] && map["stands"]) {
      refuse_at(map["stands"], "stands", "at | stands");
    } else if (auto const at = map["at"]) {
      said.stands.push_back({place(at, "at"), said.hours});
    } else if (auto const list = map["stands"]) {
      said.stands = stands(list);
    }
    return said;
  }

  void put_outlet(YAML::Node const& value) {
    if (!only(value, "", {"name", "kinds", "at", "hours", "stands", "serving", "services", "capacity"})) {
      return;
    }
    PutOutlet edit{said(value)};
    if (edit.said.kinds.empty()) {
      refuse_at(value, "kinds", "text | [text, …]");
    }
    if (edit.said.stands.empty()) {
      refuse_at(value, "at", "[LAT, LON] (WGS-84)");
    }
    add(std::move(edit));
  }

  void change_outlet(YAML::Node const& value) {
    if (!only(value, "", {"outlet", "name", "kinds", "at", "hours", "stands", "serving", "services", "capacity"})) {
      return;
    }
    ChangeOutlet edit{outlet(value["outlet"] ? value["outlet"] : value, "outlet"), said(value)};
    if (value.size() < 2) {
      refuse_at(value, "outlet", "name | kinds | at | hours | stands | serving | services | capacity");
    }
    add(std::move(edit));
  }

  void remove_outlet(YAML::Node const& value) { add(RemoveOutlet{outlet(value, "")}); }

  void set_gate(YAML::Node const& value, bool open) {
    SetGate edit;
    edit.open = open;
    if (value.IsSequence()) {
      edit.gate.at = place(value, "");
    } else if (auto const id = value.IsScalar() ? number_of<std::uint64_t>(value.Scalar()) : std::nullopt;
               id.value_or(0) != 0) {
      edit.gate.id = *id;
    } else {
      refuse_at(value, "", "id | [LAT, LON]");
    }
    add(edit);
  }
  void open_gate(YAML::Node const& value) { set_gate(value, true); }
  void close_gate(YAML::Node const& value) { set_gate(value, false); }

  reach::StreetRef street(YAML::Node const& value) {
    if (value.IsScalar()) {
      return {way(value), std::nullopt};
    }
    reach::StreetRef street;
    street.way = way(value["way"] ? value["way"] : value);
    if (auto const at = value["at"]) {
      street.at = place(at, "at");
    }
    return street;
  }
  void set_street(YAML::Node const& value, bool open) {
    if (value.IsScalar() || only(value, "", {"way", "at"})) {
      add(reach::SetStreet{street(value), open});
    }
  }
  void open_street(YAML::Node const& value) { set_street(value, true); }
  void close_street(YAML::Node const& value) { set_street(value, false); }

  void time_street(YAML::Node const& value) {
    if (!only(value, "", {"way", "at", "percent"})) {
      return;
    }
    auto const percent = value["percent"];
    add(reach::TimeStreet{street(value),
                          static_cast<std::int32_t>(whole(percent ? percent : value, "percent", 1, percent_max))});
  }

  void build_street(YAML::Node const& value) {
    if (!only(value, "", {"from", "to", "metres", "stairs"})) {
      return;
    }
    BuildStreet edit;
    edit.from = place(value["from"] ? value["from"] : value, "from");
    edit.to = place(value["to"] ? value["to"] : value, "to");
    if (auto const metres = value["metres"]) {
      edit.length = Millimetres{1000 * whole(metres, "metres", 1, metres_max)};
    }
    if (auto const stairs = value["stairs"]) {
      edit.stairs = flag(stairs, "stairs");
    }
    add(edit);
  }

  File file_;
  yaml::Fields fields_;
  std::uint32_t line_ = 0;  ///< of the edit that is being read
};

std::array<Reader::Verb, 9> const& Reader::verbs() {
  static constexpr std::array<Verb, 9> all{{{"put_outlet", &Reader::put_outlet},
                                            {"change_outlet", &Reader::change_outlet},
                                            {"remove_outlet", &Reader::remove_outlet},
                                            {"open_gate", &Reader::open_gate},
                                            {"close_gate", &Reader::close_gate},
                                            {"open_street", &Reader::open_street},
                                            {"close_street", &Reader::close_street},
                                            {"time_street", &Reader::time_street},
                                            {"build_street", &Reader::build_street}}};
  return all;
}

}  // namespace

Result<File> parse(std::string_view yaml, std::string_view file_name) {
  Reader reader{file_name};
  auto read = yaml::with_root(yaml, file_name, [&](YAML::Node const& root) { reader.read(root); });
  if (!read) {
    return hand_on(read);
  }
  return reader.ended();
}

}  // namespace linquan::scenario

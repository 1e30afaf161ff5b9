#include "linquan/persons/persons.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <set>
#include <utility>

#include "linquan/base/ensure.h"

namespace linquan::persons {

extern std::string_view const persons_yaml;

namespace {

/// Reads a checked file of persons. The first thing that is not as the schema asks is kept and ends the reading.
class Reader {
 public:
  explicit Reader(std::string_view file_name) : file_name_{file_name} {}

  Result<std::vector<Person>> read(YAML::Node const& root) {
    std::vector<Person> persons;
    if (!root.IsMap()) {
      refuse_at(root, "/", "{version, persons}");
    } else {
      only(root, {"version", "persons"});
      whole(root, "version", {0, 1, 1});
      auto const list = root["persons"];
      if (!list || !list.IsSequence() || list.size() == 0 || list.size() > persons_max) {
        refuse_at(list ? list : root, "persons", fmt::format("[1…{} × {{id, zh, en, …}}]", persons_max));
      } else {
        read_persons(list, persons);
      }
    }
    if (error_) {
      return tl::unexpected<Error>{*std::move(error_)};
    }
    return persons;
  }

 private:
  static constexpr std::size_t persons_max = 64;
  /// What a field is where it is absent, and its bounds.
  struct Whole {
    std::int32_t otherwise;
    std::int32_t low;
    std::int32_t high;
  };

  void refuse_at(YAML::Node const& at, std::string_view field, std::string_view expected) {
    if (!error_) {
      error_ = Error{ErrorKind::bad_input,
                     "persons_file",
                     {{"file", file_name_},
                      {"line", fmt::to_string(std::max(at.Mark().line, 0) + 1)},
                      {"field", fmt::format("{}{}", owner_, field)},
                      {"expected", std::string{expected}}}};
    }
  }

  void only(YAML::Node const& map, std::initializer_list<std::string_view> known) {
    std::set<std::string> seen;
    for (auto const& entry : map) {
      auto const key = entry.first.IsScalar() ? entry.first.Scalar() : std::string{"?"};
      if (std::ranges::find(known, key) == known.end() || !seen.insert(key).second) {
        refuse_at(entry.first, key, fmt::format("{}", fmt::join(known, " | ")));
      }
    }
  }

  std::string text(YAML::Node const& map, char const* key) {
    auto const node = map[key];
    if (!node || !node.IsScalar() || node.Scalar().empty()) {
      refuse_at(node ? node : map, key, "text");
      return {};
    }
    return node.Scalar();
  }

  std::int32_t whole(YAML::Node const& map, char const* key, Whole bounds) {
    auto const node = map[key];
    if (!node && bounds.otherwise >= bounds.low) {
      return bounds.otherwise;
    }
    auto const scalar = node && node.IsScalar() ? node.Scalar() : std::string{};
    std::int32_t value = 0;
    auto const* const end = scalar.data() + scalar.size();
    auto const [stop, failed] = std::from_chars(scalar.data(), end, value);
    if (scalar.empty() || failed != std::errc{} || stop != end || value < bounds.low || value > bounds.high) {
      refuse_at(node ? node : map, key, fmt::format("{}…{}", bounds.low, bounds.high));
    }
    return value;
  }

  bool flag(YAML::Node const& map, char const* key, bool otherwise) {
    auto const node = map[key];
    if (!node) {
      return otherwise;
    }
    if (!node.IsScalar() || (node.Scalar() != "true" && node.Scalar() != "false")) {
      refuse_at(node, key, "true | false");
      return otherwise;
    }
    return node.Scalar() == "true";
  }

  void read_persons(YAML::Node const& list, std::vector<Person>& persons) {
    std::set<std::string> ids;
    for (auto const& node : list) {
      owner_.clear();
      if (!node.IsMap()) {
        refuse_at(node, "persons", "{id, zh, en, …}");
        return;
      }
      auto person = read_person(node);
      if (!ids.insert(person.id).second) {
        refuse_at(node, "id", "unique");
      }
      if (error_) {
        return;
      }
      persons.push_back(std::move(person));
    }
  }

  Person read_person(YAML::Node const& node) {
    Person person;
    person.id = text(node, "id");
    owner_ = person.id + ".";
    only(node, {"id", "zh", "en", "source", "metres", "seconds", "stairs", "stairs_percent", "waits", "wheels",
                "kerb_max_millimetres", "slope_max_permille"});
    person.zh = text(node, "zh");
    person.en = text(node, "en");
    person.source = text(node, "source");
    if (person.source.find("[V]") == std::string::npos && person.source.find("[K]") == std::string::npos &&
        person.source.find("[U]") == std::string::npos) {
      refuse_at(node, "source", "… [V] | [K] | [U]");
    }
    // Bounds keep Person::tenths() far from overflow for any street of a city.
    person.metres = whole(node, "metres", {0, 1, 10'000});
    person.seconds = whole(node, "seconds", {0, 1, 10'000});
    person.stairs = flag(node, "stairs", person.stairs);
    person.stairs_percent = whole(node, "stairs_percent", {person.stairs_percent, 10, 1'000});
    person.waits = flag(node, "waits", person.waits);
    person.wheels = flag(node, "wheels", person.wheels);
    person.kerb_max_millimetres = whole(node, "kerb_max_millimetres", {person.kerb_max_millimetres, 0, 1'000});
    person.slope_max_permille = whole(node, "slope_max_permille", {person.slope_max_permille, 0, 1'000});
    return person;
  }

  std::string file_name_;
  std::string owner_;  ///< "elder.": the person that is being read
  std::optional<Error> error_;
};

}  // namespace

Result<Persons> Persons::parse(std::string_view yaml, std::string_view file_name) {
  try {
    auto read = Reader{file_name}.read(YAML::Load(std::string{yaml}));
    if (!read) {
      return hand_on(read);
    }
    Persons persons;
    persons.persons_ = std::move(*read);
    return persons;
  } catch (YAML::Exception const& wrong) {
    return refuse(ErrorKind::bad_input, "yaml_syntax",
                  {{"file", std::string{file_name}},
                   {"line", fmt::to_string(wrong.mark.line + 1)},
                   {"column", fmt::to_string(wrong.mark.column + 1)}});
  }
}

Persons const& Persons::built_in() {
  static Persons const persons = [] {
    auto parsed = parse(persons_yaml, "standards/persons.yaml");
    ensure(parsed.has_value(), "the built-in standards/persons.yaml is not what its schema asks");
    return std::move(*parsed);
  }();
  return persons;
}

Person const* Persons::find(std::string_view id) const {
  auto const found = std::ranges::find(persons_, id, &Person::id);
  return found == persons_.end() ? nullptr : &*found;
}

}  // namespace linquan::persons

#include "linquan/persons/persons.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/yaml/fields.h"

namespace linquan::persons {

extern std::string_view const persons_yaml;

namespace {

/// Reads a checked file of persons. The first thing that is not as the schema asks is kept and ends the reading.
class Reader : private yaml::Fields {
 public:
  explicit Reader(std::string_view file_name) : Fields{file_name, "persons_file"} {}

  Result<std::vector<Person>> read(YAML::Node const& root) {
    std::vector<Person> persons;
    if (!root.IsMap()) {
      refuse_at(root, "/", "{version, persons}");
    } else {
      only(root, {"version", "persons"});
      required(root, "version", {1, 1});
      auto const list = root["persons"];
      if (!list || !list.IsSequence() || list.size() == 0 || list.size() > persons_max) {
        refuse_at(list ? list : root, "persons", fmt::format("[1…{} × {{id, zh, en, …}}]", persons_max));
      } else {
        read_persons(list, persons);
      }
    }
    return ended(std::move(persons));
  }

 private:
  static constexpr std::size_t persons_max = 64;

  std::int32_t required(YAML::Node const& map, char const* key, yaml::Bounds bounds) {
    auto const value = whole(map, key, bounds);
    if (!value) {
      refuse_at(map, key, fmt::format("{}…{}", bounds.low, bounds.high));
    }
    return value.value_or(bounds.low);
  }

  void read_persons(YAML::Node const& list, std::vector<Person>& persons) {
    std::set<std::string> ids;
    for (auto const& node : list) {
      enter("");
      if (!node.IsMap()) {
        refuse_at(node, "persons", "{id, zh, en, …}");
        return;
      }
      auto person = read_person(node);
      if (!ids.insert(person.id).second) {
        refuse_at(node, "id", "unique");
      }
      if (failed()) {
        return;
      }
      persons.push_back(std::move(person));
    }
  }

  Person read_person(YAML::Node const& node) {
    Person person;
    person.id = text(node, "id");
    enter(person.id);
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
    person.metres = required(node, "metres", {1, 10'000});
    person.seconds = required(node, "seconds", {1, 10'000});
    person.stairs = flag(node, "stairs", person.stairs);
    person.stairs_percent = whole(node, "stairs_percent", {10, 1'000}).value_or(person.stairs_percent);
    person.waits = flag(node, "waits", person.waits);
    person.wheels = flag(node, "wheels", person.wheels);
    person.kerb_max_millimetres = whole(node, "kerb_max_millimetres", {0, 1'000}).value_or(person.kerb_max_millimetres);
    person.slope_max_permille = whole(node, "slope_max_permille", {0, 1'000}).value_or(person.slope_max_permille);
    return person;
  }
};

}  // namespace

Result<Persons> Persons::parse(std::string_view yaml, std::string_view file_name) {
  Result<std::vector<Person>> read;
  auto const done =
      yaml::with_root(yaml, file_name, [&](YAML::Node const& root) { read = Reader{file_name}.read(root); });
  if (!done || !read) {
    return tl::unexpected<Error>{done ? read.error() : done.error()};
  }
  Persons persons;
  persons.persons_ = std::move(*read);
  return persons;
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

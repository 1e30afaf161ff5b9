#include "read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "embedded.h"
#include "linquan/base/file.h"
#include "linquan/base/limits.h"

namespace linquan::standard {
namespace {

constexpr std::size_t rules_max = 1'000;
constexpr std::size_t items_max = 100;
constexpr std::int64_t list_max = 1'000;
constexpr std::int64_t square_metres_max = 1'000'000;
constexpr std::size_t stops_max = 4;

/// Reads a file from its head to its foot; lists before the grades that count in them.
class Reader {
 public:
  Reader(std::string_view file_name, kinds::Kinds const& kinds) : fields_{file_name}, kinds_{kinds} {}

  Result<Standard> read(YAML::Node const& root) {
    if (fields_.only(root, "/",
                     {"version", "standard", "levels_apart", "groups", "rules", "headlines", "lists", "grades", "round",
                      "space"})) {
      read_all(root);
    }
    if (fields_.failed()) {
      return tl::unexpected<Error>{fields_.take_error()};
    }
    return std::move(standard_);
  }

 private:
  void read_all(YAML::Node const& root) {
    if (fields_.whole(root, "version", 1, 1) != 1) {
      fields_.refuse_at(root, "version", "1");
    }
    read_head(root["standard"] ? root["standard"] : root);
    Groups groups{root, kinds_, fields_};
    auto const nodes = fields_.list(root, "rules", true, rules_max);
    for (auto const& node : nodes) {
      standard_.rules.push_back(read_rule(node, groups, fields_));
    }
    auto const apart = fields_.choice(root, "levels_apart", {"false", "true"}) == 1;
    check_rules(standard_.rules, nodes, apart, fields_);
    each(root, "headlines", [&](YAML::Node const& node) { read_headline(node); });
    each(root, "lists", [&](YAML::Node const& node) { read_list(node, groups); });
    each(root, "grades", [&](YAML::Node const& node) { read_grade(node); });
    each(root, "space", [&](YAML::Node const& node) { read_space(node); });
    if (root["round"]) {
      fields_.set_owner("round.");
      read_round(root["round"], groups);
    }
  }

  template <class Read>
  void each(YAML::Node const& root, char const* key, Read const& read) {
    fields_.set_owner({});
    for (auto const& node : fields_.list(root, key, false, items_max)) {
      if (!fields_.failed()) {
        fields_.set_owner(std::string{key} + ".");
        read(node);
      }
    }
    fields_.set_owner({});
  }

  void read_head(YAML::Node const& node) {
    if (fields_.only(node, "standard", {"id", "zh", "en", "source", "mark"})) {
      fields_.set_owner("standard.");
      standard_.id = fields_.text(node, "id", true);
      standard_.name = read_name(node, fields_);
      standard_.source = read_source(node, fields_);
      fields_.set_owner({});
    }
  }

  /// The id of a thing that no other of its list may have.
  template <class Thing>
  std::string own_id(YAML::Node const& node, std::vector<Thing> const& others) {
    auto id = fields_.text(node, "id", true);
    if (std::ranges::find(others, id, &Thing::id) != others.end()) {
      fields_.refuse_at(node, "id", "an id that no other one has");
    }
    return id;
  }

  void read_headline(YAML::Node const& node) {
    if (!fields_.only(node, "headlines", {"id", "zh", "en", "rules", "source", "mark"})) {
      return;
    }
    Headline headline{own_id(node, standard_.headlines), read_name(node, fields_), {}, read_source(node, fields_)};
    for (auto const& id : fields_.words(node, "rules")) {
      auto const found = std::ranges::find(standard_.rules, id, &Rule::id);
      if (found == standard_.rules.end()) {
        fields_.refuse_at(node["rules"], "rules", fmt::format("ids of rules of this file; there is no {}", id));
        return;
      }
      headline.rules.push_back(static_cast<RuleIndex>(found - standard_.rules.begin()));
    }
    if (headline.rules.empty()) {
      fields_.refuse_at(node, "rules", "[rule, …]");
    }
    standard_.headlines.push_back(std::move(headline));
  }

  void read_list(YAML::Node const& node, Groups& groups) {
    if (!fields_.only(node, "lists", {"id", "zh", "en", "kinds", "of", "source", "mark"})) {
      return;
    }
    KindList list{own_id(node, standard_.lists), read_name(node, fields_), groups.kinds(node, "kinds"), 0,
                  read_source(node, fields_)};
    list.of = static_cast<std::uint16_t>(
        fields_.whole(node, "of", 1, list_max).value_or(static_cast<std::int64_t>(list.kinds.size())));
    if (list.kinds.size() > list.of) {
      fields_.refuse_at(node, "of", fmt::format("≥ {}, as so many kinds are listed", list.kinds.size()));
    }
    standard_.lists.push_back(std::move(list));
  }

  void read_grade(YAML::Node const& node) {
    if (!fields_.only(node, "grades", {"id", "zh", "en", "needs", "source", "mark"})) {
      return;
    }
    Grade grade{own_id(node, standard_.grades), read_name(node, fields_), {}, read_source(node, fields_)};
    for (auto const& item : fields_.list(node, "needs", true, items_max)) {
      if (!fields_.only(item, "needs", {"list", "at_least"})) {
        return;
      }
      auto const id = fields_.text(item, "list", true);
      auto const list = std::ranges::find(standard_.lists, id, &KindList::id);
      auto const most = list == standard_.lists.end() ? 0 : std::int64_t{list->of};
      if (list == standard_.lists.end()) {
        fields_.refuse_at(item, "needs.list", "the id of a list of this file");
        return;
      }
      if (!item["at_least"]) {
        fields_.refuse_at(item, "needs.at_least", fmt::format("0…{}", most));
      }
      auto const at_least = fields_.whole(item, "at_least", 0, most).value_or(0);
      grade.needs.push_back(
          {static_cast<std::uint16_t>(list - standard_.lists.begin()), static_cast<std::uint16_t>(at_least)});
    }
    check_rises(node, grade);
    standard_.grades.push_back(std::move(grade));
  }

  /// Grades ascend: who reaches one has reached those before it.
  void check_rises(YAML::Node const& node, Grade const& grade) {
    if (standard_.grades.empty()) {
      return;
    }
    auto const& before = standard_.grades.back();
    for (auto const& need : before.needs) {
      auto const now = std::ranges::find(grade.needs, need.list, &Grade::Need::list);
      if (now == grade.needs.end() || now->at_least < need.at_least) {
        fields_.refuse_as(node, "standard_contradiction", {{"one", before.id}, {"other", grade.id}});
      }
    }
  }

  void read_space(YAML::Node const& node) {
    if (!fields_.only(node, "space", {"level", "land", "floor", "source", "mark"})) {
      return;
    }
    constexpr std::array<char const*, 4> levels{"15", "10", "5", "block"};
    Space space;
    space.level = levels.at(fields_.choice(node, "level", {"15", "10", "5", "block"}));
    space.source = read_source(node, fields_);
    auto const range = [&](char const* key, std::int32_t& low, std::int32_t& high) {
      auto const part = node[key];
      if (part && fields_.only(part, key, {"min", "max"})) {
        low = static_cast<std::int32_t>(fields_.whole(part, "min", 0, square_metres_max).value_or(0));
        high = static_cast<std::int32_t>(fields_.whole(part, "max", low, square_metres_max).value_or(low));
      }
    };
    range("land", space.land_min, space.land_max);
    range("floor", space.floor_min, space.floor_max);
    standard_.space.push_back(std::move(space));
  }

  void read_round(YAML::Node const& node, Groups& groups) {
    if (!fields_.only(node, "round", {"minutes", "stops", "source", "mark"})) {
      return;
    }
    Round round;
    round.limit = static_cast<reach::Tenths>(fields_.whole(node, "minutes", 1, 60).value_or(30) * 600);
    round.source = read_source(node, fields_);
    for (auto const& stop : fields_.list(node, "stops", true, stops_max)) {
      if (fields_.only(stop, "round.stops", {"needs"})) {
        round.stops.push_back(groups.kinds(stop, "needs"));
        if (round.stops.back().empty()) {
          fields_.refuse_at(stop, "stops.needs", "kind | group | [kind, …]");
        }
      }
    }
    standard_.round = std::move(round);
  }

  Fields fields_;
  kinds::Kinds const& kinds_;
  Standard standard_;
};

struct BuiltIn {
  std::string_view id;
  std::string_view const& text;
};

std::array<BuiltIn, 5> const& built_in() {
  static std::array<BuiltIn, 5> const all{{{"mofcom", mofcom_yaml},
                                           {"star-scheme", star_scheme_yaml},
                                           {"gb-50180", gb_50180_yaml},
                                           {"td-t-1062", td_t_1062_yaml},
                                           {"local-xuzhou", local_xuzhou_yaml}}};
  return all;
}

}  // namespace

Result<Standard> parse(std::string_view yaml, std::string_view file_name, kinds::Kinds const& kinds) {
  try {
    return Reader{file_name, kinds}.read(YAML::Load(std::string{yaml}));
  } catch (YAML::Exception const& wrong) {
    return refuse(ErrorKind::bad_input, "yaml_syntax",
                  {{"file", std::string{file_name}},
                   {"line", fmt::to_string(wrong.mark.line + 1)},
                   {"column", fmt::to_string(wrong.mark.column + 1)}});
  }
}

std::span<std::string_view const> built_in_ids() {
  static auto const ids = [] {
    std::array<std::string_view, 5> names;
    std::ranges::transform(built_in(), names.begin(), &BuiltIn::id);
    return names;
  }();
  return ids;
}

std::string_view built_in_text(std::string_view id) {
  auto const* const found = std::ranges::find(built_in(), id, &BuiltIn::id);
  return found == built_in().end() ? std::string_view{} : found->text;
}

Result<Standard> load(std::string_view id_or_path, kinds::Kinds const& kinds) {
  if (auto const text = built_in_text(id_or_path); !text.empty()) {
    return parse(text, fmt::format("standards/{}.yaml", id_or_path), kinds);
  }
  // A word without a folder or an ending is meant as an id.
  if (id_or_path.find_first_of("./\\") == std::string_view::npos) {
    return refuse(
        ErrorKind::usage, "standard_unknown",
        {{"standard", std::string{id_or_path}}, {"known", fmt::format("{}", fmt::join(built_in_ids(), ", "))}});
  }
  auto const text = read_file(std::filesystem::path{id_or_path}, limits::text_file_bytes);
  return text ? parse(*text, id_or_path, kinds) : tl::unexpected<Error>{text.error()};
}

}  // namespace linquan::standard

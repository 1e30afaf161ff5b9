#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "linquan/text/edits.h"
#include "reading.h"
#include "schema.h"

namespace linquan::standard {
namespace {

/// A name, or a list of names, with the place where each stands.
std::vector<YAML::Node> names_in(Reading& reading, YAML::Node const& node, std::string_view field) {
  std::vector<YAML::Node> names;
  auto const is_name = [](YAML::Node const& name) { return name.IsScalar() && !name.Scalar().empty(); };
  if (is_name(node)) {
    return {node};
  }
  if (node.IsSequence() && node.size() >= 1 && node.size() <= schema::names_max) {
    std::ranges::copy_if(node, std::back_inserter(names), is_name);
  }
  if (names.empty() || names.size() != node.size()) {
    reading.fields.refuse_at(node, field, fmt::format("kind | [1…{} × kind]", schema::names_max));
    return {};
  }
  return names;
}

/// A kind of the same name in another language, or else the id that is fewest letters away.
std::string nearest(Reading const& reading, std::string const& word) {
  auto const& kinds = reading.kinds;
  if (auto const meant = kinds.from_words(word).kinds; meant.size() == 1) {
    return kinds[meant.front()].id;
  }
  std::string best;
  auto least = word.size() + schema::id_length_max;
  auto const consider = [&](std::string const& id) {
    if (auto const away = text::edits(word, id); away < least) {
      least = away;
      best = id;
    }
  };
  std::ranges::for_each(kinds.all(), consider, &kinds::Kind::id);
  for (auto const& group : reading.groups) {
    consider(group.first);
  }
  return best;
}

void refuse_unknown(Reading& reading, YAML::Node const& name, std::string_view field) {
  // A word of any length would cost its square to compare.
  auto const word = name.Scalar().substr(0, schema::id_length_max);
  reading.fields.refuse_with(name, "standard_kind_unknown", field, {{"word", word}, {"near", nearest(reading, word)}});
}

void tidy(KindIds& ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// Replaces groups in groups, each once, deepest first.
class Unfolding {
 public:
  Unfolding(Reading& reading, YAML::Node const& groups) : reading_{reading} {
    for (auto const& entry : groups) {
      nodes_.emplace(entry.first.Scalar(), entry.second);
    }
  }

  void all() {
    for (auto const& entry : nodes_) {
      if (!reading_.fields.failed()) {
        unfold(entry.first, entry.second);
      }
    }
  }

 private:
  KindIds const& unfold(std::string const& name, YAML::Node const& names) {
    if (auto const done = reading_.groups.find(name); done != reading_.groups.end()) {
      return done->second;
    }
    KindIds found;
    path_.push_back(name);
    auto const field = fmt::format("groups.{}", name);
    for (auto const& item : names_in(reading_, names, field)) {
      auto const& word = item.Scalar();
      if (reading_.kinds.find(word)) {
        found.push_back(word);
      } else if (auto const open = std::ranges::find(path_, word); open != path_.end()) {
        reading_.fields.refuse_with(item, "standard_cycle", field,
                                    {{"members", fmt::format("{} → {}", fmt::join(open, path_.end(), " → "), word)}});
      } else if (auto const group = nodes_.find(word); group != nodes_.end()) {
        std::ranges::copy(unfold(word, group->second), std::back_inserter(found));
      } else {
        refuse_unknown(reading_, item, field);
      }
      if (reading_.fields.failed()) {
        break;
      }
    }
    path_.pop_back();
    tidy(found);
    return reading_.groups[name] = std::move(found);
  }

  Reading& reading_;
  std::map<std::string, YAML::Node, std::less<>> nodes_;
  std::vector<std::string> path_;  ///< from the outermost group to the one that is being read
};

KindIds resolve(Reading& reading, YAML::Node const& names, std::string_view field, bool groups_too) {
  KindIds ids;
  for (auto const& name : names_in(reading, names, field)) {
    auto const& word = name.Scalar();
    auto const group = groups_too ? reading.groups.find(word) : reading.groups.end();
    if (group != reading.groups.end()) {
      std::ranges::copy(group->second, std::back_inserter(ids));
    } else if (reading.kinds.find(word)) {
      ids.push_back(word);
    } else {
      refuse_unknown(reading, name, field);
      return {};
    }
  }
  tidy(ids);
  return ids;
}

}  // namespace

void read_groups(Reading& reading, YAML::Node const& root) {
  auto const groups = root["groups"];
  if (!groups) {
    return;
  }
  reading.fields.enter("");
  if (!groups.IsMap() || groups.size() > schema::groups_max) {
    reading.fields.refuse_at(groups, "groups", fmt::format("{{0…{} × name: [kind, …]}}", schema::groups_max));
    return;
  }
  std::map<std::string, int> seen;  // And the line of each.
  for (auto const& entry : groups) {
    auto const name = entry.first.IsScalar() ? entry.first.Scalar() : std::string{};
    auto const field = fmt::format("groups.{}", name.substr(0, schema::id_length_max));
    if (name.empty() || name.size() > schema::id_length_max) {
      reading.fields.refuse_at(entry.first, field, fmt::format("1…{} × a-z 0-9 _ -", schema::id_length_max));
    } else if (reading.kinds.find(name)) {
      reading.fields.refuse_with(entry.first, "standard_group_kind", field, {{"word", name}});
    } else if (auto const [first, is_new] = seen.emplace(name, yaml::Fields::line_of(entry.first)); !is_new) {
      reading.fields.refuse_twice(entry.first, field, first->second);
    }
    if (reading.fields.failed()) {
      return;
    }
  }
  Unfolding{reading, groups}.all();
}

KindIds kinds_of(Reading& reading, YAML::Node const& names, std::string_view field) {
  return resolve(reading, names, field, true);
}

KindIds kinds_alone(Reading& reading, YAML::Node const& names, std::string_view field) {
  return resolve(reading, names, field, false);
}

}  // namespace linquan::standard

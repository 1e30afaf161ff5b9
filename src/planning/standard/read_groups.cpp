#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "linquan/text/edits.h"
#include "read.h"

namespace linquan::standard {
namespace {

constexpr std::size_t groups_max = 200;

}  // namespace

Groups::Groups(YAML::Node const& root, kinds::Kinds const& kinds, Fields& fields) : kinds_{kinds}, fields_{fields} {
  auto const node = root["groups"];
  if (!node) {
    return;
  }
  if (!node.IsMap() || node.size() > groups_max) {
    fields_.refuse_at(node, "groups", "{name: [kind, …], …}");
    return;
  }
  for (auto const& entry : node) {
    auto const name = entry.first.IsScalar() ? entry.first.Scalar() : std::string{};
    if (name.empty() || kinds_.find(name) || std::ranges::find(groups_, name, &Group::name) != groups_.end()) {
      fields_.refuse_at(entry.first, "groups." + name, "a name of its own, of no kind and no other group");
      return;
    }
    groups_.push_back({name, fields_.words(node, name.c_str()), entry.second});
  }
  for (auto const& group : groups_) {
    std::vector<std::string> path;
    std::vector<std::string> found;
    expand(group.name, group.node, path, found);
  }
}

std::string Groups::nearest(std::string const& word) const {
  std::string best;
  auto least = std::numeric_limits<std::size_t>::max();
  for (auto const& kind : kinds_.all()) {
    if (auto const distance = text::edits(word, kind.id); distance < least) {
      least = distance;
      best = kind.id;
    }
  }
  return best;
}

void Groups::expand(std::string const& word, YAML::Node const& at, std::vector<std::string>& path,
                    std::vector<std::string>& kinds) {
  if (fields_.failed()) {
    return;
  }
  if (kinds_.find(word)) {
    kinds.push_back(word);
    return;
  }
  auto const group = std::ranges::find(groups_, word, &Group::name);
  if (group == groups_.end()) {
    fields_.refuse_as(at, "standard_kind_unknown", {{"kind", word}, {"near", nearest(word)}});
    return;
  }
  if (auto const known = expanded_.find(word); known != expanded_.end()) {
    kinds.insert(kinds.end(), known->second.begin(), known->second.end());
    return;
  }
  path.push_back(word);
  if (std::ranges::count(path, word) > 1) {
    fields_.refuse_as(at, "standard_cycle", {{"groups", fmt::format("{}", fmt::join(path, " → "))}});
    return;
  }
  std::vector<std::string> inside;
  for (auto const& member : group->members) {
    expand(member, group->node, path, inside);
  }
  path.pop_back();
  std::ranges::sort(inside);
  inside.erase(std::ranges::unique(inside).begin(), inside.end());
  kinds.insert(kinds.end(), inside.begin(), inside.end());
  // Groups that share others would else be walked again and again.
  expanded_.emplace(word, std::move(inside));
}

std::vector<std::string> Groups::kinds(YAML::Node const& map, char const* key) {
  std::vector<std::string> found;
  for (auto const& word : fields_.words(map, key)) {
    std::vector<std::string> path;
    expand(word, map[key], path, found);
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

}  // namespace linquan::standard

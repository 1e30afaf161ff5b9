#pragma once

#include <map>
#include <string>
#include <vector>

#include "fields.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

/// Named lists of kinds; what is in them has replaced the groups that they name.
class Groups {
 public:
  /// Reads `groups` of a file; a group that contains itself is refused with its members.
  Groups(YAML::Node const& root, kinds::Kinds const& kinds, Fields& fields);
  /// Kind ids behind the words of a field, sorted, each once.
  std::vector<std::string> kinds(YAML::Node const& map, char const* key);

 private:
  struct Group {
    std::string name;
    std::vector<std::string> members;
    YAML::Node node;
  };
  void expand(std::string const& word, YAML::Node const& at, std::vector<std::string>& path,
              std::vector<std::string>& kinds);
  [[nodiscard]] std::string nearest(std::string const& word) const;

  kinds::Kinds const& kinds_;
  Fields& fields_;
  std::vector<Group> groups_;
  std::map<std::string, std::vector<std::string>> expanded_;
};

/// Reads one rule of the list.
Rule read_rule(YAML::Node const& node, Groups& groups, Fields& fields);

/// Refuses rules of which one makes the other idle, ids that stand twice and, where levels do not stand in for one
/// another, a kind that is asked for on two levels.
void check_rules(std::vector<Rule> const& rules, std::vector<YAML::Node> const& nodes, bool levels_apart,
                 Fields& fields);

/// Name, source and mark, as many things in the file have them.
Name read_name(YAML::Node const& node, Fields& fields);
Source read_source(YAML::Node const& node, Fields& fields);

}  // namespace linquan::standard

#include <yaml-cpp/yaml.h>

#include <utility>

#include "reading.h"
#include "schema.h"

namespace linquan::standard {
namespace {

void read_head(Reading& reading, YAML::Node const& root, Standard& standard) {
  auto& fields = reading.fields;
  auto const head = root["standard"];
  if (!head || !head.IsMap()) {
    fields.refuse_at(head ? head : root, "standard", "{id, zh, en, source, mark}");
    return;
  }
  fields.enter("standard");
  fields.only(head, schema::head);
  standard.id = id_of(reading, head);
  standard.name = name_of(reading, head);
  standard.source = source_of(reading, head);
  fields.enter("");
}

/// The parts in an order in which each finds what it names.
Standard read_all(Reading& reading, YAML::Node const& root) {
  Standard standard;
  auto& fields = reading.fields;
  if (!root.IsMap()) {
    fields.refuse_at(root, "/", "{version, standard, rules, …}");
    return standard;
  }
  fields.only(root, schema::file);
  if (fields.whole(root, "version", {1, 1}) != 1) {
    fields.refuse_at(root, "version", "1");
  }
  auto const levels_apart = fields.flag(root, "levels_apart", false);
  if (!root["rules"] && !root["lists"]) {
    fields.refuse_at(root, "rules", "[{id, zh, en, needs, within, source, mark}, …]");
  }
  read_head(reading, root, standard);
  if (!fields.failed()) {
    read_groups(reading, root);
  }
  if (!fields.failed()) {
    standard.rules = read_rules(reading, root, levels_apart);
  }
  if (!fields.failed()) {
    standard.headlines = read_headlines(reading, root, standard.rules);
    read_lists(reading, root, standard);
    standard.round = read_round(reading, root);
    standard.space = read_space(reading, root);
  }
  return standard;
}

}  // namespace

Result<Standard> parse(std::string_view yaml, std::string_view file_name, kinds::Kinds const& kinds) {
  Result<Standard> standard;
  auto const done = yaml::with_root(yaml, file_name, [&](YAML::Node const& root) {
    Reading reading{yaml::Fields{file_name, "standard_file"}, kinds, {}};
    auto read = read_all(reading, root);
    standard = reading.fields.ended(std::move(read));
  });
  return done ? std::move(standard) : tl::unexpected<Error>{done.error()};
}

}  // namespace linquan::standard

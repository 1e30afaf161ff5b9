#include "linquan/kinds/kinds.h"

#include <algorithm>
#include <utility>

#include "linquan/base/ensure.h"
#include "tables.h"

namespace linquan::kinds {

extern std::string_view const kinds_yaml;

namespace {

using Tag = std::pair<std::string_view, std::string_view>;

/// Calls `visit` with every value of a list such as "convenience;hairdresser" until it answers true.
template <class Visit>
bool any_value(std::string_view values, Visit const& visit) {
  if (values.find_first_of(";,") == std::string_view::npos) {
    return visit(values);
  }
  while (!values.empty()) {
    auto const end = std::min(values.find_first_of(";,"), values.size());
    auto piece = values.substr(0, end);
    values.remove_prefix(std::min(end + 1, values.size()));
    while (piece.starts_with(' ')) {
      piece.remove_prefix(1);
    }
    while (piece.ends_with(' ')) {
      piece.remove_suffix(1);
    }
    if (visit(piece)) {
      return true;
    }
  }
  return false;
}

bool holds(std::span<Tag const> tags, std::pair<std::string, std::string> const& wanted) {
  return std::ranges::any_of(tags, [&](Tag const& tag) {
    return tag.first == wanted.first && (wanted.second == "*" || any_value(tag.second, [&](std::string_view value) {
                                           return value == wanted.second;
                                         }));
  });
}

bool area_fits(Kind const& kind, double square_metres) {
  if (kind.area_min_square_metres == 0 && kind.area_max_square_metres == 0) {
    return true;
  }
  if (square_metres < 0) {
    return kind.area_unknown_counts;
  }
  return square_metres >= static_cast<double>(kind.area_min_square_metres) &&
         (kind.area_max_square_metres == 0 || square_metres < static_cast<double>(kind.area_max_square_metres));
}

/// Whether all of a rule holds besides its first tag, by which it was found.
bool fits(TagRule const& rule, Evidence const& evidence) {
  if (rule.opens_before_minute >= 0 &&
      (evidence.opens_at_minute < 0 || evidence.opens_at_minute >= rule.opens_before_minute)) {
    return false;
  }
  if (rule.area_known && evidence.area_square_metres < 0) {
    return false;
  }
  auto const named = [&](std::string const& word) { return evidence.name.find(word) != std::string_view::npos; };
  if (!rule.name_contains.empty() && std::ranges::none_of(rule.name_contains, named)) {
    return false;
  }
  auto const held = [&](auto const& tag) { return holds(evidence.tags, tag); };
  return std::ranges::all_of(std::span{rule.tags}.subspan(1), held) && std::ranges::none_of(rule.without, held);
}

struct ByStrength {
  Kindset strong;
  Kindset weak;
};

void take_rules(std::vector<RuleRef> const& rules, Kinds const& kinds, Evidence const& evidence, ByStrength& found) {
  for (auto const& [kind, rule] : rules) {
    if (area_fits(kinds[kind], evidence.area_square_metres) && fits(*rule, evidence)) {
      (rule->weak ? found.weak : found.strong).push_back(kind);
    }
  }
}

/// "060200" covers 060201 and its like; "060000" all of 06.
bool code_covers(std::string_view ours, std::string_view theirs) {
  if (ours.ends_with("0000")) {
    ours.remove_suffix(4);
  } else if (ours.ends_with("00")) {
    ours.remove_suffix(2);
  }
  return theirs.starts_with(ours);
}

bool code_fits(Kind const& kind, Evidence const& evidence, bool keyword_in_name) {
  return std::ranges::any_of(kind.amap_codes, [&](std::string_view ours) {
    auto const asks_keyword = ours.ends_with('+');
    if (asks_keyword) {
      ours.remove_suffix(1);
    }
    auto rest = evidence.amap_code;
    while (!rest.empty()) {
      auto const end = std::min(rest.find_first_of("|;, "), rest.size());
      auto const theirs = rest.substr(0, end);
      if (!theirs.empty() && code_covers(ours, theirs) && (!asks_keyword || keyword_in_name)) {
        return true;
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
  });
}

}  // namespace

void add_kinds(Kindset& kinds, Kindset const& more) {
  kinds.insert(kinds.end(), more.begin(), more.end());
  std::ranges::sort(kinds);
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
}

Kinds::Kinds(std::shared_ptr<Tables const> tables) : tables_{std::move(tables)} {}

Result<Kinds> Kinds::parse(std::string_view yaml, std::string_view file_name) {
  auto file = read_file_of_kinds(yaml, file_name);
  if (!file) {
    return hand_on(file);
  }
  return Kinds{std::make_shared<Tables const>(std::move(*file))};
}

Kinds const& Kinds::built_in() {
  static Kinds const kinds = [] {
    auto parsed = parse(kinds_yaml, "standards/kinds.yaml");
    ensure(parsed.has_value(), "the built-in standards/kinds.yaml is not what its schema asks");
    return std::move(*parsed);
  }();
  return kinds;
}

std::span<Kind const> Kinds::all() const {
  return tables_->file.kinds;
}

std::optional<KindIndex> Kinds::find(std::string_view id) const {
  auto const found = tables_->by_id.find(id);
  return found == tables_->by_id.end() ? std::nullopt : std::optional{found->second};
}

std::vector<KindIndex> Kinds::match(Evidence const& evidence) const {
  ByStrength found;
  auto named = evidence.tags.empty();
  for (auto const& [key, values] : evidence.tags) {
    auto const of_key = tables_->rules.find(key);
    if (of_key == tables_->rules.end()) {
      continue;
    }
    any_value(values, [&](std::string_view value) {
      auto const rules = of_key->second.by_value.find(value);
      if (rules != of_key->second.by_value.end()) {
        take_rules(rules->second, *this, evidence, found);
      }
      return false;
    });
    take_rules(of_key->second.any_value, *this, evidence, found);
  }
  auto kinds = found.strong.empty() ? std::move(found.weak) : std::move(found.strong);
  if (!evidence.kind_text.empty()) {
    add_kinds(kinds, from_words(evidence.kind_text).kinds);
  }
  if (!evidence.amap_code.empty()) {
    auto const by_name = tables_->by_keywords(without_brackets(folded(evidence.name)));
    for (std::size_t i = 0; i < size(); ++i) {
      auto const index = static_cast<KindIndex>(i);
      if (code_fits(all()[i], evidence, std::ranges::binary_search(by_name, index)) &&
          area_fits(all()[i], evidence.area_square_metres)) {
        kinds.push_back(index);
      }
    }
  }
  named = named || std::ranges::any_of(evidence.tags, [&](Tag const& tag) {
            return std::ranges::find(tables_->file.named_by, tag.first) != tables_->file.named_by.end();
          });
  if (kinds.empty() && named && !evidence.name.empty()) {
    kinds = tables_->by_keywords(without_brackets(folded(evidence.name)));
    std::erase_if(kinds, [&](KindIndex kind) { return !area_fits((*this)[kind], evidence.area_square_metres); });
  }
  add_kinds(kinds, {});
  return kinds;
}

}  // namespace linquan::kinds

#include "linquan/directory/approval.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace linquan::directory {
namespace {

using identity::Action;

// Sets of rights that several fields share.
constexpr std::array map_only{Action::correct_map};
constexpr std::array keepers{Action::keep_outlet};
constexpr std::array map_and_keepers{Action::correct_map, Action::keep_outlet};
constexpr std::array map_and_hours{Action::correct_map, Action::change_hours};
constexpr std::array map_and_stalls{Action::correct_map, Action::keep_stalls};
constexpr std::array keepers_and_hours{Action::keep_outlet, Action::change_hours};
constexpr std::array inspectors{Action::inspect_outlet};

bool any_allowed(std::span<identity::Grant const> grants, std::span<Action const> actions,
                 identity::Place const& place) {
  return std::ranges::any_of(actions, [&](Action action) { return identity::allowed(grants, action, place); });
}

}  // namespace

std::span<FieldRule const> field_rules() {
  static std::array<FieldRule, 15> const rules{
      FieldRule{Field::name, map_only, keepers},
      FieldRule{Field::kinds, map_only, keepers},
      FieldRule{Field::services, map_and_keepers, {}},
      FieldRule{Field::places, map_and_stalls, keepers_and_hours},
      FieldRule{Field::hours, map_and_hours, {}},
      FieldRule{Field::serving, map_and_keepers, {}},
      FieldRule{Field::telephone, map_and_keepers, {}},
      FieldRule{Field::address, map_only, keepers},
      FieldRule{Field::chain, map_only, keepers},
      FieldRule{Field::opened, map_only, keepers},
      FieldRule{Field::rebuilt, map_only, keepers},
      FieldRule{Field::condition, map_and_keepers, {}},
      FieldRule{Field::licence, inspectors, map_and_keepers},
      FieldRule{Field::inspections, inspectors, {}},
      FieldRule{Field::state, map_and_keepers, {}},
  };
  return rules;
}

Verdict verdict(std::span<identity::Grant const> grants, Field field, identity::Place const& place) {
  auto const rules = field_rules();
  auto const& rule = *std::ranges::find(rules, field, &FieldRule::field);
  if (any_allowed(grants, rule.direct, place)) {
    return Verdict::direct;
  }
  return any_allowed(grants, rule.asked, place) ? Verdict::asked : Verdict::refused;
}

Verdict verdict(std::span<identity::Grant const> grants, std::span<Field const> fields, identity::Place const& place) {
  auto least = Verdict::direct;
  for (auto const field : fields) {
    least = std::min(least, verdict(grants, field, place));
  }
  return least;
}

Verdict verdict(identity::Role role, Field field) {
  identity::Grant const everywhere{role, identity::Level::city, ""};
  return verdict({&everywhere, 1}, field, {});
}

}  // namespace linquan::directory

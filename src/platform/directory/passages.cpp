#include "linquan/directory/passages.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace linquan::directory {
namespace {

constexpr std::array sorts{std::pair{PassageId::Sort::gate, std::string_view{"gate"}},
                           std::pair{PassageId::Sort::street, std::string_view{"street"}}};
constexpr std::array openings{
    std::pair{Opening::mapped, std::string_view{"mapped"}}, std::pair{Opening::open, std::string_view{"open"}},
    std::pair{Opening::closed, std::string_view{"closed"}}, std::pair{Opening::at_hours, std::string_view{"at_hours"}}};

template <class Names, class Key>
std::string_view name_in(Names const& names, Key key) {
  return std::ranges::find(names, key, [](auto const& one) { return one.first; })->second;
}

template <class Names>
auto named_in(Names const& names, std::string_view name) {
  auto const found = std::ranges::find(names, name, [](auto const& one) { return one.second; });
  return found == names.end() ? std::nullopt : std::optional{found->first};
}

Result<Passage> made(Passage const& now, SetPassage const& set) {
  if ((set.opening == Opening::at_hours) != set.hours.has_value()) {
    return refuse(ErrorKind::usage, "directory_passage_hours");
  }
  Passage next{now.id, set.opening, set.hours};
  return next == now ? Result<Passage>{refuse(ErrorKind::usage, "directory_no_change")} : next;
}

Result<Passage> made(Passage const& now, UndoPassage const& undo) {
  if (undo.made != now) {
    return refuse(ErrorKind::conflict, "directory_undo_late", {{"version", std::to_string(undo.version)}});
  }
  return undo.before;
}

}  // namespace

std::string_view name_of(PassageId::Sort sort) {
  return name_in(sorts, sort);
}

std::optional<PassageId::Sort> sort_named(std::string_view name) {
  return named_in(sorts, name);
}

std::string_view name_of(Opening opening) {
  return name_in(openings, opening);
}

std::optional<Opening> opening_named(std::string_view name) {
  return named_in(openings, name);
}

Result<Passage> decide(Passage const& now, PassageCommand const& command, Actor const& actor,
                       identity::Place const& place) {
  if (auto may = identity::require(actor.grants, identity::Action::correct_map, place); !may) {
    return hand_on(may);
  }
  return std::visit([&](auto const& one) { return made(now, one); }, command);
}

}  // namespace linquan::directory

#include "linquan/needs/need.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::needs {
namespace {

constexpr std::array<std::pair<For, std::string_view>, 5> for_names{{
    {For::anybody, "anybody"},
    {For::child, "child"},
    {For::adult, "adult"},
    {For::age_60, "age_60"},
    {For::age_70, "age_70"},
}};
constexpr std::array<std::pair<State, std::string_view>, 2> state_names{{
    {State::open, "open"},
    {State::withdrawn, "withdrawn"},
}};
constexpr std::size_t words_bytes_max = 1'000;
constexpr std::size_t when_bytes_max = 200;

template <class Names>
auto named_in(Names const& names, std::string_view name) {
  using Key = typename Names::value_type::first_type;
  auto const found = std::ranges::find(names, name, &Names::value_type::second);
  return found == names.end() ? std::optional<Key>{} : std::optional<Key>{found->first};
}

Result<void> tidy(std::string_view field, std::string& text, std::size_t bytes_max) {
  auto const control = std::ranges::any_of(text, [](char c) { return c >= '\0' && c < ' ' && c != '\n'; });
  if (text.size() > bytes_max || control || !text::is_utf8(text)) {
    return refuse(ErrorKind::usage, "need_text", {{"field", std::string{field}}});
  }
  text = text::tidy(text);
  return {};
}

/// The one kind that the words name.
std::string kind_in(std::string const& words, kinds::Kinds const& kinds) {
  auto const match = kinds.from_words(words);
  auto const sure = match.kinds.size() == 1 && !match.doubtful && match.unknown.empty();
  return sure ? kinds[match.kinds.front()].id : std::string{};
}

}  // namespace

std::string_view name_of(For whom) {
  return for_names.at(static_cast<std::size_t>(whom)).second;
}

std::optional<For> for_named(std::string_view name) {
  return named_in(for_names, name);
}

std::string_view name_of(State state) {
  return state_names.at(static_cast<std::size_t>(state)).second;
}

std::optional<State> state_named(std::string_view name) {
  return named_in(state_names, name);
}

Result<Need> checked(Need need, kinds::Kinds const& kinds) {
  if (auto done = tidy("words", need.words, words_bytes_max); !done) {
    return hand_on(done);
  }
  if (auto done = tidy("when", need.when, when_bytes_max); !done) {
    return hand_on(done);
  }
  if (need.kind.empty() && need.words.empty()) {
    return refuse(ErrorKind::usage, "need_empty");
  }
  if (need.kind.empty()) {
    need.kind = kind_in(need.words, kinds);
  } else if (!kinds.find(need.kind)) {
    return refuse(ErrorKind::usage, "need_kind", {{"kind", need.kind}});
  }
  return need;
}

Result<Need> withdrawn(Need need, std::optional<identity::AccountId> by, std::span<identity::Grant const> grants,
                       std::chrono::sys_seconds now) {
  auto const own = by && need.by == by;
  if (!own) {
    if (auto may = identity::require(grants, identity::Action::read_needs, place_of(need)); !may) {
      return hand_on(may);
    }
  }
  if (need.state != State::open) {
    return refuse(ErrorKind::conflict, "need_ended");
  }
  need.state = State::withdrawn;
  need.ended_at = now;
  return need;
}

identity::Place place_of(Need const& need) {
  constexpr std::size_t community_digits = 12;
  constexpr std::size_t subdistrict_digits = 9;
  constexpr std::size_t district_digits = 6;
  identity::Place place;
  place.community = need.community;
  if (need.community.size() == community_digits) {
    place.subdistrict = need.community.substr(0, subdistrict_digits);
    place.district = need.community.substr(0, district_digits);
  }
  return place;
}

}  // namespace linquan::needs

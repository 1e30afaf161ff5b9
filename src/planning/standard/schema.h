#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The fields of a standard's file, map by map, and its bounds. What is not named here is refused; docs/standards.md
/// has a section for each map, and a test holds the two against each other.
namespace linquan::standard::schema {

template <std::size_t count>
using Keys = std::array<std::string_view, count>;

inline constexpr Keys<10> file{"version",   "standard", "levels_apart", "groups", "rules",
                               "headlines", "lists",    "grades",       "round",  "space"};
inline constexpr Keys<5> head{"id", "zh", "en", "source", "mark"};
inline constexpr Keys<18> rule{"id",   "zh",    "en",  "needs",  "services", "within", "person", "people", "open_at",
                               "ways", "count", "per", "demand", "level",    "weight", "size",   "source", "mark"};
inline constexpr Keys<2> within{"minutes", "metres"};
inline constexpr Keys<3> per{"outlets", "people", "level"};
inline constexpr Keys<6> headline{"id", "zh", "en", "rules", "source", "mark"};
inline constexpr Keys<7> list{"id", "zh", "en", "kinds", "of", "source", "mark"};
inline constexpr Keys<6> grade{"id", "zh", "en", "needs", "source", "mark"};
inline constexpr Keys<4> round{"stops", "minutes", "source", "mark"};
inline constexpr Keys<5> space{"level", "land", "floor", "source", "mark"};

inline constexpr std::size_t id_length_max = 64;
inline constexpr std::size_t names_max = 200;  ///< in one list of kinds and groups
inline constexpr std::size_t groups_max = 200;
inline constexpr std::size_t rules_max = 1'000;
inline constexpr std::size_t others_max = 100;  ///< headlines, lists, grades, levels with space
inline constexpr std::size_t stops_max = 4;
inline constexpr std::int32_t count_max = 100;
inline constexpr std::int32_t weight_max = 1'000;
inline constexpr std::int32_t per_outlets_max = 1'000;
inline constexpr std::int32_t per_people_max = 10'000'000;
inline constexpr std::int32_t of_max = 1'000;
inline constexpr std::int32_t space_max = 100'000;

}  // namespace linquan::standard::schema

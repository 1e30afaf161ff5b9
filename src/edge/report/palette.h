#pragma once

#include <string_view>

namespace linquan::report {

/// Colours of all figures. Grey is the ground; colour is for the score alone: blue where a need is met, orange to brown
/// where it is not. The two differ for every sort of colour-blindness, and the unmet ones darken in order, so that grey
/// prints keep it.
namespace palette {
inline constexpr std::string_view ink = "#2f3336";
inline constexpr std::string_view quiet = "#767b80";
inline constexpr std::string_view line = "#d9dbdd";
inline constexpr std::string_view ground = "#f4f5f5";
inline constexpr std::string_view met = "#2b6a99";
inline constexpr std::string_view met_pale = "#c9dcea";
inline constexpr std::string_view unmet_pale = "#f5cf9f";
inline constexpr std::string_view unmet = "#dd8534";
inline constexpr std::string_view unmet_dark = "#8c3a08";
inline constexpr std::string_view unknown = "#a9adb1";
}  // namespace palette

/// The share of needs from which a home or an area counts as served; classes below it lie at these.
inline constexpr double pass_mark = 0.90;
inline constexpr double class_middle = 0.75;
inline constexpr double class_low = 0.50;

/// From so much of a difference between two shares on an area is drawn dark.
inline constexpr double points_much = 0.05;

}  // namespace linquan::report

#pragma once

#include <string_view>

namespace linquan::report {

/// The style of all pages, on screen and on A4.
extern std::string_view const page_style;

}  // namespace linquan::report

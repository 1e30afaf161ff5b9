#pragma once

#include <string_view>

namespace linquan::standard {

/// The files of standards/ as the build found them.
extern std::string_view const mofcom_yaml;
extern std::string_view const star_scheme_yaml;
extern std::string_view const gb_50180_yaml;
extern std::string_view const td_t_1062_yaml;
extern std::string_view const local_xuzhou_yaml;

}  // namespace linquan::standard

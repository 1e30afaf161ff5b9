#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "linquan/base/file.h"
#include "linquan/base/limits.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

extern std::string_view const mofcom_yaml;
extern std::string_view const star_scheme_yaml;
extern std::string_view const gb_50180_yaml;
extern std::string_view const td_t_1062_yaml;
extern std::string_view const local_xuzhou_yaml;

namespace {

constexpr std::array<std::string_view, 5> ids{"mofcom", "star-scheme", "gb-50180", "td-t-1062", "local-xuzhou"};

}  // namespace

std::span<std::string_view const> built_in_ids() {
  return ids;
}

std::string_view built_in_text(std::string_view id) {
  std::array const texts{mofcom_yaml, star_scheme_yaml, gb_50180_yaml, td_t_1062_yaml, local_xuzhou_yaml};
  static_assert(texts.size() == ids.size());
  auto const found = std::ranges::find(ids, id);
  return found == ids.end() ? std::string_view{} : texts[static_cast<std::size_t>(found - ids.begin())];
}

Result<void> check_built_in(std::string_view id) {
  return std::ranges::find(ids, id) != ids.end()
             ? Result<void>{}
             : refuse(ErrorKind::usage, "standard_unknown",
                      {{"word", std::string{id}}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
}

Result<Standard> load_built_in(std::string_view id, kinds::Kinds const& kinds) {
  if (auto known = check_built_in(id); !known) {
    return hand_on(known);
  }
  return parse(built_in_text(id), fmt::format("standards/{}.yaml", id), kinds);
}

Result<Standard> load(std::string_view id_or_path, kinds::Kinds const& kinds) {
  auto const known = check_built_in(id_or_path);
  if (known) {
    return load_built_in(id_or_path, kinds);
  }
  std::filesystem::path const path{id_or_path};
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return tl::unexpected<Error>{known.error()};
  }
  auto const text = read_file(path, limits::text_file_bytes);
  return text ? parse(*text, path.string(), kinds) : tl::unexpected<Error>{text.error()};
}

}  // namespace linquan::standard

#include "linquan/standard/standards.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "linquan/base/file.h"
#include "linquan/base/limits.h"

namespace linquan::standard {

Result<Standards> Standards::with_file(std::filesystem::path const& file, kinds::Kinds const& kinds) {
  auto const text = read_file(file, limits::text_file_bytes);
  auto own = text ? parse(*text, file.string(), kinds) : tl::unexpected<Error>{text.error()};
  if (!own) {
    return hand_on(own);
  }
  if (check_built_in(own->id)) {
    return refuse(ErrorKind::bad_input, "standard_id_built_in", {{"file", file.string()}, {"id", own->id}});
  }
  Standards standards;
  standards.own_ = std::move(*own);
  return standards;
}

Result<Standard> Standards::find(std::string_view id) const {
  if (own_ && own_->id == id) {
    return *own_;
  }
  if (auto known = check(id); !known) {
    return hand_on(known);
  }
  return load_built_in(id, kinds::Kinds::built_in());
}

Result<void> Standards::check(std::string_view id) const {
  auto const known = ids();
  return std::ranges::find(known, id) != known.end()
             ? Result<void>{}
             : refuse(ErrorKind::usage, "standard_unknown",
                      {{"word", std::string{id}}, {"ids", fmt::format("{}", fmt::join(known, ", "))}});
}

std::vector<std::string> Standards::ids() const {
  std::vector<std::string> all{built_in_ids().begin(), built_in_ids().end()};
  if (own_) {
    all.push_back(own_->id);
  }
  return all;
}

}  // namespace linquan::standard

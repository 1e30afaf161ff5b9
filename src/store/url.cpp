#include "linquan/store/url.h"

#include <algorithm>
#include <cstddef>

namespace linquan::store {
namespace {

bool has_any_of(std::string_view text, std::string_view characters) {
  return text.find_first_of(characters) != std::string_view::npos;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  auto const refused = [&] { return refuse(ErrorKind::usage, "store_url", {{"text", std::string{text}}}); };
  std::string_view const sqlite = "sqlite:";
  if (text.starts_with(sqlite)) {
    auto const file = text.substr(sqlite.size());
    // SOCI quotes file names in its own way and knows no escape for these.
    if (file.empty() || file.starts_with("//") || has_any_of(file, "\"\n\r")) {
      return refused();
    }
    return Url{Engine::sqlite, std::string{file}};
  }
  if (text.starts_with("postgresql://") || text.starts_with("postgres://")) {
    if (has_any_of(text, " \t\n\r'\"")) {
      return refused();
    }
    return Url{Engine::postgresql, std::string{text}};
  }
  return refused();
}

std::string shown(Url const& url) {
  if (url.engine == Engine::sqlite) {
    return "sqlite:" + url.target;
  }
  auto const from = url.target.find("://") + 3;
  auto const host = url.target.rfind('@', url.target.find_first_of("/?", from));
  auto const colon = url.target.find(':', from);
  auto text = url.target;
  // Parameters may hold a password too.
  if (auto const question = text.find('?', from); question != std::string::npos) {
    text.erase(question);
  }
  if (host != std::string::npos && host > from && colon < host) {
    text.replace(colon + 1, host - colon - 1, "***");
  }
  return text;
}

}  // namespace linquan::store

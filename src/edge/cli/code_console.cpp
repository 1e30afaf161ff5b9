#include "code_console.h"

#include <string>

namespace linquan::cli {

Result<void> CodeConsole::send(std::string_view telephone, std::string_view code) {
  constexpr std::size_t shown_first = 3;
  constexpr std::size_t shown_last = 2;
  auto const ends = telephone.size() > shown_first + shown_last;
  auto const shown = ends ? std::string{telephone.substr(0, shown_first)} + "…" +
                                std::string{telephone.substr(telephone.size() - shown_last)}
                          : std::string{"…"};
  tell(console_, "serve_code", {{"telephone", shown}, {"code", std::string{code}}});
  return {};
}

}  // namespace linquan::cli

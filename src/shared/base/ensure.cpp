#include "linquan/base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace linquan {

void broken(std::string_view sentence) {
  std::fprintf(stderr, "linquan: internal error: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
  std::abort();
}

}  // namespace linquan

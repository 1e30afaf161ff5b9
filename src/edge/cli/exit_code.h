#pragma once

#include "linquan/base/result.h"

namespace linquan::cli {

/// The exit code of a refusal; 0 is success.
int exit_code(ErrorKind kind);

}  // namespace linquan::cli

#pragma once

#include <cstdio>
#include <span>
#include <string>

namespace linquan::cli {

/// Runs one command line; the exit code of DESIGN: 0 done, 2 usage, 3 bad input, 4 the machine, 130 interrupted.
int run(std::span<std::string const> arguments, std::FILE* out, std::FILE* err);

}  // namespace linquan::cli

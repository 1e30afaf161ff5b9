#include <cstdio>
#include <string>
#include <vector>

#include "linquan/cli/cli.h"

int main(int argc, char** argv) {
  std::vector<std::string> const arguments(argv + 1, argv + argc);
  return linquan::cli::run(arguments, stdout, stderr);
}

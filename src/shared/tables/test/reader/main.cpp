#include <csignal>
#include <cstddef>
#include <string_view>
#include <vector>

#include "linquan/tables/apart.h"

/// What the program does as a child, and what a parser at fault would do.
int main(int argc, char** argv) {
  if (argc < 2 || argv[1] != linquan::tables::child_word) {
    return 2;
  }
  std::string_view const sheet = argc > 3 ? argv[3] : "";
  if (sheet == "die") {
    return std::raise(SIGSEGV);
  }
  for (auto hang = sheet == "hang"; hang;) {
  }
  return linquan::tables::read_as_child(argc - 2, argv + 2);
}

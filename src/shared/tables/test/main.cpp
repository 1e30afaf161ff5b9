#include <gtest/gtest.h>

#include <csignal>
#include <string_view>

#include "linquan/tables/apart.h"

/// The tests are their own child, as the program is; some sheets' names make it a parser at fault.
int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == linquan::tables::child_word) {
    std::string_view const sheet = argc > 3 ? argv[3] : "";
    if (sheet == "die") {
      return std::raise(SIGSEGV);
    }
    for (auto volatile hang = sheet == "hang"; hang;) {
    }
    return linquan::tables::read_as_child(argc - 2, argv + 2);
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}

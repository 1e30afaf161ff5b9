#include <gtest/gtest.h>

#include "linquan/tables/apart.h"

/// The tests read foreign tables in a child of their own, as the program does.
int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == linquan::tables::child_word) {
    return linquan::tables::read_as_child(argc - 2, argv + 2);
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}

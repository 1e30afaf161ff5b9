#include <pthread.h>

#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "linquan/cli/cli.h"
#include "linquan/tables/apart.h"

int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == linquan::tables::child_word) {
    return linquan::tables::read_as_child(argc - 2, argv + 2);
  }
  // While a command works, it takes these signals itself. Before and after it they wait: a signal that comes when the
  // output already stands must not turn the exit code into one that says it does not.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::vector<std::string> const arguments(argv + 1, argv + argc);
  return linquan::cli::run(arguments, stdout, stderr);
}

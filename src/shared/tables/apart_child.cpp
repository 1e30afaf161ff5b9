#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "linquan/tables/apart.h"
#include "raw.h"
#include "shut_in.h"

namespace linquan::tables {
namespace {

/// What the parent says after the child's word.
struct Orders {
  std::string file;
  std::string sheet;
  std::uint64_t rows = 0;
  std::uint64_t memory_bytes = 0;
  std::uint64_t answer_bytes = 0;
  std::uint64_t seconds = 0;
};

bool take(char const* word, std::uint64_t& number) {
  std::string_view const text{word};
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && number > 0;
}

bool bind(int resource, rlim_t most) {
  rlimit const limit{most, most};
  return ::setrlimit(resource, &limit) == 0;
}

// A sanitizer reserves far more address space than it uses.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_bound = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool memory_bound = false;
#else
constexpr bool memory_bound = true;
#endif
#else
constexpr bool memory_bound = true;
#endif

bool bind_all(Orders const& orders) {
  constexpr rlim_t files = 16;
  constexpr int nice = 10;
  // Goes with whoever started it; what uses the processor comes after what people wait for.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  ::setpriority(PRIO_PROCESS, 0, nice);
  return (!memory_bound || bind(RLIMIT_AS, orders.memory_bytes)) && bind(RLIMIT_CPU, orders.seconds) &&
         bind(RLIMIT_NOFILE, files) && bind(RLIMIT_FSIZE, 0) && bind(RLIMIT_CORE, 0) && shut_in();
}

Result<Table> read_bound(Orders const& orders) {
  try {
    ReadOptions options;
    options.sheet = orders.sheet;
    auto table = read_table(orders.file, options);
    if (table && table->rows.size() > orders.rows) {
      return too_large(orders.file, "rows", orders.rows);
    }
    if (table && table->rows.size() * table->columns.size() > apart_cells_max) {
      return too_large(orders.file, "cells", apart_cells_max);
    }
    return table;
  } catch (std::bad_alloc const&) {
    return too_large(orders.file, "memory", orders.memory_bytes);
  }
}

bool say(std::string_view text) {
  while (!text.empty()) {
    auto const written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

int read_as_child(int count, char const* const* arguments) {
  constexpr int usage = 2;
  constexpr int unbound = 4;
  Orders orders;
  if (count != 6 || !take(arguments[2], orders.rows) || !take(arguments[3], orders.memory_bytes) ||
      !take(arguments[4], orders.answer_bytes) || !take(arguments[5], orders.seconds)) {
    return usage;
  }
  orders.file = arguments[0];
  orders.sheet = arguments[1];
  if (!bind_all(orders)) {
    return unbound;
  }
  try {
    auto text = told(read_bound(orders));
    if (text.size() > orders.answer_bytes) {
      text = told(too_large(orders.file, "bytes", orders.answer_bytes));
    }
    return say(text) ? 0 : unbound;
  } catch (std::exception const&) {
    return unbound;
  }
}

}  // namespace linquan::tables

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "linquan/store/url.h"

namespace linquan::store {

/// The program store_writer at work, and what it has acknowledged.
class Writer {
 public:
  /// `what`: "pairs" or "orders".
  Writer(std::string const& url, std::string const& what);
  Writer(Writer const&) = delete;
  Writer& operator=(Writer const&) = delete;
  Writer(Writer&&) = delete;
  Writer& operator=(Writer&&) = delete;
  ~Writer();

  /// Reads until so many changes are acknowledged, or it ends.
  bool wait_for(std::size_t count);
  void kill() const;
  /// Everything it acknowledged up to its end, a line each.
  std::vector<std::string> const& until_its_end();

 private:
  bool take();

  pid_t child_ = -1;
  int from_ = -1;
  std::string text_;
  std::vector<std::string> acknowledged_;
};

/// As parse_url() takes it, password and all.
std::string text_of(Url const& url);

}  // namespace linquan::store

#pragma once

#include <filesystem>
#include <string>

namespace linquan::store {

/// A PostgreSQL of its own, from initdb, that syncs what it promises; gone with the test.
///
/// It may not run as root: then it runs as the user `postgres` that Debian's package makes.
class Cluster {
 public:
  static bool can_be_made();

  Cluster();
  Cluster(Cluster const&) = delete;
  Cluster& operator=(Cluster const&) = delete;
  Cluster(Cluster&&) = delete;
  Cluster& operator=(Cluster&&) = delete;
  ~Cluster();

  void start();
  /// Every process of it at once, with SIGKILL.
  void kill();
  [[nodiscard]] std::string url() const;

 private:
  [[nodiscard]] std::string data() const { return (folder_ / "data").string(); }
  std::filesystem::path folder_;
  int port_;
  bool runs_ = false;
};

}  // namespace linquan::store

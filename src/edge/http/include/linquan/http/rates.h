#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace linquan::http {

/// How often one address may ask: so many at once, and so many more each second.
struct Rate {
  std::uint32_t per_second = 0;  ///< 0: as often as it likes
  std::uint32_t burst = 1;
};

/// A bucket of tokens for each address. Not for several threads.
class Rates {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Rates(Rate rate, std::size_t addresses_max = 100'000);

  /// Takes `count` tokens, or as many as a full bucket holds; nullopt where they were there, else how long until they
  /// will be.
  ///
  /// Where too many addresses ask, those that are new share one bucket.
  std::optional<std::chrono::seconds> take(std::string_view address, Time now, std::uint32_t count = 1);
  [[nodiscard]] std::size_t size() const { return buckets_.size(); }

 private:
  struct Bucket {
    std::int64_t thousandths = 0;  ///< of a token
    Time filled;
  };
  void fill(Bucket& bucket, Time now) const;
  Bucket& bucket_of(std::string_view address, Time now);
  void forget_full(Time now);

  Rate rate_;
  std::size_t addresses_max_;
  std::unordered_map<std::string, Bucket> buckets_;
};

/// Whom a bucket belongs to: an IPv4 address, or the /64 network of an IPv6 address, which one household has whole.
/// What is no address stays as it is.
std::string rate_key(std::string_view address);

}  // namespace linquan::http

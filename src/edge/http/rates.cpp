#include "linquan/http/rates.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <utility>

namespace linquan::http {
namespace {

constexpr std::int64_t token = 1000;
/// Longer than any bucket takes to be full again; keeps the sums small.
constexpr std::chrono::hours fill_max{24};

}  // namespace

Rates::Rates(Rate rate, std::size_t addresses_max) : rate_{rate}, addresses_max_{addresses_max} {}

void Rates::fill(Bucket& bucket, Time now) const {
  auto const since = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::clamp<std::chrono::nanoseconds>(now - bucket.filled, std::chrono::nanoseconds{0}, fill_max));
  // Tokens a second are thousandths a millisecond.
  auto const full = std::int64_t{rate_.burst} * token;
  bucket.thousandths = std::min(full, bucket.thousandths + since.count() * std::int64_t{rate_.per_second});
  bucket.filled += since;
}

void Rates::forget_full(Time now) {
  std::erase_if(buckets_, [&](auto const& entry) {
    auto bucket = entry.second;
    fill(bucket, now);
    return bucket.thousandths == std::int64_t{rate_.burst} * token;
  });
}

Rates::Bucket& Rates::bucket_of(std::string_view address, Time now) {
  std::string key{address};
  if (auto const found = buckets_.find(key); found != buckets_.end()) {
    return found->second;
  }
  if (buckets_.size() >= addresses_max_) {
    forget_full(now);
  }
  if (buckets_.size() >= addresses_max_) {
    key.clear();
  }
  return buckets_.try_emplace(std::move(key), Bucket{std::int64_t{rate_.burst} * token, now}).first->second;
}

std::optional<std::chrono::seconds> Rates::take(std::string_view address, Time now, std::uint32_t count) {
  if (rate_.per_second == 0) {
    return std::nullopt;
  }
  auto& bucket = bucket_of(address, now);
  fill(bucket, now);
  auto const wanted = std::int64_t{std::min(count, rate_.burst)} * token;
  if (bucket.thousandths >= wanted) {
    bucket.thousandths -= wanted;
    return std::nullopt;
  }
  auto const milliseconds = (wanted - bucket.thousandths + rate_.per_second - 1) / std::int64_t{rate_.per_second};
  return std::chrono::ceil<std::chrono::seconds>(std::chrono::milliseconds{milliseconds});
}

std::string rate_key(std::string_view address) {
  std::string const text{address};
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) {
    return text;
  }
  // An IPv4 address in IPv6's clothes is one address, not a network.
  static constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
    std::array<char, INET_ADDRSTRLEN> shown{};
    inet_ntop(AF_INET, bytes.data() + mapped.size(), shown.data(), shown.size());
    return shown.data();
  }
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> shown{};
  inet_ntop(AF_INET6, bytes.data(), shown.data(), shown.size());
  return shown.data();
}

}  // namespace linquan::http

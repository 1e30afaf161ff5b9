#include "linquan/http/rates.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "linquan/http/metrics.h"

namespace linquan::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Rates, LetABurstThroughAndThenSoManyASecond) {
  Rates rates{{10, 3}};
  Rates::Time const now{};
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(rates.take("a", now), std::nullopt);
  }
  EXPECT_EQ(rates.take("a", now), seconds{1});
  EXPECT_EQ(rates.take("b", now), std::nullopt) << "everybody has a bucket of their own";
  EXPECT_EQ(rates.take("a", now + milliseconds{99}), seconds{1});
  EXPECT_EQ(rates.take("a", now + milliseconds{100}), std::nullopt);
  EXPECT_EQ(rates.take("a", now + milliseconds{101}), seconds{1});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(rates.take("a", now + seconds{100}), std::nullopt) << "no more than the burst is saved up";
  }
  EXPECT_EQ(rates.take("a", now + seconds{100}), seconds{1});
}

TEST(Rates, HoldForAWholeDay) {
  // Ten a day, each for a tenth of the day's seconds.
  constexpr std::uint32_t day = 86'400;
  Rates rates{{1, day}};
  auto const start = Rates::Time{};
  for (auto i = 0; i < 10; ++i) {
    EXPECT_FALSE(rates.take("one", start, day / 10)) << i;
  }
  EXPECT_EQ(rates.take("one", start, day / 10), std::chrono::seconds{day / 10});
  EXPECT_FALSE(rates.take("another", start, day / 10));
  EXPECT_TRUE(rates.take("one", start + std::chrono::hours{2}, day / 10));
  EXPECT_FALSE(rates.take("one", start + std::chrono::hours{3}, day / 10));
  auto const tomorrow = start + std::chrono::hours{27};
  for (auto i = 0; i < 10; ++i) {
    EXPECT_FALSE(rates.take("one", tomorrow, day / 10)) << i;
  }
  EXPECT_TRUE(rates.take("one", tomorrow, day / 10));
}

TEST(Rates, OfNoneLetEverybodyThrough) {
  Rates rates{{0, 1}};
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(rates.take("a", {}), std::nullopt);
  }
}

TEST(Rates, ForgetWhoIsAwayAndHoldNewOnesTogetherWhenTooManyAsk) {
  Rates rates{{1, 2}, 10};
  Rates::Time const now{};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(rates.take(std::to_string(i), now), std::nullopt);
  }
  EXPECT_EQ(rates.take("x", now), std::nullopt);
  EXPECT_EQ(rates.take("y", now), std::nullopt);
  EXPECT_EQ(rates.take("z", now), seconds{1}) << "x, y and z share one bucket";
  EXPECT_EQ(rates.size(), 11U);
  EXPECT_EQ(rates.take("w", now + seconds{10}), std::nullopt);
  EXPECT_EQ(rates.size(), 1U) << "whose bucket is full again is forgotten";
}

TEST(RateKey, IsAnAddressOrAHouseholdsNetwork) {
  EXPECT_EQ(rate_key("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(rate_key("2001:db8:1:2:3:4:5:6"), rate_key("2001:db8:1:2::1"));
  EXPECT_NE(rate_key("2001:db8:1:2::1"), rate_key("2001:db8:1:3::1"));
  EXPECT_EQ(rate_key("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(rate_key("unknown"), "unknown");
}

TEST(Metrics, CountAnswersByRouteAndStatus) {
  Metrics metrics;
  metrics.answered("/a/{id}", "GET", 200, milliseconds{2});
  metrics.answered("/a/{id}", "GET", 200, milliseconds{40});
  metrics.answered("/a/{id}", "GET", 404, std::chrono::minutes{1});
  metrics.answered("", "-", 404, milliseconds{1});
  auto const text = metrics.text();
  for (auto const* const line :
       {"linquan_http_requests_total{route=\"/a/{id}\",method=\"GET\",status=\"200\"} 2\n",
        "linquan_http_requests_total{route=\"/a/{id}\",method=\"GET\",status=\"404\"} 1\n",
        "linquan_http_requests_total{route=\"none\",method=\"-\",status=\"404\"} 1\n",
        "_bucket{route=\"/a/{id}\",method=\"GET\",le=\"0.001\"} 0\n", "le=\"0.0025\"} 1\n", "le=\"0.05\"} 2\n",
        "_bucket{route=\"/a/{id}\",method=\"GET\",le=\"30\"} 2\n",
        "_bucket{route=\"/a/{id}\",method=\"GET\",le=\"+Inf\"} 3\n",
        "_sum{route=\"/a/{id}\",method=\"GET\"} 60.042000\n", "_count{route=\"/a/{id}\",method=\"GET\"} 3\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

}  // namespace
}  // namespace linquan::http

#include "linquan/http/target.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace linquan::http {
namespace {

using namespace std::string_view_literals;

TEST(Target, IsTakenApartIntoSegmentsAndParameters) {
  auto const target = parse_target("/api/v1/outlets/%E8%8D%AF?at=34.26%2C117.18&kinds=a+b");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "v1", "outlets", "药"}));
  EXPECT_EQ(target->query.find("at"), "34.26,117.18");
  EXPECT_EQ(target->query.find("kinds"), "a b");
  EXPECT_EQ(target->query.find("person"), std::nullopt);
}

TEST(Target, MayBeAWholeAddress) {
  auto const target = parse_target("http://city.example/healthz?x=1");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, std::vector<std::string>{"healthz"});
  EXPECT_EQ(parse_target("http://city.example")->segments, std::vector<std::string>{});
}

TEST(Target, RefusesPathsThatClimbOrHide) {
  for (auto const text :
       {"/../etc"sv, "/a/../b"sv, "/%2e%2e/etc"sv, "/%2E./x"sv, "/./a"sv, "/a%2fb"sv, "/a%5Cb"sv, "/a\\b"sv, "/a%00b"sv,
        "/a\0b"sv, "/a%0d%0ab"sv, "/%zz"sv, "/%4"sv, "/%"sv, "/%ff"sv, "/%c0%ae"sv, "healthz"sv, "*"sv, ""sv}) {
    auto const target = parse_target(text);
    ASSERT_FALSE(target) << text;
    EXPECT_EQ(target.error().code, "http_target");
  }
}

TEST(Query, RefusesWhatStandsTwiceOrIsTooMuch) {
  EXPECT_EQ(Query::parse("at=1&at=2").error().code, "http_parameter_twice");
  EXPECT_EQ(Query::parse("a%74=1&at=2").error().code, "http_parameter_twice") << "another spelling is the same name";
  std::string many;
  for (std::size_t i = 0; i < parameters_max; ++i) {
    many += "&p" + std::to_string(i);
  }
  EXPECT_TRUE(Query::parse(many));
  EXPECT_EQ(Query::parse(many + "&more").error().code, "http_parameters_many");
  EXPECT_EQ(Query::parse("a=%").error().code, "http_target");
  EXPECT_EQ(Query::parse("a=%01").error().code, "http_target");
}

}  // namespace
}  // namespace linquan::http

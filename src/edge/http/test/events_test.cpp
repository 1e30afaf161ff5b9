#include "linquan/http/events.h"

#include <gtest/gtest.h>

#include <string>

namespace linquan::http {
namespace {

TEST(Events, AreLinesThatNoDataCanBreak) {
  EXPECT_EQ(text_of({7, "outlet", "{}"}), "id: 7\nevent: outlet\ndata: {}\n\n");
  EXPECT_EQ(text_of({0, "", "a\nid: 9\r\nb\rc"}), "data: a\ndata: id: 9\ndata: b\ndata: c\n\n");
  EXPECT_EQ(text_of({0, "", ""}), "data: \n\n");
}

TEST(Events, AreToldToAllWhoListen) {
  Channel channel{{}};
  channel.publish({1, "x", "before"});
  auto const one = channel.listen("");
  auto const other = channel.listen("");
  channel.publish({2, "x", "a"});
  channel.publish({3, "x", "b"});
  auto const text = text_of({2, "x", "a"}) + text_of({3, "x", "b"});
  EXPECT_EQ(one->take(), text);
  EXPECT_EQ(other->take(), text);
  EXPECT_EQ(one->take(), "");
  channel.close();
  EXPECT_TRUE(one->over() && other->over());
}

TEST(Events, AreToldAgainToWhoComesBack) {
  Channel channel{{}, 4};
  channel.publish({5, "x", "a"});
  channel.publish({0, "note", "is not kept"});
  channel.publish({6, "x", "b"});
  EXPECT_EQ(channel.listen("4")->take(), text_of({5, "x", "a"}) + text_of({6, "x", "b"}));
  EXPECT_EQ(channel.listen("5")->take(), text_of({6, "x", "b"}));
  EXPECT_EQ(channel.listen("6")->take(), "");
}

TEST(Events, BeginAnewWhereSomethingIsNotKept) {
  auto const reset = text_of({3, "reset", "{}"});
  auto const size = text_of({1, "x", "a"}).size();
  Channel channel{{2 * size, 1000}};
  for (std::uint64_t i = 1; i <= 3; ++i) {
    channel.publish({i, "x", "a"});
  }
  EXPECT_EQ(channel.listen("0")->take(), reset) << "1 is forgotten";
  EXPECT_EQ(channel.listen("1")->take(), text_of({2, "x", "a"}) + text_of({3, "x", "a"}));
  for (auto const* const odd : {"4", "x", "-1", "1 ", "99999999999999999999999"}) {
    EXPECT_EQ(channel.listen(odd)->take(), reset) << odd;
  }
  EXPECT_EQ(Channel(Channel::Limits{}, 9).listen("8")->take(), text_of({9, "reset", "{}"})) << "of an earlier run";
}

TEST(Events, EndForWhoReadsTooSlowly) {
  Channel channel{{0, 100}};
  auto const slow = channel.listen("");
  auto const quick = channel.listen("");
  for (int i = 0; i < 10; ++i) {
    channel.publish({0, "", std::string(30, 'a')});
    EXPECT_NE(quick->take(), "");
  }
  EXPECT_TRUE(slow->over());
  EXPECT_FALSE(quick->over());
  EXPECT_EQ(slow->take(), text_of({0, "", std::string(30, 'a')}) + text_of({0, "", std::string(30, 'a')}));
}

}  // namespace
}  // namespace linquan::http

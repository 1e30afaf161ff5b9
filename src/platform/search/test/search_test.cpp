#include "linquan/search/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "word.h"

namespace linquan::search {
namespace {

using directory::Entry;

Entry shop(std::uint64_t id, std::string const& name, std::string const& kind,
           std::vector<std::string> const& services = {}, std::string const& address = "") {
  Entry entry;
  entry.id = directory::OutletId{id};
  entry.name = name;
  entry.kinds = {kind};
  for (auto const& service : services) {
    entry.services.push_back({kind, service, std::nullopt});
  }
  entry.stands = {{{1, 2}, std::nullopt}};
  entry.address = address;
  return entry;
}

std::vector<Entry> street() {
  return {shop(1, "老李修鞋", "repair_small", {"修鞋"}),
          shop(2, "快开锁业", "repair_small", {"配钥匙", "开锁"}),
          shop(3, "万邻大药房(兰苑东路店)", "pharmacy", {}, "云龙区兰苑东路106号"),
          shop(4, "兰苑小学", "primary", {}, "云龙区和平路8号"),
          shop(5, "建设银行", "bank"),
          shop(6, "小修小补", "repair_small"),
          shop(7, "音乐书店", "bookshop", {}, "云龙区兰苑东路10号")};
}

Index index_of(std::vector<Entry> const& entries) {
  return Index{entries, kinds::Kinds::built_in(), 1};
}

Asked asked(std::string_view text) {
  Asked asked;
  asked.query = *parse_query(text);
  return asked;
}

std::string ids(Found const& found) {
  std::string all;
  for (auto const& hit : found.hits) {
    all += std::to_string(hit.id.value()) + " ";
  }
  return all;
}

std::string found(std::string_view text) {
  return ids(find(index_of(street()), asked(text)));
}

TEST(Search, ReadsChineseAloudAlsoWhereItSoundsOtherwise) {
  auto const sound = [](std::string_view text) { return sounds(characters(text)).front().letters; };
  EXPECT_EQ(sound("修鞋"), "xiuxie");
  EXPECT_EQ(sound("建设银行"), "jiansheyinhang");
  EXPECT_EQ(sound("自行车"), "zixingche");
  EXPECT_EQ(sound("音乐"), "yinyue");
  EXPECT_EQ(sound("重庆小面"), "chongqingxiaomian");
  EXPECT_EQ(sound("绿地ＫＦＣ7号"), "ludikfc7hao");
  EXPECT_EQ(sounds(characters("修鞋")).front().initials, "xx");
  EXPECT_EQ(typed("lvdi"), "ludi");
}

TEST(Search, FindsWhatSomebodyDoesNotOnlyWhatTheyAre) {
  EXPECT_EQ(found("修鞋"), "1 6 ");
  EXPECT_EQ(found("配钥匙"), "2 6 ");
  EXPECT_EQ(found("药店"), "3 ");
  EXPECT_EQ(found("买药"), "3 ");
}

TEST(Search, FindsByPinyinAndByInitials) {
  EXPECT_EQ(found("xiuxie"), "1 6 ");
  EXPECT_EQ(found("peiyaoshi"), "2 6 ");
  EXPECT_EQ(found("yinhang"), "5 ");
  EXPECT_EQ(found("jsyh"), "5 ");
  EXPECT_EQ(found("yueshudian"), "7 ");
}

TEST(Search, SaysWhatAnAmbiguousTextMayMean) {
  auto const all = find(index_of(street()), asked("xx"));
  std::vector<std::string> words;
  std::ranges::transform(all.meanings, std::back_inserter(words), &Meaning::word);
  for (auto const* word : {"修鞋", "小学", "学校"}) {
    EXPECT_EQ(std::ranges::count(words, word), 1) << word;
  }
}

TEST(Search, FindsStreetsHousesAndSeveralWords) {
  EXPECT_EQ(found("兰苑东路"), "3 7 ");
  EXPECT_EQ(found("兰苑东路10号"), "7 ");
  EXPECT_EQ(found("兰苑东路 药店"), "3 ");
  EXPECT_EQ(found("药店　兰苑"), "3 ");
}

TEST(Search, ForgivesATypingErrorOnlyWhereNothingFits) {
  EXPECT_EQ(found("修协"), "1 6 ");
  EXPECT_EQ(found("xiuxei"), "1 6 ");
  EXPECT_EQ(found("xiuxi"), "1 6 2 ");
  EXPECT_EQ(found("万邻大约房"), "3 ");
  EXPECT_EQ(found("音了书店"), "7 ");
  EXPECT_EQ(found("zzzzzz"), "");
}

TEST(Search, KeepsToKindHourAndWalk) {
  auto entries = street();
  entries[0].stands[0].hours = *hours::Hours::parse("08:00-18:00");
  entries[5].stands[0].hours = *hours::Hours::parse("06:00-07:00");
  auto const index = index_of(entries);
  auto mending = asked("修鞋");
  mending.open_at = hours::When{hours::MinuteOfWeek{9 * 60}};
  EXPECT_EQ(ids(find(index, mending)), "1 ");
  Times const times{std::vector<Times::Time>{{6, 100}, {1, 900}}};
  auto near = asked("修鞋");
  near.times = &times;
  EXPECT_EQ(ids(find(index, near)), "6 1 ");
  auto kind = asked("");
  kind.kinds = {"repair_small"};
  EXPECT_EQ(ids(find(index, kind)), "1 2 6 ");
}

TEST(Search, RefusesWhatIsNoQuery) {
  EXPECT_EQ(parse_query(std::string(201, 'a')).error().code, "search_text");
  EXPECT_EQ(parse_query("a b c d e f").error().code, "search_text");
  EXPECT_EQ(parse_query("\xFF").error().code, "search_text");
  EXPECT_TRUE(parse_query("  ，。 ")->terms.empty());
}

TEST(Search, WritesItsCursorsAndReadsThemBack) {
  Cursor const cursor{17, {1, 250, 99, 5'123}};
  EXPECT_EQ(*cursor_from(written(cursor)), cursor);
  for (auto const* text : {"", "1.2.3.4", "1.2.3.4.5.6", "a.0.0.0.0", "1.0.70000.0.0", "1.-1.0.0.0"}) {
    EXPECT_EQ(cursor_from(text).error().code, "search_cursor") << text;
  }
}

/// Entries of few words, so that they meet.
Entry drawn_entry(std::mt19937& random, std::uint64_t id) {
  static std::vector<std::string> const heads{"老李", "万邻", "兰苑", "银行", "音乐", "小学", "绿地"};
  static std::vector<std::string> const tails{"修鞋", "药房", "书店", "理发", "菜店", "商行"};
  static std::vector<std::string> const kinds{"repair_small", "pharmacy", "bookshop", "hair", "market"};
  static std::vector<std::string> const services{"修鞋", "配钥匙", "开锁"};
  auto const pick = [&](auto const& from) { return from[random() % from.size()]; };
  auto const kind = pick(kinds);
  auto entry = shop(id, pick(heads) + pick(tails), kind, {},
                    "云龙区" + pick(heads) + "路" + std::to_string(random() % 9) + "号");
  if (kind == "repair_small" && random() % 2 == 0) {
    entry.services = {{kind, pick(services), std::nullopt}};
  }
  entry.state = random() % 8 == 0 ? directory::EntryState::closed : directory::EntryState::open;
  return entry;
}

TEST(Search, GrowsByChangesToWhatItWouldBeFromScratch) {
  std::mt19937 random{7};
  std::map<std::uint64_t, Entry> model;
  auto index = index_of({});
  for (std::uint64_t change = 2; change < 400; ++change) {
    auto const id = 1 + random() % 60;
    if (random() % 5 == 0) {
      model.erase(id);
      index = index.without(directory::OutletId{id}, change);
    } else {
      auto const entry = drawn_entry(random, id);
      model.insert_or_assign(id, entry);
      index = index.with(entry, change);
    }
    if (change % 20 == 0) {
      std::vector<Entry> entries;
      std::ranges::transform(model, std::back_inserter(entries), [](auto const& one) { return one.second; });
      Index const fresh{entries, kinds::Kinds::built_in(), change};
      ASSERT_TRUE(index == fresh);
      entries.front().name += "x";
      entries.front().state = directory::EntryState::open;
      ASSERT_FALSE(index == Index(entries, kinds::Kinds::built_in(), change));
    }
  }
}

TEST(Search, FindsTheSameNearbyAsWhoeverLooksAtEveryOutlet) {
  std::mt19937 random{12};
  std::vector<Entry> entries;
  for (std::uint64_t id = 1; id <= 300; ++id) {
    entries.push_back(drawn_entry(random, id * 3));
  }
  auto const index = index_of(entries);
  for (std::size_t const count : {0U, 1U, 5U, 60U, 900U}) {
    std::vector<Times::Time> near;
    for (std::size_t i = 0; i < count; ++i) {
      // Also such as the directory does not hold; each once, in no order.
      near.push_back({i * 7919 % 907 + 1, static_cast<std::uint16_t>(random() % 9'000)});
    }
    Times const times{near};
    for (auto const& one : near) {
      ASSERT_TRUE(times.find(one.id) != nullptr && times.find(one.id)->tenths == one.tenths);
    }
    ASSERT_EQ(times.find(0), nullptr);
    ASSERT_EQ(times.find(908), nullptr);
    for (auto const* const text : {"修鞋", "xx", "lanyaun", "兰院路", "万邻药方", "银行", "绿地 修鞋", "", "farmacy"}) {
      auto query = asked(text);
      query.times = &times;
      ASSERT_EQ(find(index, query), find_slowly(index, query)) << text << " among " << count;
      query.kinds = {"repair_small", "pharmacy"};
      ASSERT_EQ(find(index, query), find_slowly(index, query)) << text << " among " << count;
    }
  }
}

TEST(Search, FindsTheSameAsWhoeverLooksAtEveryOutlet) {
  std::mt19937 random{11};
  std::vector<Entry> entries;
  for (std::uint64_t id = 1; id <= 200; ++id) {
    entries.push_back(drawn_entry(random, id));
  }
  auto const index = index_of(entries);
  std::vector<std::string> const texts{"修鞋",    "xiuxie",   "xx", "x",        "lanyuan", "lanyaun", "兰苑路",
                                       "兰院路",  "万邻药方", "yh", "银行",     "行",      "lvdi",    "绿地 修鞋",
                                       "shudain", "路3号",    "",   "pharmacy", "farmacy"};
  for (auto const& text : texts) {
    auto query = asked(text);
    query.count = 7;
    std::string seen;
    while (true) {
      auto const fast = find(index, query);
      ASSERT_EQ(fast, find_slowly(index, query)) << text;
      seen += ids(fast);
      if (!fast.next) {
        break;
      }
      query.after = fast.next;
    }
    query.after.reset();
    query.count = 1'000;
    EXPECT_EQ(seen, ids(find(index, query))) << text;
  }
}

}  // namespace
}  // namespace linquan::search

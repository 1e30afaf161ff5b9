#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "linquan/needs/need.h"

namespace linquan::needs {
namespace {

using identity::AccountId;
using identity::Grant;
using identity::Level;
using identity::Role;

constexpr std::chrono::sys_seconds now{std::chrono::seconds{1'790'000'000}};

Need need(std::string const& kind, std::string const& words) {
  Need made{NeedId{1}, kind, words, {5, 6}, "320302001001", AccountId{9}};
  made.asked_at = now;
  return made;
}

TEST(Need, KnowsItsKindOrIsKeptInWords) {
  struct Row {
    std::string kind;
    std::string words;
    std::string outcome;
  };
  for (auto const& row : std::vector<Row>{{"repair_small", "", "repair_small"},
                                          {"", "药店", "pharmacy"},
                                          {"", " 药店 ", "pharmacy"},
                                          {"", "希望有人陪我说说话", ""},
                                          {"pharmacy", "夜里也要开", "pharmacy"},
                                          {"", "", "need_empty"},
                                          {"", "  ", "need_empty"},
                                          {"ghost", "", "need_kind"},
                                          {"", std::string(1'001, 'x'), "need_text"},
                                          {"", "\x01", "need_text"},
                                          {"", "\xff", "need_text"}}) {
    auto const read = checked(need(row.kind, row.words), kinds::Kinds::built_in());
    EXPECT_EQ(read ? read->kind : read.error().code, row.outcome) << row.kind << " " << row.words;
  }
}

TEST(Need, IsTakenBackByWhoSentItOrReadsIt) {
  struct Row {
    std::optional<AccountId> by;
    std::vector<Grant> grants;
    std::string outcome;
  };
  for (auto const& row :
       std::vector<Row>{{AccountId{9}, {}, "withdrawn"},
                        {AccountId{8}, {}, "not_allowed"},
                        {std::nullopt, {}, "not_allowed"},
                        {AccountId{8}, {{Role::community_worker, Level::community, "320302001001"}}, "withdrawn"},
                        {AccountId{8}, {{Role::community_worker, Level::community, "320302001002"}}, "not_allowed"},
                        {AccountId{8}, {{Role::district_bureau, Level::district, "320302"}}, "withdrawn"}}) {
    auto const ended = withdrawn(need("pharmacy", ""), row.by, row.grants, now);
    EXPECT_EQ(ended ? std::string{name_of(ended->state)} : ended.error().code, row.outcome);
  }
  auto const nobodys = [] {
    auto made = need("pharmacy", "");
    made.by.reset();
    return made;
  }();
  EXPECT_FALSE(withdrawn(nobodys, std::nullopt, {}, now)) << "two who did not sign in are not one";
  auto const ended = withdrawn(need("pharmacy", ""), AccountId{9}, {}, now);
  EXPECT_EQ(ended->ended_at, now);
  EXPECT_EQ(withdrawn(*ended, AccountId{9}, {}, now).error().code, "need_ended");
}

}  // namespace
}  // namespace linquan::needs

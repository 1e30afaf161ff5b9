#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/store/accounts.h"
#include "linquan/store/needs.h"

namespace linquan::store {
namespace {

using needs::Need;
using needs::NeedId;

class NeedsContract : public Contract {
 protected:
  Need need(std::uint64_t id, std::string const& kind, std::string const& community) {
    Need made{NeedId{id}, kind, "想修鞋", {1'171'880'000, 342'610'000}, community, std::nullopt};
    made.asked_at = clock.now();
    made.whom = needs::For::age_70;
    made.when = "周末";
    return made;
  }
  void add(Need const& it) {
    ASSERT_TRUE(store().write([&](UnitOfWork& work) -> Result<void> {
      needs_->add(work, it);
      return {};
    }));
  }
  Result<Need> find(std::uint64_t id) {
    return store().read([&](UnitOfWork& work) { return needs_->find(work, NeedId{id}); });
  }
  template <class Ask>
  auto told(Ask ask) {
    using Answer = decltype(ask(std::declval<UnitOfWork&>()));
    return *store().read([&](UnitOfWork& work) -> Result<Answer> { return ask(work); });
  }

  std::unique_ptr<needs::Needs> needs_ = needs();
};

TEST_P(NeedsContract, GiveBackWhatTheyHold) {
  auto const people = accounts();
  auto const account = store().write([&](UnitOfWork& work) {
    return people->add(work, {"王芳", "13800000000", std::nullopt, std::nullopt});
  });
  auto own = need(1, "repair_small", "320302001001");
  own.by = account->id;
  add(own);
  add(need(2, "", "320302001002"));
  add(need(3, "", ""));
  EXPECT_EQ(*find(1), own);
  EXPECT_EQ(find(4).error().code, "need_unknown");
  EXPECT_EQ(told([&](UnitOfWork& work) { return needs_->of_account(work, account->id, 10); }), std::vector{own});
  EXPECT_EQ(told([&](UnitOfWork& work) { return needs_->in_area(work, "320302001002", NeedId{0}, 10); }),
            std::vector{need(2, "", "320302001002")});
  EXPECT_EQ(told([&](UnitOfWork& work) { return needs_->in_area(work, "", NeedId{1}, 10); }).size(), 2U);
  EXPECT_EQ(told([&](UnitOfWork& work) { return needs_->in_area(work, "320302", NeedId{0}, 10); }).size(), 2U);
  EXPECT_EQ(told([&](UnitOfWork& work) { return needs_->in_area(work, "", NeedId{0}, 1); }).size(), 1U);
}

TEST_P(NeedsContract, CountAsLongAsTheyAreOpen) {
  add(need(1, "repair_small", "320302001001"));
  add(need(2, "pharmacy", ""));
  auto open = told([&](UnitOfWork& work) { return needs_->open(work, 10); });
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[0], (needs::Demand{"repair_small", {1'171'880'000, 342'610'000}, "320302001001"}));
  auto ended = *find(1);
  ended.state = needs::State::withdrawn;
  ended.ended_at = clock.now();
  auto const end = [&] { return store().write([&](UnitOfWork& work) { return needs_->end(work, ended); }); };
  ASSERT_TRUE(end());
  EXPECT_EQ(end().error().code, "need_ended");
  EXPECT_EQ(*find(1), ended);
  open = told([&](UnitOfWork& work) { return needs_->open(work, 10); });
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].kind, "pharmacy");
}

LINQUAN_BOTH_ENGINES(NeedsContract);

}  // namespace
}  // namespace linquan::store

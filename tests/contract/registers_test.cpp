#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "database.h"
#include "linquan/directory/registers.h"
#include "linquan/store/accounts.h"
#include "linquan/store/outlets.h"
#include "linquan/store/registers.h"

namespace linquan::store {
namespace {

using directory::Register;
using directory::RegisterRow;
using directory::RegisterState;
using directory::RowFate;

constexpr std::chrono::sys_days today{std::chrono::days{20'700}};

class RegistersContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) {
      return;
    }
    auto const people = accounts();
    for (auto* actor : {&bureau_, &other_}) {
      auto const telephone = std::string{actor == &bureau_ ? "13800000000" : "13800000001"};
      auto const added = store().write([&](UnitOfWork& work) {
        return people->add(work, {"王芳", telephone, std::nullopt, std::nullopt});
      });
      actor->account = added->id;
      actor->grants = {{identity::Role::city_bureau, identity::Level::city, ""}};
    }
  }
  static directory::Entry entry(std::string const& name) {
    directory::Entry entry;
    entry.name = name;
    entry.kinds = {"pharmacy"};
    entry.stands = {{{1'170'000'000, 340'000'000}, std::nullopt}};
    entry.community = "320303001001";
    return entry;
  }
  /// A register of so many new outlets, a part each, ready to be carried out.
  Register ready(std::size_t parts) {
    auto made = store().write([&](UnitOfWork& work) -> Result<Register> {
      auto fresh = registers_->add(work, bureau_.account);
      for (std::size_t part = 0; part < parts; ++part) {
        RegisterRow row;
        row.line = static_cast<std::uint32_t>(part + 2);
        row.fields = {directory::Field::name, directory::Field::kinds};
        row.to = entry("网点" + std::to_string(part));
        registers_->add_part(work, fresh.id, part, {row});
      }
      fresh.parts = parts;
      fresh.state = RegisterState::ready;
      registers_->keep(work, fresh);
      return fresh;
    });
    EXPECT_TRUE(made);
    return *made;
  }
  Result<directory::Portion> apply(directory::RegisterId id, directory::Actor const& actor,
                                   directory::Chosen chosen = {}) {
    return store().write(
        [&](UnitOfWork& work) { return directory::apply_next(work, ports(), id, chosen, actor, today); });
  }
  Result<directory::Portion> undo(directory::RegisterId id) {
    return store().write([&](UnitOfWork& work) { return directory::undo_next(work, ports(), id, bureau_, today); });
  }
  std::uint64_t outlets_there() {
    return store()
        .read([&](UnitOfWork& work) -> Result<std::uint64_t> { return outlets_->all(work, {}, 1000).size(); })
        .value_or(0);
  }
  directory::RegisterPorts ports() { return {*outlets_, *registers_, place_of_, kinds::Kinds::built_in()}; }

  std::unique_ptr<directory::Outlets> outlets_ = outlets();
  std::unique_ptr<directory::Registers> registers_ = registers();
  std::function<identity::Place(directory::Entry const&)> place_of_ = [](directory::Entry const& entry) {
    return identity::Place{std::to_string(entry.id.value()), "", entry.community, "", ""};
  };
  directory::Actor bureau_;
  directory::Actor other_;
};

TEST_P(RegistersContract, CarriesEachPartOutOnceAndTakesItBackFromTheLast) {
  auto const id = ready(3).id;
  for (std::uint64_t i = 1; i <= 3; ++i) {
    auto const portion = apply(id, bureau_);
    ASSERT_TRUE(portion) << portion.error().code;
    EXPECT_EQ(portion->now.state, i < 3 ? RegisterState::applying : RegisterState::applied);
    EXPECT_TRUE(portion->change);
    EXPECT_EQ(outlets_there(), i);
  }
  EXPECT_EQ(apply(id, bureau_).error().code, "register_done");
  for (std::uint64_t i = 3; i > 0; --i) {
    auto const portion = undo(id);
    ASSERT_TRUE(portion) << portion.error().code;
    EXPECT_EQ(outlets_there(), i - 1);
  }
  EXPECT_EQ(undo(id).error().code, "register_undone");
  EXPECT_EQ(apply(id, bureau_).error().code, "register_undone");
}

TEST_P(RegistersContract, KeepsToItsChoiceAndCountsFates) {
  auto const id = ready(2).id;
  EXPECT_EQ(undo(id).error().code, "register_nothing_made");
  ASSERT_TRUE(apply(id, bureau_, {.added = false, .changed = true}));
  EXPECT_EQ(apply(id, bureau_).error().code, "register_chosen");
  auto const fates =
      store().read([&](UnitOfWork& work) -> Result<std::vector<std::uint64_t>> { return registers_->fates(work, id); });
  EXPECT_EQ(*fates, (std::vector<std::uint64_t>{1, 0, 0, 0, 1, 0, 0}));
  EXPECT_EQ(outlets_there(), 0U);
}

TEST_P(RegistersContract, IsItsSendersAloneAndComesBackAsStored) {
  auto const kept = ready(1);
  EXPECT_EQ(apply(kept.id, other_).error().code, "register_unknown");
  auto const found = store().read([&](UnitOfWork& work) { return registers_->find(work, kept.id, bureau_.account); });
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, kept);
  auto const rows = store().read(
      [&](UnitOfWork& work) -> Result<std::vector<RegisterRow>> { return registers_->part(work, kept.id, 0); });
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->front().to.name, "网点0");
  EXPECT_EQ(rows->front().fate, RowFate::waiting);
}

LINQUAN_BOTH_ENGINES(RegistersContract);

}  // namespace
}  // namespace linquan::store

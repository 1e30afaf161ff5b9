#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "database.h"
#include "linquan/directory/use.h"
#include "linquan/directory/walk_round.h"
#include "linquan/store/accounts.h"
#include "linquan/store/maintenance.h"
#include "linquan/store/outlets.h"
#include "linquan/store/passages.h"

namespace linquan::store {
namespace {

using directory::Command;
using directory::Entry;
using directory::Kept;
using directory::Outcome;
using directory::OutletId;
using directory::Version;
using identity::AccountId;
using identity::Role;

constexpr std::chrono::sys_days today{std::chrono::days{20'700}};

class DirectoryContract : public Contract {
 protected:
  void SetUp() override {
    Contract::SetUp();
    if (IsSkipped()) {
      return;
    }
    auto const people = accounts();
    for (auto* actor : {&bureau, &owner, &other}) {
      auto const telephone = "1380000000" + std::to_string(actor == &bureau ? 0 : actor == &owner ? 1 : 2);
      auto const added = store().write([&](UnitOfWork& work) {
        return people->add(work, {"王芳", telephone, std::nullopt, std::nullopt});
      });
      actor->account = added->id;
    }
    bureau.grants = {{Role::city_bureau, identity::Level::city, ""}};
    owner.grants = {{Role::merchant_owner, identity::Level::outlet, "1"}};
    other.grants = bureau.grants;
  }
  static Entry entry(std::uint64_t id, std::string const& address = "解放南路1号") {
    Entry entry;
    entry.id = OutletId{id};
    entry.name = "网点" + std::to_string(id);
    entry.kinds = {"pharmacy"};
    entry.stands = {{{static_cast<std::int32_t>(id), 5}, std::nullopt}};
    entry.address = address;
    entry.community = "320303001001";
    return entry;
  }
  template <class UseCase>
  auto write(UseCase use_case) {
    return store().write(use_case);
  }
  Result<std::uint64_t> seed(std::vector<Entry> const& entries) {
    return write([&](UnitOfWork& work) { return outlets_->seed(work, entries); });
  }
  Result<Outcome> act(std::uint64_t id, Command const& command, directory::Actor const& actor,
                      std::optional<std::uint64_t> seen = std::nullopt) {
    identity::Place const place{std::to_string(id), "", "320303001001", "", ""};
    return write([&](UnitOfWork& work) {
      return carry_out(work, *outlets_, {OutletId{id}, place, seen, command}, actor, today, kinds::Kinds::built_in());
    });
  }
  Result<Kept> find(std::uint64_t id) {
    return store().read([&](UnitOfWork& work) { return outlets_->find(work, OutletId{id}); });
  }
  std::vector<Version> versions(std::uint64_t id) {
    return *store().read(
        [&](UnitOfWork& work) -> Result<std::vector<Version>> { return outlets_->versions(work, OutletId{id}); });
  }
  std::vector<Version> changes(std::uint64_t after, OutletId outlet, std::uint64_t count) {
    return *store().read([&](UnitOfWork& work) -> Result<std::vector<Version>> {
      return outlets_->changes_after(work, after, outlet, count);
    });
  }
  std::vector<directory::Waiting> waiting() {
    return *store().read([&](UnitOfWork& work) -> Result<std::vector<directory::Waiting>> {
      return outlets_->waiting(work, "320303001001", directory::WaitingId{0}, 10);
    });
  }
  Result<Kept> approve(directory::WaitingId id, directory::Actor const& actor) {
    return write([&](UnitOfWork& work) { return directory::approve(work, *outlets_, id, {}, actor); });
  }
  directory::Correct renamed(std::uint64_t id, std::string const& name) {
    directory::Correct correct{*find(id)->entry};
    correct.to.name = name;
    return correct;
  }

  std::unique_ptr<directory::Outlets> outlets_ = outlets();
  directory::Actor bureau;
  directory::Actor owner;
  directory::Actor other;
};

TEST_P(DirectoryContract, IsFilledWithWhatItHasNotAndGivesBackWhatItHolds) {
  EXPECT_EQ(seed({entry(2)}), 1U);
  EXPECT_EQ(seed({entry(1), entry(2)}).error().code, "directory_seeded");
  EXPECT_EQ(find(1).error().code, "outlet_unknown");
  EXPECT_EQ(seed({entry(1)}), 1U);
  EXPECT_EQ(find(1)->entry, entry(1));
  EXPECT_EQ(find(1)->version, 1U);
  EXPECT_EQ(find(9).error().code, "outlet_unknown");
  auto const all = *store().read(
      [&](UnitOfWork& work) -> Result<std::vector<Kept>> { return outlets_->all(work, OutletId{1}, 10); });
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].entry, entry(2));
}

TEST_P(DirectoryContract, GivesOneChangeToOneOfManyWhoSawTheSameVersion) {
  ASSERT_TRUE(seed({entry(1)}));
  std::atomic<int> done = 0;
  together(16, [&](std::size_t i) {
    auto correct = directory::Correct{entry(1)};
    correct.to.name = "名" + std::to_string(i);
    auto const outcome = act(1, correct, bureau, 1);
    if (outcome) {
      ++done;
    } else {
      EXPECT_EQ(outcome.error().code, "directory_changed_own");
    }
  });
  EXPECT_EQ(done, 1);
  EXPECT_EQ(find(1)->version, 2U);
  EXPECT_EQ(act(1, directory::Close{}, other, 1).error().code, "directory_changed");
}

TEST_P(DirectoryContract, TellsWhoeverWasFirstThemselvesOfNoOthers) {
  ASSERT_TRUE(seed({entry(1)}));
  ASSERT_TRUE(act(1, directory::Close{}, bureau, 1));
  EXPECT_EQ(act(1, directory::Close{}, bureau, 1).error().code, "directory_closed_already") << "a second tap";
  EXPECT_EQ(act(1, directory::Close{}, other, 1).error().code, "directory_closed_already");
  EXPECT_EQ(act(1, directory::Reopen{}, bureau, 1).error().code, "directory_changed_own");
  EXPECT_EQ(act(1, directory::Reopen{}, other, 1).error().code, "directory_changed");
  ASSERT_TRUE(act(1, directory::Reopen{}, other, 2));
  EXPECT_EQ(act(1, directory::Reopen{}, bureau, 1).error().code, "directory_changed") << "not all of it was theirs";
}

TEST_P(DirectoryContract, LetsAClaimWaitOncePerPerson) {
  ASSERT_TRUE(seed({entry(1), entry(2)}));
  auto const claim = act(1, directory::Claim{}, owner);
  ASSERT_TRUE(claim && claim->waiting);
  EXPECT_EQ(act(1, directory::Claim{}, owner).error().code, "directory_claim_waits");
  EXPECT_TRUE(act(2, directory::Claim{}, owner)) << "another outlet";
  EXPECT_TRUE(act(1, directory::Claim{}, other)) << "somebody else";
  EXPECT_TRUE(
      write([&](UnitOfWork& work) { return outlets_->refuse_waiting(work, claim->waiting->id, bureau.account); }));
  EXPECT_TRUE(act(1, directory::Claim{}, owner)) << "once it is refused they may ask again";
}

TEST_P(DirectoryContract, NumbersChangesWithoutGapsAndTellsThemInOrder) {
  ASSERT_TRUE(seed({entry(1), entry(2)}));
  auto const first = find(1)->change;
  ASSERT_TRUE(act(1, directory::Close{}, bureau));
  ASSERT_TRUE(act(2, renamed(2, "新名"), bureau));
  auto const all = changes(0, OutletId{0}, 10);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[1].outlet, OutletId{2});
  EXPECT_EQ(all[2].change, first + 1);
  EXPECT_EQ(all[2].command, "close");
  EXPECT_EQ(all[2].made_by, bureau.account);
  EXPECT_EQ(all[3].change, first + 2);
  EXPECT_EQ(changes(all[0].change - 1, all[0].outlet, 1), (std::vector{all[1]}));
  EXPECT_EQ(changes(first + 1, OutletId{0}, 10), (std::vector{all[3]}));
}

TEST_P(DirectoryContract, LetsAChangeWaitUntilSomebodyElseApproves) {
  ASSERT_TRUE(seed({entry(1)}));
  auto const asked = act(1, renamed(1, "老李药房"), owner);
  ASSERT_TRUE(asked && asked->waiting);
  EXPECT_EQ(find(1)->version, 1U);
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_EQ(waiting()[0], *asked->waiting);
  ASSERT_TRUE(act(1, directory::Close{}, bureau));
  EXPECT_EQ(approve(asked->waiting->id, owner).error().code, "not_allowed");
  auto const kept = approve(asked->waiting->id, bureau);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->entry->name, "老李药房");
  EXPECT_EQ(kept->entry->state, directory::EntryState::closed);
  EXPECT_TRUE(waiting().empty());
  EXPECT_EQ(versions(1)[0].made_by, owner.account);
  EXPECT_EQ(versions(1)[0].approved_by, bureau.account);
  EXPECT_EQ(approve(asked->waiting->id, bureau).error().code, "directory_waiting_unknown");
}

TEST_P(DirectoryContract, LetsNobodyApproveTheirOwnAndRefusesWhatIsOvertaken) {
  ASSERT_TRUE(seed({entry(1)}));
  auto const claim = act(1, directory::Claim{}, bureau);
  ASSERT_TRUE(claim && claim->waiting);
  EXPECT_EQ(approve(claim->waiting->id, bureau).error().code, "directory_own_change");
  auto const asked = act(1, renamed(1, "甲"), owner);
  ASSERT_TRUE(act(1, renamed(1, "乙"), bureau));
  EXPECT_EQ(approve(asked->waiting->id, bureau).error().code, "directory_overtaken");
  EXPECT_EQ(waiting().size(), 2U);
  EXPECT_TRUE(approve(claim->waiting->id, other));
  EXPECT_EQ(find(1)->entry->owner, bureau.account.value());
  EXPECT_TRUE(
      write([&](UnitOfWork& work) { return outlets_->refuse_waiting(work, asked->waiting->id, bureau.account); }));
  EXPECT_TRUE(waiting().empty());
}

TEST_P(DirectoryContract, WalksAsTheRulesSay) {
  std::vector<Entry> entries;
  for (std::uint64_t id = 1; id <= 40; ++id) {
    auto one = entry(id, (id % 3 == 0 ? "和平路" : "解放南路") + std::to_string(50 - id) + "号");
    one.confirmed = directory::Confirmation{today - std::chrono::days{170 + id % 20}, "import"};
    one.state = id % 7 == 0 ? directory::EntryState::closed : directory::EntryState::open;
    entries.push_back(id % 5 == 0 ? entry(id, one.address) : one);
  }
  ASSERT_TRUE(seed(entries));
  auto const stored = *store().read([&](UnitOfWork& work) -> Result<std::vector<Entry>> {
    return outlets_->walk_round(work, "320303001001", today, 100);
  });
  EXPECT_EQ(stored, directory::walk_round(entries, today));
}

TEST_P(DirectoryContract, CorrectsGatesInTheSameLogAndUndoesIt) {
  ASSERT_TRUE(seed({entry(1)}));
  auto const seeded = find(1)->change;
  auto const map = passages();
  directory::PassageId const gate{directory::PassageId::Sort::gate, 42};
  auto const set = [&](directory::PassageCommand const& command, directory::Actor const& actor,
                       std::optional<std::uint64_t> seen = std::nullopt) {
    return write([&](UnitOfWork& work) { return map->carry_out(work, gate, seen, command, actor, {}); });
  };
  auto const all = [&] {
    return *store().read(
        [&](UnitOfWork& work) -> Result<std::vector<directory::PassageVersion>> { return map->all(work); });
  };
  auto const night = hours::Hours::parse("06:00-22:00").value();
  directory::SetPassage const at_night{directory::Opening::at_hours, night};
  EXPECT_TRUE(all().empty());
  EXPECT_EQ(set(at_night, owner).error().code, "not_allowed");
  EXPECT_EQ(set(directory::SetPassage{directory::Opening::open, night}, bureau).error().code,
            "directory_passage_hours");
  auto const first = set(at_night, bureau, 0);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->change, seeded + 1);
  EXPECT_EQ(all(), (std::vector{*first}));
  EXPECT_EQ(set(at_night, bureau).error().code, "directory_no_change");
  EXPECT_EQ(set(at_night, bureau, 0).error().code, "directory_changed");
  auto const second = set(directory::SetPassage{directory::Opening::closed, {}}, bureau);
  ASSERT_TRUE(second);
  EXPECT_EQ(set(directory::UndoPassage{1, {}, {}}, bureau).error().code, "directory_undo_late");
  EXPECT_EQ(set(directory::UndoPassage{9, {}, {}}, bureau).error().code, "directory_version_unknown");
  EXPECT_EQ(set(directory::UndoPassage{2, {}, {}}, bureau)->passage, first->passage);
  auto const mapped = set(directory::UndoPassage{1, {}, {}}, bureau);
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->passage.opening, directory::Opening::mapped);
  EXPECT_EQ(all(), (std::vector{*mapped}));
  auto const log = *store().read([&](UnitOfWork& work) -> Result<std::vector<directory::PassageVersion>> {
    return map->changes_after(work, first->change, 10);
  });
  ASSERT_EQ(log.size(), 3U);
  EXPECT_EQ(log.front(), *second);
}

/// One command of those that a bureau may give, which may well be refused.
Command drawn_command(std::mt19937& random, Entry const& now, std::uint64_t version) {
  auto const below = [&](std::uint64_t end) { return random() % end; };
  directory::Correct correct{now};
  // Young outlets are undone more often, so that some additions are.
  switch (below(version < 3 ? 16 : 8)) {
    case 0:
      return directory::Close{};
    case 1:
      return directory::Reopen{};
    case 2:
      correct.to.name = "名" + std::to_string(below(5));
      return correct;
    case 3:
      correct.to.telephone = "1381234567" + std::to_string(below(10));
      return correct;
    case 4:
      return directory::Move{{{{static_cast<std::int32_t>(below(9)), 7}, {}}}, "和平路2号", "320303001001", {}};
    case 5:
      return directory::SetHours{std::nullopt,
                                 hours::Hours::parse("0" + std::to_string(below(9)) + ":00-18:00").value()};
    default:
      return directory::Undo{1 + below(version), {}, {}};
  }
}

TEST_P(DirectoryContract, KeepsEveryHistoryAsASimpleModelDoes) {
  std::map<std::uint64_t, std::vector<std::optional<Entry>>> model;
  std::vector<Entry> entries;
  for (std::uint64_t id = 1; id <= 8; ++id) {
    entries.push_back(entry(id));
    model[id].emplace_back(entry(id));
  }
  ASSERT_TRUE(seed(entries));
  std::mt19937 random{20'261'125};
  std::map<std::string, int> outcomes;
  for (int step = 0; step < 400; ++step) {
    auto const id = 1 + random() % 8;
    auto& history = model.at(id);
    auto const now = history.back();
    auto command = now ? drawn_command(random, *now, history.size()) : Command{directory::Add{entry(id), {}}};
    auto const outcome = act(id, command, bureau);
    if (auto* const undo = std::get_if<directory::Undo>(&command)) {
      undo->made = history[undo->version - 1];
      undo->before = undo->version > 1 ? history[undo->version - 2] : std::nullopt;
    }
    auto const change = directory::decide({now, {}}, command, bureau, today, kinds::Kinds::built_in());
    ASSERT_EQ(outcome.has_value(), change.has_value());
    ++outcomes[change ? std::string{directory::name_of(command)} : change.error().code];
    if (change) {
      history.push_back(change->entry);
    } else {
      EXPECT_EQ(outcome.error().code, change.error().code);
    }
    ASSERT_EQ(find(id)->entry, history.back());
  }
  for (auto const* needed : {"close", "reopen", "correct", "move", "set_hours", "undo", "add", "directory_undo_late"}) {
    EXPECT_GT(outcomes[needed], 0) << needed;
  }
  for (auto const& [id, history] : model) {
    auto const stored = versions(id);
    ASSERT_EQ(stored.size(), history.size());
    for (std::size_t i = 0; i < history.size(); ++i) {
      auto const& version = stored[history.size() - 1 - i];
      EXPECT_EQ(version.entry, history[i]);
      if (version.undoes && history[i]) {
        EXPECT_EQ(directory::written(*version.entry), directory::written(*history[*version.undoes - 2]));
      }
    }
  }
  close();
  EXPECT_TRUE(check(database->url())->findings.empty());
}

LINQUAN_BOTH_ENGINES(DirectoryContract);

}  // namespace
}  // namespace linquan::store

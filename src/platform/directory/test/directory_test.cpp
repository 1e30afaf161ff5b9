#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/directory/approval.h"
#include "linquan/directory/check.h"
#include "linquan/directory/decide.h"
#include "linquan/directory/walk_round.h"

namespace linquan::directory {
namespace {

using identity::Level;
using identity::Role;

constexpr std::chrono::sys_days today{std::chrono::days{20'700}};

identity::Place const here{"7", "", "320303001001", "320303001", "320303"};
identity::Place const elsewhere{"7", "", "320302001001", "320302001", "320302"};

Actor const worker{identity::AccountId{11}, {{Role::community_worker, Level::community, "320303001001"}}};
Actor const owner{identity::AccountId{12}, {{Role::merchant_owner, Level::outlet, "7"}}};
Actor const clerk{identity::AccountId{13}, {{Role::merchant_clerk, Level::outlet, "7"}}};
Actor const bureau{identity::AccountId{14}, {{Role::city_bureau, Level::city, ""}}};
Actor const resident{identity::AccountId{15}, {{Role::resident, Level::city, ""}}};

hours::Hours hours_of(std::string_view text) {
  return *hours::Hours::parse(text);
}

Entry shoe_mender() {
  Entry entry;
  entry.id = OutletId{7};
  entry.name = "老李修鞋";
  entry.kinds = {"repair_small"};
  entry.services = {{"repair_small", "配钥匙", 500}, {"repair_small", "修鞋", std::nullopt}};
  entry.stands = {{{1'171'800'000, 342'500'000}, hours_of("08:00-18:00")}, {{1'171'900'000, 342'600'000}, {}}};
  entry.telephone = "13812345678";
  entry.address = "云龙区解放南路128号";
  entry.community = "320303001001";
  entry.opened = "2019";
  entry.licence = {"JY13203030012345", "2028-01-31"};
  entry.inspections = {{"2025-03-01", "良好"}};
  entry.confirmed = Confirmation{today - std::chrono::days{180}, "import"};
  entry.origins = {{Field::name, {"osm:node/1", "ODbL"}}};
  return entry;
}

Result<Change> decided(Command const& command, Actor const& actor, std::optional<Entry> const& entry = shoe_mender()) {
  return decide({entry, here}, command, actor, today, kinds::Kinds::built_in());
}

Correct correct(void (*change)(Entry&)) {
  Correct correct{shoe_mender()};
  change(correct.to);
  return correct;
}

TEST(Directory, WritesAnEntryAndReadsItsBytesBack) {
  auto entry = shoe_mender();
  entry.name = "tab\there, line\nthere, back\\slash";
  entry.owner = 99;
  entry.state = EntryState::closed;
  auto const bytes = written(entry);
  auto const back = entry_from(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, entry);
  EXPECT_EQ(written(*back), bytes);
}

TEST(Directory, RefusesBytesThatItDidNotWrite) {
  for (auto const* text : {"id\t7", "id\tseven\n", "colour\tred\n", "stand\t1\n", "state\tgone\n", "name\ta\\x\n"}) {
    EXPECT_EQ(entry_from(text).error().code, "directory_entry_broken") << text;
  }
}

TEST(Directory, TakesOneFieldFromAnotherEntryWithItsOrigin) {
  auto const from = shoe_mender();
  for (auto const field : all_fields()) {
    Entry to;
    to.stands.resize(field == Field::hours ? 2 : 0);
    auto const taken = with_fields(to, from, {&field, 1});
    auto const left = differing(taken, from);
    EXPECT_EQ(std::ranges::count(left, field), 0) << name_of(field);
    EXPECT_EQ(field_named(name_of(field)), field);
  }
}

TEST(Directory, LetsACommunityWorkerCloseMoveAndSetHoursAtOnce) {
  auto const closed = decided(Close{}, worker);
  ASSERT_TRUE(closed);
  EXPECT_FALSE(closed->waits);
  EXPECT_EQ(closed->entry->state, EntryState::closed);
  EXPECT_EQ(closed->fields, std::vector{Field::state});
  EXPECT_EQ(closed->entry->origins.at(Field::state), (Origin{"community_worker", "city"}));
  auto const hours = decided(SetHours{std::nullopt, hours_of("06:00-18:00")}, worker);
  ASSERT_TRUE(hours);
  EXPECT_TRUE(
      std::ranges::all_of(hours->entry->stands, [](Stand const& s) { return s.hours == hours_of("06:00-18:00"); }));
  auto const moved = decided(Move{{{{1, 2}, {}}}, "云龙区解放南路130号", "320303001001", here}, worker);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->entry->stands.size(), 1U);
  EXPECT_FALSE(moved->waits);
}

TEST(Directory, AsksForTheRightsOfBothPlacesOfAMove) {
  Move const away{{{{1, 2}, {}}}, "鼓楼区中山路1号", "320302001001", elsewhere};
  EXPECT_EQ(decided(away, worker).error().code, "not_allowed");
  EXPECT_TRUE(decided(away, bureau));
}

TEST(Directory, LetsAnOwnersNewNameWaitAndTheTelephoneHoldAtOnce) {
  auto const name = decided(correct([](Entry& entry) { entry.name = "老李鞋铺"; }), owner);
  ASSERT_TRUE(name);
  EXPECT_TRUE(name->waits);
  auto const telephone = decided(correct([](Entry& entry) { entry.telephone = "0516 8371 2345"; }), owner);
  ASSERT_TRUE(telephone);
  EXPECT_FALSE(telephone->waits);
  EXPECT_EQ(telephone->entry->telephone, "0516-83712345");
  EXPECT_EQ(decided(correct([](Entry& entry) { entry.name = "x"; }), clerk).error().code, "not_allowed");
  EXPECT_EQ(decided(correct([](Entry& entry) { entry.telephone = "110110"; }), owner).error().code,
            "directory_telephone");
}

TEST(Directory, RefusesWhatIsOffBeforeItIsStored) {
  auto const code = [](void (*change)(Entry&)) { return decided(correct(change), bureau).error().code; };
  EXPECT_EQ(code([](Entry& entry) { entry.kinds = {"shoe_shop"}; }), "directory_kind");
  EXPECT_EQ(code([](Entry& entry) { entry.services[0].kind = "pharmacy"; }), "directory_kind");
  EXPECT_EQ(code([](Entry& entry) { entry.name = "  "; }), "directory_field");
  EXPECT_EQ(code([](Entry& entry) { entry.rebuilt = "2018-05"; }), "directory_dates");
  EXPECT_EQ(code([](Entry& entry) { entry.opened = "soon"; }), "directory_field");
  EXPECT_EQ(code([](Entry& entry) { entry.licence.number = "91320300MA1MXXXX0"; }), "directory_licence");
  EXPECT_EQ(code([](Entry& entry) { entry.licence.valid_until = "2028"; }), "directory_field");
  EXPECT_EQ(code([](Entry& entry) { entry.stands.clear(); }), "directory_use_move");
  EXPECT_EQ(code([](Entry& /*entry*/) {}), "directory_no_change");
}

TEST(Directory, KnowsTheFormsOfLicences) {
  EXPECT_EQ(form_of_licence(""), LicenceForm::none);
  EXPECT_EQ(form_of_licence("91350100M000100Y43"), LicenceForm::credit_code);
  EXPECT_EQ(form_of_licence("91350100M000100Y44"), LicenceForm::wrong);
  // Of ten last digits exactly one fits.
  for (auto const* head : {"SC1013203030012", "JY1320303001234"}) {
    auto good = 0;
    for (auto last = '0'; last <= '9'; ++last) {
      good += form_of_licence(std::string{head} + last) == LicenceForm::food ? 1 : 0;
    }
    EXPECT_EQ(good, 1) << head;
  }
  EXPECT_EQ(form_of_licence("SC123"), LicenceForm::wrong);
}

TEST(Directory, AnswersACommandThatDoesNotFitTheState) {
  auto closed = shoe_mender();
  closed.state = EntryState::closed;
  EXPECT_EQ(decided(Close{}, worker, closed).error().code, "directory_closed_already");
  EXPECT_EQ(decided(Reopen{}, worker).error().code, "directory_open");
  EXPECT_TRUE(decided(Reopen{}, worker, closed));
  EXPECT_EQ(decided(Close{}, worker, std::nullopt).error().code, "outlet_unknown");
  EXPECT_EQ(decided(Add{shoe_mender(), here}, worker).error().code, "directory_there");
  EXPECT_EQ(decided(SetHours{2, {}}, worker).error().code, "directory_stand");
}

TEST(Directory, AddsConfirmedByWhoeverWasThere) {
  auto entry = shoe_mender();
  entry.inspections.clear();
  auto const licensed = decided(Add{entry, here}, worker, std::nullopt);
  ASSERT_TRUE(licensed);
  EXPECT_TRUE(licensed->waits);
  EXPECT_EQ(*approved(std::nullopt, std::nullopt, *licensed), *licensed->entry);
  entry.licence = {};
  auto const added = decided(Add{entry, here}, worker, std::nullopt);
  ASSERT_TRUE(added);
  EXPECT_FALSE(added->waits);
  EXPECT_EQ(added->entry->confirmed, (Confirmation{today, "11"}));
  EXPECT_EQ(added->entry->origins.at(Field::name).source, "community_worker");
  EXPECT_EQ(decided(Add{shoe_mender(), here}, owner, std::nullopt).error().code, "not_allowed");
}

TEST(Directory, CallsAnEntryUnconfirmedFromTheDayAfterThe180th) {
  auto entry = shoe_mender();
  EXPECT_FALSE(unconfirmed(entry, today));
  EXPECT_TRUE(unconfirmed(entry, today + std::chrono::days{1}));
  auto const confirmed = decided(Confirm{}, clerk);
  ASSERT_TRUE(confirmed);
  EXPECT_FALSE(unconfirmed(*confirmed->entry, today + std::chrono::days{180}));
  EXPECT_EQ(decided(Confirm{}, resident).error().code, "not_allowed");
}

TEST(Directory, LetsAnybodyClaimAndNobodyTwice) {
  auto const claim = decided(Claim{}, resident);
  ASSERT_TRUE(claim);
  EXPECT_TRUE(claim->waits);
  auto const owned = approved(shoe_mender(), shoe_mender(), *claim);
  ASSERT_TRUE(owned);
  EXPECT_EQ(owned->owner, 15U);
  EXPECT_EQ(decided(Claim{}, resident, *owned).error().code, "directory_claimed_own");
  EXPECT_EQ(decided(Claim{}, worker, *owned).error().code, "directory_claimed");
  EXPECT_EQ(approved(shoe_mender(), *owned, *claim).error().code, "directory_claimed");
}

TEST(Directory, BringsAnApprovedChangeToWhatTheOutletHasBecome) {
  auto const waiting = decided(correct([](Entry& entry) { entry.name = "老李鞋铺"; }), owner);
  auto now = shoe_mender();
  now.telephone = "13900000000";
  auto const entry = approved(shoe_mender(), now, *waiting);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->name, "老李鞋铺");
  EXPECT_EQ(entry->telephone, "13900000000");
  now.name = "小李修鞋";
  EXPECT_EQ(approved(shoe_mender(), now, *waiting).error().code, "directory_overtaken");
}

TEST(Directory, UndoesToTheVeryBytesAndOnlyWhatStillStands) {
  auto const closed = decided(Close{}, worker);
  auto const undone = decided(Undo{2, closed->entry, shoe_mender()}, worker, closed->entry);
  ASSERT_TRUE(undone);
  EXPECT_EQ(written(*undone->entry), written(shoe_mender()));
  EXPECT_EQ(undone->undoes, 2U);
  EXPECT_EQ(decided(Undo{2, closed->entry, shoe_mender()}, worker).error().code, "directory_undo_late");
  EXPECT_EQ(decided(Undo{2, closed->entry, shoe_mender()}, clerk, closed->entry).error().code, "not_allowed");
  auto const gone = decided(Undo{1, shoe_mender(), std::nullopt}, worker);
  ASSERT_TRUE(gone);
  EXPECT_FALSE(gone->entry);
}

TEST(Directory, GoesRoundFromStreetToStreetWithoutCrossingTheQuarter) {
  // Two streets side by side, 100 m long. The kiosk between the houses of one has no address.
  std::vector<Entry> entries(5, shoe_mender());
  auto const set = [&](std::size_t i, char const* address, std::int32_t east, std::int32_t north) {
    entries[i].id = OutletId{10 + i};
    entries[i].address = address;
    entries[i].stands = {{{1'171'800'000 + east, 342'600'000 + north}, std::nullopt}};
  };
  set(0, "安南路1号", 0, 0);
  set(1, "安南路9号", 10'000, 0);
  set(2, "中北路1号", 0, 1'000);
  set(3, "中北路9号", 10'000, 1'000);
  set(4, "", 5'000, 1'200);
  std::string order;
  for (auto const& entry : walk_round(entries, today)) {
    order += std::to_string(entry.id.value()) + " ";
  }
  EXPECT_EQ(order, "12 14 13 11 10 ");
}

TEST(Directory, WalksUnconfirmedFirstThenAlongTheStreets) {
  std::vector<Entry> entries(5, shoe_mender());
  auto const set = [&](std::size_t i, std::uint64_t id, char const* address, int days_ago) {
    entries[i].id = OutletId{id};
    entries[i].address = address;
    entries[i].confirmed->on = today - std::chrono::days{days_ago};
  };
  set(0, 1, "解放南路128号", 10);
  set(1, 2, "解放南路20号", 10);
  set(2, 3, "解放南路200号", 300);
  set(3, 4, "和平路1号", 10);
  set(4, 5, "和平路2号", 300);
  entries.push_back(entries[0]);
  entries.back().state = EntryState::closed;
  std::string order;
  for (auto const& entry : walk_round(entries, today)) {
    order += std::to_string(entry.id.value());
  }
  EXPECT_EQ(order, "53421");
}

std::string word(Verdict verdict) {
  switch (verdict) {
    case Verdict::direct:
      return "yes";
    case Verdict::asked:
      return "asks";
    case Verdict::refused:
      return "–";
  }
  return "";
}

TEST(Directory, SaysInItsDocumentWhoMayChangeWhat) {
  auto const text = read_file(std::string{LINQUAN_SOURCE_DIR} + "/docs/directory.md", 1'000'000);
  ASSERT_TRUE(text);
  std::vector<Role> const roles{Role::merchant_owner,   Role::merchant_clerk,      Role::stall_holder,
                                Role::community_worker, Role::subdistrict_officer, Role::district_bureau,
                                Role::city_bureau,      Role::urban_management};
  for (auto const field : all_fields()) {
    auto line = "| `" + std::string{name_of(field)} + "` |";
    for (auto const role : roles) {
      line += " " + word(verdict(role, field)) + " |";
    }
    EXPECT_NE(text->find(line), std::string::npos) << line;
  }
  for (auto const role : identity::all_roles()) {
    for (auto const field : all_fields()) {
      auto const listed = std::ranges::find(roles, role) != roles.end();
      EXPECT_TRUE(listed || verdict(role, field) == Verdict::refused) << identity::name_of(role);
    }
  }
}

}  // namespace
}  // namespace linquan::directory

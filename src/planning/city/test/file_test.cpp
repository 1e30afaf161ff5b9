#include "linquan/city/file.h"

#include <capnp/serialize.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <functional>
#include <random>
#include <set>

#include "city.capnp.h"
#include "file_format.h"
#include "linquan/base/file.h"
#include "whole_city.h"

namespace linquan::city {
namespace {

using testing::expect_same;
using testing::whole_city;

std::span<std::byte const> bytes_of(std::string const& file) {
  return std::as_bytes(std::span{file});
}

Result<City> read(std::string const& file) {
  return decode(bytes_of(file), "a.city");
}

std::string argument(Error const& error, std::string_view name) {
  for (auto const& [key, value] : error.args) {
    if (key == name) {
      return value;
    }
  }
  return "(none)";
}

/// A whole file of a city that nobody has checked.
std::string unchecked(City const& city) {
  auto const sound = encode(whole_city());
  auto file = write_message(city, header_bytes);
  std::memcpy(file.data(), sound.data(), header_bytes);
  seal(std::as_writable_bytes(std::span{file}));
  return file;
}

/// A whole file whose message was changed by somebody who knows the format.
std::string forged(std::function<void(format::City::Builder)> const& change) {
  auto const sound = encode(whole_city());
  auto const words = (sound.size() - header_bytes) / sizeof(capnp::word);
  void const* const first = sound.data() + header_bytes;
  capnp::FlatArrayMessageReader reader{{static_cast<capnp::word const*>(first), words}};
  capnp::MallocMessageBuilder message;
  message.setRoot(reader.getRoot<format::City>());
  change(message.getRoot<format::City>());
  auto const flat = capnp::messageToFlatArray(message);
  std::string file = sound.substr(0, header_bytes);
  file.append(flat.asChars().begin(), flat.asChars().size());
  seal(std::as_writable_bytes(std::span{file}));
  return file;
}

class Folder {
 public:
  Folder() : path_{std::filesystem::path{::testing::TempDir()} / ("linquan_city_" + std::to_string(::getpid()))} {
    std::filesystem::create_directories(path_);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  [[nodiscard]] auto files() const { return std::distance(std::filesystem::directory_iterator{path_}, {}); }

 private:
  std::filesystem::path path_;
};

TEST(CityFile, KeepsEveryField) {
  Folder const folder;
  auto const city = whole_city();
  ASSERT_TRUE(save(city, folder / "a.city"));
  auto const again = load(folder / "a.city");
  ASSERT_TRUE(again) << argument(again.error(), "what");
  expect_same(city, *again);
}

TEST(CityFile, KeepsACityOfNothing) {
  auto const again = read(encode(City{}));
  ASSERT_TRUE(again) << argument(again.error(), "what");
  expect_same(City{}, *again);
}

TEST(CityFile, OfTheSameCityHasTheSameBytes) {
  auto const first = encode(whole_city());
  EXPECT_EQ(first, encode(whole_city()));
  EXPECT_EQ(first, encode(read(first).value()));
}

TEST(CityFile, CutAnywhereIsRefusedWithItsLengths) {
  auto const file = encode(whole_city());
  for (std::size_t length = 0; length < file.size(); ++length) {
    auto const outcome = read(file.substr(0, length));
    ASSERT_FALSE(outcome) << length;
    ASSERT_EQ(outcome.error().code, "city_cut") << length;
    EXPECT_EQ(argument(outcome.error(), "bytes"), std::to_string(length));
    EXPECT_EQ(argument(outcome.error(), "expected"),
              std::to_string(length < header_bytes ? header_bytes : file.size()));
  }
}

TEST(CityFile, WithAnyFlippedBitIsRefused) {
  auto file = encode(whole_city());
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto const sound = file[i];
      file[i] = static_cast<char>(static_cast<unsigned char>(sound) ^ (1U << bit));
      auto const outcome = read(file);
      ASSERT_FALSE(outcome) << "byte " << i << " bit " << bit;
      auto const length_field = i >= 16 && i < 24;
      auto const expected = i < 8 ? "city_not_one" : "city_damaged";
      EXPECT_TRUE(outcome.error().code == expected || (length_field && outcome.error().code == "city_cut"))
          << "byte " << i << " bit " << bit << ": " << outcome.error().code;
      file[i] = sound;
    }
  }
}

TEST(CityFile, WithBytesBehindItsEndIsDamaged) {
  auto const outcome = read(encode(whole_city()) + "x");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "city_damaged");
}

TEST(CityFile, OfANewerVersionIsRefusedWithBothVersions) {
  auto file = encode(whole_city());
  auto const newer = format_version + 1;
  std::memcpy(file.data() + 8, &newer, sizeof newer);
  seal(std::as_writable_bytes(std::span{file}));
  auto const outcome = read(file);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "city_newer");
  EXPECT_EQ(argument(outcome.error(), "version"), std::to_string(newer));
  EXPECT_EQ(argument(outcome.error(), "known"), std::to_string(format_version));
}

TEST(CityFile, WithUnknownFlagsIsRefused) {
  auto file = encode(whole_city());
  file[12] = 1;
  seal(std::as_writable_bytes(std::span{file}));
  auto const outcome = read(file);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "city_damaged");
}

TEST(CityFile, IsNotAnyOtherFile) {
  for (std::string const text :
       {"name,lng,lat\n", "x", "PK\x03\x04", "\x89PNG\r\n\x1a\n and more than forty bytes of picture"}) {
    auto const outcome = read(text);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, "city_not_one") << text;
  }
}

TEST(CityFile, ThatIsMissingOrAFolderIsUnreadable) {
  Folder const folder;
  for (auto const& path : {folder / "none.city", folder / "."}) {
    auto const outcome = load(path);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, "file_unreadable");
    EXPECT_EQ(outcome.error().kind, ErrorKind::bad_input);
  }
}

TEST(CityFile, ThatIsEmptyIsCut) {
  Folder const folder;
  std::ofstream{folder / "empty.city"}.close();
  auto const outcome = load(folder / "empty.city");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "city_cut");
}

struct Fault {
  char const* what;  ///< begins so
  std::function<void(City&)> make;
};

std::vector<Fault> street_faults() {
  return {
      {"streets.edges[1].from", [](City& c) { c.streets.edges[1].from = 3; }},
      {"streets.edges[0].to", [](City& c) { c.streets.edges[0].to = walk::none; }},
      {"streets.edges[2].firstPoint", [](City& c) { c.streets.edges[2].point_count = 2; }},
      {"streets.edges[2].firstPoint", [](City& c) { c.streets.edges[2].first_point = UINT32_MAX; }},
      {"streets.edges[0].traits", [](City& c) { c.streets.edges[0].traits = 2; }},
      {"streets.edges[0].street", [](City& c) { c.streets.edges[0].street = 2; }},
      {"streets[0].innerFirst", [](City& c) { c.streets.inner_first = 2; }},
      {"streets[0].innerFirst", [](City& c) { c.streets.inner_count = UINT32_MAX; }},
      {"streets.nodeCompound", [](City& c) { c.streets.node_compound.pop_back(); }},
      {"streets.nodeComponent", [](City& c) { c.streets.node_component.push_back(0); }},
      {"streets.nodes[1].compound", [](City& c) { c.streets.node_compound[1] = 2; }},
      {"streets.nodes[2].component", [](City& c) { c.streets.node_component[2] = 2; }},
      {"streets.nodes[0]: lon", [](City& c) { c.streets.nodes[0].lon = 1'800'000'001; }},
      {"streets.points[1]: lon", [](City& c) { c.streets.points[1].lat = -900'000'001; }},
      {"streets.traits[0].kind", [](City& c) { c.streets.traits[0].kind = static_cast<walk::StreetKind>(15); }},
      {"streets.traits[0].zone", [](City& c) { c.streets.traits[0].zone = static_cast<walk::Zone>(3); }},
      {"streets.traits[1].wheels", [](City& c) { c.streets.traits[1].wheels = static_cast<walk::Wheels>(4); }},
      {"streets.traits[1].hours", [](City& c) { c.streets.traits[1].hours = 2; }},
      {"streets.streets[0].name", [](City& c) { c.streets.streets[0].name = 2; }},
      {"streets.gates[0].node", [](City& c) { c.streets.gates[0].node = 3; }},
      {"streets.gates[0].compound", [](City& c) { c.streets.gates[0].compound = 2; }},
      {"streets.gates[1].hours", [](City& c) { c.streets.gates[1].hours = 2; }},
      {"streets.gates[0].edges", [](City& c) { c.streets.gates[0].edges[1] = 3; }},
      {"streets.gates[1]: lon", [](City& c) { c.streets.gates[1].at.lat = INT32_MIN; }},
  };
}

std::vector<Fault> city_faults() {
  return {
      {"box[1]", [](City& c) { c.box.high.lat = 900'000'001; }},
      {"within[0]", [](City& c) { c.within[0].holes[0][2].lon = INT32_MAX; }},
      {"areas[1].level", [](City& c) { c.areas[1].level = static_cast<AreaLevel>(5); }},
      {"areas[0]: lon", [](City& c) { c.areas[0].shape[1].outer[0].lat = INT32_MAX; }},
      {"homes[0].id", [](City& c) { c.homes[1].id = c.homes[0].id; }},
      {"homes[1]: lon", [](City& c) { c.homes[1].door.lat += 1; }},
      {"homes[0].kind", [](City& c) { c.homes[0].kind = static_cast<HomeSource>(4); }},
      {"homes[0].access.edge", [](City& c) { c.homes[0].access.edge = 3; }},
      {"homes[0].access.offset", [](City& c) { c.homes[0].access.offset_millimetres += 1; }},
      {"homes[0].compound", [](City& c) { c.homes[0].compound = 2; }},
      {"homes[0].community", [](City& c) { c.homes[0].community = 2; }},
      {"homes[0].subdistrict", [](City& c) { c.homes[0].subdistrict = 2; }},
      {"homes[0].district", [](City& c) { c.homes[0].district = 2; }},
      {"homes[0].livingCircle", [](City& c) { c.homes[0].living_circle = 2; }},
      {"homes[1].people", [](City& c) { c.homes[1].people.age_70.count = -1; }},
      {"homes[1].people", [](City& c) { c.homes[1].people.all.count = INT64_MAX; }},
      {"outlets[0].id", [](City& c) { c.outlets[1].id = OutletId{}; }},
      {"outlets[0].sources", [](City& c) { c.outlets[0].sources.clear(); }},
      {"outlets[1].kinds", [](City& c) { c.outlets[1].kinds.clear(); }},
      {"outlets[0].kinds",
       [](City& c) {
         c.outlets[0].kinds = {0, 3};
       }},
      {"outlets[0].kinds",
       [](City& c) {
         c.outlets[0].kinds = {2, 0};
       }},
      {"outlets[0].serving", [](City& c) { c.outlets[0].serving = 8; }},
      {"outlets[0].placing", [](City& c) { c.outlets[0].placing = static_cast<Placing>(5); }},
      {"outlets[0].placingPermille", [](City& c) { c.outlets[0].placing_permille = -1; }},
      {"outlets[0].community", [](City& c) { c.outlets[0].community = 2; }},
      {"outlets[0]: lon", [](City& c) { c.outlets[0].stands[1].at.lon = INT32_MIN; }},
      {"outlets[0].access.edge", [](City& c) { c.outlets[0].stands[0].accesses[1].edge = 3; }},
      {"outlets[0].services.kind", [](City& c) { c.outlets[0].services[0].kind = 3; }},
      {"gates[0].id", [](City& c) { std::swap(c.gates[0].id, c.gates[1].id); }},
      {"gates[0].graphGate", [](City& c) { c.gates[0].graph_gate = 2; }},
      {"gates[1].compound", [](City& c) { c.gates[1].compound = 2; }},
      {"candidates[0].access.offset", [](City& c) { c.candidates[0].access.offset_millimetres = 2'001; }},
      {"candidates[0].kinds", [](City& c) { c.candidates[0].kinds = {9}; }},
      {"candidates[1].days", [](City& c) { c.candidates[1].days = 0x80; }},
      {"candidates[1]: lon", [](City& c) { c.candidates[1].at.lat = INT32_MAX; }},
      {"completeness[0].kinds", [](City& c) { c.completeness[0].kinds = {3}; }},
  };
}

TEST(CityFile, WhoseIndicesLeadOutsideIsDamagedAndSaysWhere) {
  auto faults = street_faults();
  std::ranges::move(city_faults(), std::back_inserter(faults));
  for (auto const& fault : faults) {
    auto city = whole_city();
    fault.make(city);
    auto const outcome = read(unchecked(city));
    ASSERT_FALSE(outcome) << fault.what;
    EXPECT_EQ(outcome.error().code, "city_damaged");
    EXPECT_TRUE(argument(outcome.error(), "what").starts_with(fault.what))
        << fault.what << " / " << argument(outcome.error(), "what");
  }
}

struct Forgery {
  char const* what;  ///< begins so
  std::function<void(format::City::Builder)> make;
};

TEST(CityFile, WhoseColumnsDoNotFitEachOtherIsDamagedAndSaysWhere) {
  std::vector<Forgery> const forgeries{
      {"streets.edgeTo", [](auto c) { c.getStreets().initEdgeTo(2); }},
      {"streets.nodes", [](auto c) { c.getStreets().initNodes(5); }},
      {"streets.gateEdges", [](auto c) { c.getStreets().getGateEdgeCounts().set(0, 3); }},
      {"shapes.ringCounts: 0",
       [](auto c) {
         auto s = c.getShapes();
         s.getRingCounts().set(0, 0);
         s.getRingCounts().set(1, 3);
       }},
      {"shapes.polygonCounts", [](auto c) { c.getShapes().initPolygonCounts(2); }},
      {"homes.people", [](auto c) { c.getHomes().initPeople(7); }},
      {"homes.access", [](auto c) { c.getHomes().initAccess(); }},
      {"outlets.sources", [](auto c) { c.getOutlets().getSources().getCounts().set(0, UINT32_MAX); }},
      {"outlets.standCounts", [](auto c) { c.getOutlets().getStandCounts().set(1, 1); }},
      {"string 4294967295", [](auto c) { c.setName(UINT32_MAX); }},
      {"string", [](auto c) { c.getHomes().getSource().set(1, 4'000); }},
      {"strings.ends", [](auto c) { c.getStrings().getEnds().set(3, UINT32_MAX); }},
      {"strings.ends", [](auto c) { c.getStrings().initBytes(3); }},
      {"strings.ends", [](auto c) { c.getStrings().initEnds(0); }},
      {"hours", [](auto c) { c.getStreets().getHours().set(0, c.getName()); }},
      {"report.noticeArgs",
       [](auto c) {
         auto a = c.getReport().getNoticeArgs();
         a.getCounts().set(0, 3);
         a.getCounts().set(1, 1);
       }},
      {"report.skippedReason",
       [](auto c) {
         auto r = c.getReport().getSkippedReason();
         r.set(1, r[0]);
       }},
      {"box", [](auto c) { c.initBox(3); }},
  };
  for (auto const& forgery : forgeries) {
    auto const outcome = read(forged(forgery.make));
    ASSERT_FALSE(outcome) << forgery.what;
    EXPECT_EQ(outcome.error().code, "city_damaged");
    EXPECT_TRUE(argument(outcome.error(), "what").starts_with(forgery.what))
        << forgery.what << " / " << argument(outcome.error(), "what");
  }
}

TEST(CityFile, CannotTakeAllMemoryByNamingOneLongTextOftenOrReadingOneListManyTimes) {
  auto const shared = read(forged([](format::City::Builder city) {
    auto const name = city.getOutlets().getName()[0];
    auto list = city.initKindIds(1'000);
    for (unsigned i = 0; i < list.size(); ++i) {
      list.set(i, name);
    }
  }));
  ASSERT_FALSE(shared);
  EXPECT_TRUE(argument(shared.error(), "what").starts_with("string")) << argument(shared.error(), "what");

  // A list of a thousand million elements of no size.
  std::string file = encode(City{});
  auto const words = std::array<std::uint64_t, 3>{std::uint64_t{2} << 32U, 0x0001'0000'0000'0000U, 0};
  file.resize(header_bytes);
  file.append(std::string_view{reinterpret_cast<char const*>(words.data()), sizeof words});
  seal(std::as_writable_bytes(std::span{file}));
  auto const empty = read(file);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, "city_damaged");
}

TEST(CityFile, OfForeignWordsNeverCrashes) {
  auto const sound = encode(whole_city());
  // NOLINTNEXTLINE(cert-msc51-cpp): the same blows in every run, so that a failure comes back.
  std::mt19937 random{20'261'123};
  std::set<std::string> outcomes;
  for (int round = 0; round < 20'000; ++round) {
    auto file = sound;
    auto const changes = 1 + random() % 3;
    for (unsigned change = 0; change < changes; ++change) {
      // Pointers and counts stand at the front, so that is where most blows fall.
      auto const reach = random() % 2 == 0 ? std::size_t{600} : file.size() - header_bytes;
      auto const at = header_bytes + random() % reach;
      file[at] = static_cast<char>(random() % 4 == 0 ? 0xff : random());
    }
    seal(std::as_writable_bytes(std::span{file}));
    auto const outcome = read(file);
    outcomes.insert(outcome ? "read" : outcome.error().code);
  }
  // Some blows hit numbers that may have any value; none of the others is anything but damage.
  EXPECT_EQ(outcomes, (std::set<std::string>{"read", "city_damaged"}));
}

/// No file of this process grows beyond so many bytes while it lives: a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_{std::signal(SIGXFSZ, SIG_IGN)} {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit const small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  FullDisk(FullDisk const&) = delete;
  FullDisk& operator=(FullDisk const&) = delete;
  FullDisk(FullDisk&&) = delete;
  FullDisk& operator=(FullDisk&&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(CityFile, OnAFullDiskLeavesTheOldFileAndNothingBeside) {
  Folder const folder;
  auto city = whole_city();
  ASSERT_TRUE(save(city, folder / "a.city"));
  auto const before = read_file(folder / "a.city", 1U << 20U).value();
  city.name = "another";
  Result<void> outcome;
  {
    FullDisk const disk{before.size() / 2};
    outcome = save(city, folder / "a.city");
  }
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::machine);
  EXPECT_EQ(outcome.error().code, "file_unwritable");
  EXPECT_EQ(read_file(folder / "a.city", 1U << 20U).value(), before);
  EXPECT_EQ(folder.files(), 1);
  EXPECT_TRUE(save(city, folder / "a.city"));
}

TEST(CityFileDeathTest, OfACityThatLeadsOutsideIsNeverWritten) {
  auto city = whole_city();
  city.streets.edges[0].to = 17;
  EXPECT_DEATH((void)encode(city), "streets.edges\\[0\\].to = 17");
}

}  // namespace
}  // namespace linquan::city

#include "linquan/basemap/mbtiles.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace linquan::basemap {
namespace {

class Files : public testing::Test {
 protected:
  Files() { std::filesystem::create_directories(folder_); }
  Files(Files const&) = delete;
  Files& operator=(Files const&) = delete;
  Files(Files&&) = delete;
  Files& operator=(Files&&) = delete;
  ~Files() override { std::filesystem::remove_all(folder_); }

  /// A database made by these statements.
  [[nodiscard]] std::filesystem::path made(std::string const& sql) const {
    auto const path = folder_ / "map.mbtiles";
    std::filesystem::remove(path);
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
    return path;
  }
  [[nodiscard]] std::string refusal(std::filesystem::path const& path) const {
    auto const opened = Mbtiles::open(path);
    return opened ? "opened" : opened.error().code;
  }
  static std::string tables(std::string const& metadata) {
    return "CREATE TABLE metadata (name text, value text); CREATE TABLE tiles (zoom_level integer, tile_column "
           "integer, "
           "tile_row integer, tile_data blob); INSERT INTO metadata VALUES " +
           metadata + ";";
  }
  static std::string whole() {
    return tables(
               "('format','pbf'),('minzoom','0'),('maxzoom','14'),('name','图'),('attribution','© OpenStreetMap'),"
               "('bounds','117.1,34.2,117.3,34.4'),('json','{\"vector_layers\":[{\"id\":\"roads\",\"minzoom\":4},"
               "{\"id\":7},3]}')") +
           "INSERT INTO tiles VALUES (1, 0, 1, x'0102'), (1, 1, 0, x'')";
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("linquan_basemap_" + std::to_string(::getpid()));
};

TEST_F(Files, AreServedAsTheyAre) {
  auto const opened = Mbtiles::open(made(whole()));
  ASSERT_TRUE(opened) << opened.error().code;
  auto const& map = **opened;
  EXPECT_EQ(map.about().name, "图");
  EXPECT_EQ(map.about().zoom_max, 14U);
  ASSERT_TRUE(map.about().bounds);
  EXPECT_EQ((*map.about().bounds)[3], 34.4);
  ASSERT_EQ(map.about().layers.size(), 1U);
  EXPECT_EQ(map.about().layers[0].id, "roads");
  EXPECT_EQ(map.about().layers[0].zoom_min, 4U);
  EXPECT_EQ(*map.tile(1, 0, 0), "\x01\x02") << "rows count from the north here";
  EXPECT_EQ(*map.tile(1, 1, 1), "");
  EXPECT_EQ(*map.tile(1, 0, 1), std::nullopt);
  EXPECT_EQ(*map.tile(1, 2, 0), std::nullopt);
  EXPECT_EQ(*map.tile(4'000'000'000, 0, 0), std::nullopt);
  std::vector<std::jthread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&map] {
      for (int n = 0; n < 500; ++n) {
        EXPECT_EQ(*map.tile(1, 0, 0), "\x01\x02");
      }
    });
  }
}

TEST_F(Files, AreRefusedInWordsWhereTheyAreBroken) {
  EXPECT_EQ(refusal(folder_ / "nowhere.mbtiles"), "file_unreadable");
  EXPECT_EQ(refusal(folder_), "file_unreadable");
  std::ofstream{folder_ / "text.mbtiles"} << std::string(5000, 'x');
  EXPECT_EQ(refusal(folder_ / "text.mbtiles"), "basemap_broken");
  std::ofstream{folder_ / "empty.mbtiles"};
  EXPECT_EQ(refusal(folder_ / "empty.mbtiles"), "basemap_tables");
  EXPECT_EQ(refusal(made("CREATE TABLE people (name text)")), "basemap_tables");
  EXPECT_EQ(refusal(made("CREATE TABLE metadata (name text, value text); INSERT INTO metadata VALUES ('format','pbf'),"
                         "('minzoom','0'),('maxzoom','1')")),
            "basemap_tables");
  EXPECT_EQ(refusal(made(tables("('format','pbf'),('minzoom','0'),('maxzoom','14')"))), "basemap_empty");
  EXPECT_EQ(refusal(made(tables("('format','exe'),('minzoom','0'),('maxzoom','14')"))), "basemap_format");
  EXPECT_EQ(refusal(made(tables("('minzoom','0'),('maxzoom','14')"))), "basemap_format");
  EXPECT_EQ(refusal(made(tables("('format','pbf'),('minzoom','-1'),('maxzoom','14')"))), "basemap_zooms");
  EXPECT_EQ(refusal(made(tables("('format','pbf'),('minzoom','0'),('maxzoom','25')"))), "basemap_zooms");
}

TEST_F(Files, AreRefusedWhereTheyAreCutOff) {
  auto const path = made(whole() + "; INSERT INTO tiles VALUES (2, 0, 0, zeroblob(200000))");
  auto const size = std::filesystem::file_size(path);
  std::filesystem::resize_file(path, size / 20);
  auto const opened = Mbtiles::open(path);
  if (opened) {
    EXPECT_FALSE((*opened)->tile(2, 0, 3)) << "what is gone is not made up";
  } else {
    EXPECT_EQ(opened.error().code, "basemap_broken");
  }
}

TEST(About, LeavesOutWhatItDoesNotUnderstand) {
  std::map<std::string, std::string> const plain{{"format", "pbf"}, {"minzoom", "0"}, {"maxzoom", "3"}};
  for (auto const& [name, text] :
       {std::pair{"bounds", "1,2,3"}, std::pair{"bounds", "1,2,3,4,5"}, std::pair{"bounds", "nan,1,2,3"},
        std::pair{"bounds", "1e9,2,3,4"}, std::pair{"json", "{"}, std::pair{"json", "[]"}, std::pair{"json", "null"},
        std::pair{"json", R"({"vector_layers":{}})"}}) {
    auto metadata = plain;
    metadata[name] = text;
    auto const about = read_about(metadata, "map");
    ASSERT_TRUE(about);
    EXPECT_FALSE(about->bounds) << text;
    EXPECT_TRUE(about->layers.empty()) << text;
  }
}

}  // namespace
}  // namespace linquan::basemap

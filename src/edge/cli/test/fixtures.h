#pragma once

#include <unistd.h>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "linquan/city/city.h"

namespace linquan::cli {

/// A file in memory or on disk that a command can write to and a test read back.
class Capture {
 public:
  Capture() : file_{std::tmpfile()} {}
  Capture(Capture const&) = delete;
  Capture& operator=(Capture const&) = delete;
  Capture(Capture&&) = delete;
  Capture& operator=(Capture&&) = delete;
  ~Capture() { std::fclose(file_); }

  [[nodiscard]] std::FILE* file() const { return file_; }
  [[nodiscard]] std::string text() const {
    std::fflush(file_);
    std::rewind(file_);
    std::string result;
    for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) {
      result.push_back(static_cast<char>(c));
    }
    return result;
  }

 private:
  std::FILE* file_;
};

/// A folder that goes away with the test.
class Folder {
 public:
  explicit Folder(std::string_view name)
      : path_{std::filesystem::temp_directory_path() /
              ("linquan_cli_" + std::to_string(::getpid()) + "_" + std::string{name})} {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }
  [[nodiscard]] std::filesystem::path write(std::string_view name, std::string_view text) const {
    auto const path = path_ / name;
    std::ofstream{path} << text;
    return path;
  }

 private:
  std::filesystem::path path_;
};

inline void name_home(city::Home& home, std::uint64_t id, std::string_view source, city::HomeSource kind) {
  home.id = city::HomeId{id};
  home.source = source;
  home.kind = kind;
}

/// Two streets of 100 m and 50 m that do not meet, one of them in two copies; three homes with four people, one of them
/// off the streets; three outlets.
inline city::City small_city() {
  city::City city;
  city.name = "Lakeside";
  city.kind_ids = {"market", "pharmacy", "tailor"};
  auto& streets = city.streets;
  streets.nodes.resize(6);
  streets.traits.resize(3);
  streets.traits[1].zone = walk::Zone::in;
  streets.traits[2].kind = walk::StreetKind::plaza;
  streets.edges = {{.from = 0, .to = 1, .length_millimetres = 100'000, .traits = 0},
                   {.from = 2, .to = 3, .length_millimetres = 50'000, .traits = 0},
                   {.from = 4, .to = 5, .length_millimetres = 50'000, .traits = 1},
                   {.from = 0, .to = 1, .length_millimetres = 70'000, .traits = 2}};
  streets.component_millimetres = {150'000, 50'000};
  streets.gates.resize(3);
  streets.gates[1].inferred = true;

  city.areas.resize(2);
  city.areas[0].level = city::AreaLevel::compound;
  city.areas[0].closed = true;
  city.areas[1].level = city::AreaLevel::community;
  city.areas[1].name = "Lotus";

  city.homes.resize(3);
  name_home(city.homes[0], 1, "osm:node/1", city::HomeSource::entrance);
  city.homes[0].access = {.edge = 0, .offset_millimetres = 10'000, .door_millimetres = 60'000};
  city.homes[0].people.all = {2'500};
  name_home(city.homes[1], 2, "osm:way/2", city::HomeSource::building);
  city.homes[1].access = {.edge = 1, .offset_millimetres = 0, .door_millimetres = 60'001};
  city.homes[1].people.all = {1'000};
  name_home(city.homes[2], 3, "osm:way/3", city::HomeSource::building);
  city.homes[2].people.all = {500};

  city.outlets.resize(3);
  city.outlets[0].sources = {"osm:node/9"};
  city.outlets[0].kinds = {0, 1};
  city.outlets[0].stands.resize(1);
  city.outlets[0].stands[0].hours = hours::Hours{};
  city.outlets[1].kinds = {1};
  city.outlets[1].stands.resize(1);
  city.outlets[1].marks = {"licence_check"};
  city.outlets[2].name = "Needle and thread";
  city.outlets[2].sources = {"shops.xlsx:Sheet1!7"};
  city.outlets[2].kinds = {1};
  city.outlets[2].placing = city::Placing::unplaced;
  city.outlets[2].community = 1;

  city.inputs.resize(1);
  city.inputs[0].role = "osm";
  city.inputs[0].name = "lakeside.osm.pbf";
  city.inputs[0].attribution = "© OpenStreetMap contributors";
  city.report.unsnapped = {{city::HomeId{3}, "osm:way/3", {}, "home_behind_water", 170}};
  city.report.doubles.resize(1);
  city.report.skipped = {{"way_too_short", 7}};
  city.report.people_given = {5'000};
  city.report.people_unplaced = {1'000};
  city.report.notices = {{"file_too_large", {{"path", "x"}, {"bytes", "2"}, {"limit", "1"}}}};
  return city;
}

}  // namespace linquan::cli

#pragma once

#include <cstdint>

#include "random.h"
#include "town.h"

namespace linquan::demo {

/// What dwelling houses of one sort look like; lengths in decimetres.
struct Form {
  std::int64_t depth = 120;
  std::int64_t unit = 140;   ///< length for each staircase
  std::int64_t gap = 90;     ///< between two houses of a row
  std::int64_t pitch = 270;  ///< from row to row
  std::int32_t stairs_min = 1;
  std::int32_t stairs_max = 1;
  std::int32_t levels_min = 1;
  std::int32_t levels_max = 1;
  std::int32_t flats_each_level = 2;  ///< for each staircase
  std::int32_t skipped_permille = 0;  ///< greens, car parks
  std::int32_t doors_permille = 0;    ///< how many houses have their entrances mapped
  char const* tag = "apartments";
  std::int32_t occupied_permille = 900;
};

namespace forms {
extern Form const old_house;
extern Form const village_house;
extern Form const old_bar;
extern Form const open_bar;
extern Form const low_slab;
extern Form const slab;
extern Form const tower;
}  // namespace forms

/// Rows of houses on `ground`, all facing south; keeps out of the water and off the rails.
void fill_rows(Town& town, Quad const& ground, Form const& form, std::uint32_t group, Random& random);

}  // namespace linquan::demo

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "linquan/city/people.h"
#include "linquan/text/text.h"
#include "people_columns.h"
#include "table_rows.h"

#include <fmt/format.h>

namespace linquan::city {
namespace {

struct LevelWord {
  std::string_view word;
  AreaLevel level;
};

constexpr std::array level_words{
    LevelWord{"compound", AreaLevel::compound},
    LevelWord{"小区", AreaLevel::compound},
    LevelWord{"住宅小区", AreaLevel::compound},
    LevelWord{"居住小区", AreaLevel::compound},
    LevelWord{"community", AreaLevel::community},
    LevelWord{"社区", AreaLevel::community},
    LevelWord{"村", AreaLevel::community},
    LevelWord{"村社区", AreaLevel::community},
    LevelWord{"社区(村)", AreaLevel::community},
    LevelWord{"行政村", AreaLevel::community},
    LevelWord{"居委会", AreaLevel::community},
    LevelWord{"subdistrict", AreaLevel::subdistrict},
    LevelWord{"街道", AreaLevel::subdistrict},
    LevelWord{"镇", AreaLevel::subdistrict},
    LevelWord{"乡", AreaLevel::subdistrict},
    LevelWord{"乡镇", AreaLevel::subdistrict},
    LevelWord{"街道(镇)", AreaLevel::subdistrict},
    LevelWord{"district", AreaLevel::district},
    LevelWord{"区", AreaLevel::district},
    LevelWord{"县", AreaLevel::district},
    LevelWord{"区县", AreaLevel::district},
    LevelWord{"县级市", AreaLevel::district},
    LevelWord{"living_circle", AreaLevel::living_circle},
    LevelWord{"circle", AreaLevel::living_circle},
    LevelWord{"便民生活圈", AreaLevel::living_circle},
    LevelWord{"一刻钟便民生活圈", AreaLevel::living_circle},
    LevelWord{"15分钟生活圈", AreaLevel::living_circle},
    LevelWord{"15分钟便民生活圈", AreaLevel::living_circle},
    LevelWord{"生活圈", AreaLevel::living_circle},
};

constexpr std::string_view levels_allowed =
    "compound 小区, community 社区, subdistrict 街道/镇, district 区/县, living_circle 便民生活圈";

std::optional<AreaLevel> parse_level(std::string_view cell) {
  auto const folded = text::folded(cell);
  auto const* const found =
      std::ranges::find_if(level_words, [&](auto const& known) { return text::folded(known.word) == folded; });
  return found == level_words.end() || folded.empty() ? std::nullopt : std::optional{found->level};
}

std::string_view name_of(AreaLevel level) {
  switch (level) {
    case AreaLevel::compound:
      return "compound";
    case AreaLevel::community:
      return "community";
    case AreaLevel::subdistrict:
      return "subdistrict";
    case AreaLevel::district:
      return "district";
    case AreaLevel::living_circle:
      return "living_circle";
  }
  return {};
}

std::string parse_state(std::string_view cell) {
  struct Word {
    std::string_view word;
    std::string_view state;
  };
  static constexpr std::array words{Word{"built", "built"},  Word{"已建", "built"},      Word{"已建成", "built"},
                                    Word{"建成", "built"},   Word{"已完成", "built"},    Word{"planned", "planned"},
                                    Word{"拟建", "planned"}, Word{"规划", "planned"},    Word{"待建", "planned"},
                                    Word{"计划", "planned"}, Word{"计划建设", "planned"}};
  auto const folded = text::folded(cell);
  auto const* const found = std::ranges::find_if(words, [&](auto const& known) { return known.word == folded; });
  return std::string{found == words.end() ? cell : found->state};
}

/// The first place where the outline of a polygon crosses itself; exact, by the tree of its segments.
std::optional<geo::Point> crossing_of(geo::Polygon const& polygon) {
  struct Segment {
    geo::Point from;
    geo::Point to;
  };
  std::vector<Segment> segments;
  std::vector<geo::Box> boxes;
  auto const add = [&](geo::Ring const& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      segments.push_back({ring[i], ring[(i + 1) % ring.size()]});
      boxes.emplace_back();
      boxes.back().add(segments.back().from);
      boxes.back().add(segments.back().to);
    }
  };
  add(polygon.outer);
  for (auto const& hole : polygon.holes) {
    add(hole);
  }
  geo::BoxIndex const index{boxes};
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto crosses = false;
    index.visit(boxes[i], [&](std::uint32_t other) {
      crosses =
          crosses || geo::segments_cross(segments[i].from, segments[i].to, segments[other].from, segments[other].to);
    });
    if (crosses) {
      return segments[i].from;
    }
  }
  return std::nullopt;
}

Result<void> check_shape(tables::Table const& table, tables::Table::Row const& row, geo::MultiPolygon const& shape) {
  for (auto const& polygon : shape) {
    if (auto const where = crossing_of(polygon)) {
      return refuse(ErrorKind::bad_input, "geometry_invalid",
                    {{"file", rows::place_of(table)},
                     {"row", std::to_string(row.line)},
                     {"reason", fmt::format("crosses itself near {:.6f}, {:.6f}", geo::lat_degrees(*where),
                                            geo::lon_degrees(*where))}});
    }
  }
  return {};
}

geo::MultiPolygon const* polygons_of(tables::Table::Row const& row) {
  auto const* shape = std::get_if<geo::MultiPolygon>(&row.shape);
  auto const usable = shape != nullptr && !shape->empty() &&
                      std::ranges::all_of(*shape, [](auto const& polygon) { return polygon.outer.size() >= 3; });
  return usable ? shape : nullptr;
}

Result<Area> read_area(tables::Table const& table, tables::Table::Row const& row, Columns const& columns) {
  auto const line = std::to_string(row.line);
  auto const level = parse_level(columns.cell(row, "level"));
  if (!level) {
    return refuse(ErrorKind::bad_input, "area_level",
                  {{"file", rows::place_of(table)},
                   {"line", line},
                   {"value", std::string{columns.cell(row, "level")}},
                   {"allowed", std::string{levels_allowed}}});
  }
  auto const* shape = polygons_of(row);
  if (shape == nullptr) {
    return refuse(ErrorKind::bad_input, "area_shape", {{"file", rows::place_of(table)}, {"line", line}});
  }
  if (auto const checked = check_shape(table, row, *shape); !checked) {
    return tl::unexpected<Error>{checked.error()};
  }
  Area area;
  area.level = *level;
  area.code = columns.cell(row, "code");
  area.name = columns.cell(row, "name");
  area.state = parse_state(columns.cell(row, "state"));
  area.shape = *shape;
  area.source = rows::source_of(table, row.line);
  return area;
}

/// Two rows of one level and code are parts of one area. Without codes a name alone does not say so: two compounds of
/// the same name stay two.
std::vector<Area> join_parts(std::vector<Area> areas) {
  std::map<std::pair<AreaLevel, std::string>, std::size_t> by_code;
  std::vector<Area> joined;
  for (auto& area : areas) {
    if (!area.code.empty()) {
      auto const [found, fresh] = by_code.try_emplace({area.level, area.code}, joined.size());
      if (!fresh) {
        auto& whole = joined[found->second].shape;
        whole.insert(whole.end(), area.shape.begin(), area.shape.end());
        continue;
      }
    }
    joined.push_back(std::move(area));
  }
  return joined;
}

std::string_view label_of(Area const& area) {
  return area.code.empty() ? area.name : area.code;
}

AreaId id_by_place(Area const& area) {
  auto const inside = geo::inner_point(area.shape);
  return AreaId{id_of(fmt::format("area:{}:{}@{},{}", name_of(area.level), label_of(area), inside.lon, inside.lat))};
}

/// An id from level and code, else level and name; areas that share their name, or have none, take a place inside them
/// in addition, so that their ids do not depend on the order of rows.
void give_ids(std::vector<Area>& areas) {
  std::map<std::pair<AreaLevel, std::string_view>, std::size_t> times;
  for (auto const& area : areas) {
    ++times[{area.level, label_of(area)}];
  }
  for (auto& area : areas) {
    auto const shared = label_of(area).empty() || times[{area.level, label_of(area)}] > 1;
    area.id =
        shared ? id_by_place(area) : AreaId{id_of(fmt::format("area:{}:{}", name_of(area.level), label_of(area)))};
  }
}

}  // namespace

Result<std::vector<Area>> read_areas(tables::Table const& table, ColumnChoice const& chosen) {
  auto columns = find_columns(table, area_fields(), chosen, MissingOverride::of_another_table);
  if (!columns) {
    return hand_on(columns);
  }
  if (!columns->has("level")) {
    return refuse_column(table, area_fields().front());
  }
  std::vector<Area> areas;
  for (auto const& row : table.rows) {
    auto area = read_area(table, row, *columns);
    if (!area) {
      return hand_on(area);
    }
    areas.push_back(std::move(*area));
  }
  areas = join_parts(std::move(areas));
  give_ids(areas);
  return areas;
}

Result<void> add_areas(std::vector<Area>& known, std::vector<Area> more, Report& report) {
  for (auto& area : more) {
    auto const before = std::ranges::find(known, area.id, &Area::id);
    if (before == known.end()) {
      known.push_back(std::move(area));
      continue;
    }
    Error::Args args{
        {"name", area.name.empty() ? area.code : area.name}, {"one", before->source}, {"other", area.source}};
    if (before->shape == area.shape) {
      report.notices.push_back({"area_given_again", std::move(args)});
    } else if (area.code.empty()) {
      area.id = id_by_place(area);
      known.push_back(std::move(area));
    } else if (geo::contains(before->shape, geo::inner_point(area.shape)) ||
               geo::contains(area.shape, geo::inner_point(before->shape))) {
      return refuse(ErrorKind::bad_input, "area_twice", std::move(args));
    } else {
      before->shape.insert(before->shape.end(), area.shape.begin(), area.shape.end());
      report.notices.push_back({"area_in_parts", std::move(args)});
    }
  }
  return {};
}

Result<geo::MultiPolygon> read_within(tables::Table const& table) {
  geo::MultiPolygon within;
  for (auto const& row : table.rows) {
    auto const* shape = polygons_of(row);
    if (shape == nullptr) {
      continue;
    }
    if (auto const checked = check_shape(table, row, *shape); !checked) {
      return tl::unexpected<Error>{checked.error()};
    }
    within.insert(within.end(), shape->begin(), shape->end());
  }
  if (within.empty()) {
    return refuse(ErrorKind::bad_input, "within_shape", {{"file", rows::place_of(table)}});
  }
  return within;
}

}  // namespace linquan::city

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "linquan/city/outlets.h"
#include "linquan/hours/hours.h"
#include "linquan/text/text.h"
#include "outlets_words.h"
#include "table_columns.h"
#include "table_rows.h"

namespace linquan::city {
namespace {

std::vector<FieldNames> const& candidate_fields() {
  static std::vector<FieldNames> const known{
      {"name", {"名称", "房屋名称", "点位名称", "铺位名称", "摊点名称", "name"}},
      {"type", {"类型", "点位类型", "类别", "性质", "type"}},
      {"kinds", {"适合业态", "适宜业态", "可设业态", "业态", "kinds", "kind"}},
      {"lng", {"经度", "东经", "X坐标", "lng", "lon", "longitude", "x"}},
      {"lat", {"纬度", "北纬", "Y坐标", "lat", "latitude", "y"}},
      {"crs", {"坐标系", "坐标系统", "坐标系名称", "坐标类型", "crs", "coordinate_system"}},
      {"cost", {"成本", "费用", "造价", "改造费用", "租金", "年租金", "cost", "rent"}},
      {"days", {"可用日", "出摊日", "出摊日期", "可出摊日", "星期", "days", "weekdays"}},
      {"capacity", {"容量", "摊位数", "面积", "建筑面积", "capacity", "area"}},
  };
  return known;
}

/// "vacant", "stall", or the table's own word.
std::string type_of(std::string_view cell) {
  static constexpr std::array<std::string_view, 4> vacant{"空置", "闲置", "铺", "vacant"};
  static constexpr std::array<std::string_view, 4> stall{"摊", "便民点", "餐车", "stall"};
  auto const says = [&](auto const& words) {
    return std::ranges::any_of(words, [&](auto word) { return cell.find(word) != std::string_view::npos; });
  };
  return says(stall) ? "stall" : cell.empty() || says(vacant) ? "vacant" : std::string{cell};
}

tl::unexpected<Error> refuse_row(tables::Table const& table, tables::Table::Row const& row, std::string_view code,
                                 std::string_view word) {
  return refuse(ErrorKind::bad_input, code,
                {{"file", rows::place_of(table)}, {"line", fmt::to_string(row.line)}, {"word", std::string{word}}});
}

/// On which days a stall may stand there; an empty cell means every day.
Result<std::uint8_t> days_of(tables::Table const& table, tables::Table::Row const& row, std::string_view cell) {
  if (cell.empty()) {
    return Candidate{}.days;
  }
  auto const hours = hours::Hours::parse_plain(cell);
  if (!hours || hours->open_days() == 0) {
    return refuse_row(table, row, "candidate_days", cell);
  }
  return hours->open_days();
}

Result<geo::Point> place_of(tables::Table const& table, tables::Table::Row const& row, Columns const& columns,
                            geo::Crs const& crs) {
  if (auto const* point = std::get_if<geo::Point>(&row.shape); point != nullptr) {
    return *point;
  }
  if (auto const* shape = std::get_if<geo::MultiPolygon>(&row.shape); shape != nullptr && !shape->empty()) {
    return geo::inner_point(*shape);
  }
  auto const read = rows::point_of(table, row, columns, crs, {});
  if (!read) {
    return tl::unexpected<Error>{read.error()};
  }
  if (!*read) {
    return refuse_row(table, row, "candidate_no_place", columns.cell(row, "name"));
  }
  return **read;
}

}  // namespace

Result<std::vector<Candidate>> read_candidates(tables::Table const& table, geo::Crs const& crs,
                                               kinds::Kinds const& kinds) {
  auto const columns = find_columns(table, candidate_fields(), {});
  if (!columns) {
    return tl::unexpected<Error>{columns.error()};
  }
  std::vector<Candidate> found;
  for (auto const& row : table.rows) {
    Candidate candidate;
    auto const at = place_of(table, row, *columns, crs);
    if (!at) {
      return tl::unexpected<Error>{at.error()};
    }
    auto const words = columns->cell(row, "kinds");
    auto const match = kinds.from_words(words);
    if (!match.unknown.empty() || match.doubtful) {
      return refuse_row(table, row, "candidate_kind_unknown", words);
    }
    auto const days = days_of(table, row, columns->cell(row, "days"));
    if (!days) {
      return tl::unexpected<Error>{days.error()};
    }
    candidate.days = *days;
    candidate.source = rows::source_of(table, row.line);
    candidate.name = columns->cell(row, "name");
    candidate.at = *at;
    candidate.type = type_of(columns->cell(row, "type"));
    candidate.kinds = match.kinds;
    auto const cost = columns->cell(row, "cost");
    candidate.cost_fen = outlets::fen_from_words(cost);
    if (!cost.empty() && (!candidate.cost_fen || cost.starts_with("-"))) {
      return refuse_row(table, row, "candidate_cost", cost);
    }
    if (auto const size = text::number(columns->cell(row, "capacity")); size && *size >= 0 && *size < 1e9) {
      candidate.capacity = static_cast<std::int64_t>(*size);
    }
    found.push_back(std::move(candidate));
  }
  return found;
}

}  // namespace linquan::city

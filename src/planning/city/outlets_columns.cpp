#include "outlets_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "linquan/text/text.h"
#include "outlets_facts.h"
#include "table_rows.h"

namespace linquan::city::outlets {
namespace {

std::vector<FieldNames> const& all_fields() {
  static std::vector<FieldNames> const known{
      {"name",
       {"网点名称", "店铺名称", "商户名称", "单位名称", "企业名称", "门店名称", "店名", "名称", "字号", "摊位名称",
        "设施名称", "机构名称", "name", "outlet", "shop"}},
      {"kind",
       {"业态", "网点业态", "业态类别", "业态类型", "经营业态", "网点类别", "网点类型", "设施类别", "设施类型", "行业",
        "类别", "类型", "经营范围", "kind", "kinds", "category", "type"}},
      {"amap_code", {"高德类别", "高德编码", "高德类型编码", "高德分类", "POI编码", "amap_code", "typecode", "amap"}},
      {"lng", {"经度", "东经", "X坐标", "lng", "lon", "longitude", "long", "x"}},
      {"lat", {"纬度", "北纬", "Y坐标", "lat", "latitude", "y"}},
      {"crs", {"坐标系", "坐标系统", "坐标系名称", "坐标类型", "crs", "coordinate_system"}},
      {"address",
       {"地址", "详细地址", "经营地址", "经营场所", "网点地址", "店铺地址", "门店地址", "所在地址", "位置", "摊位地址",
        "住所", "address", "addr"}},
      {"telephone",
       {"联系电话", "电话", "电话号码", "联系方式", "手机", "手机号", "手机号码", "服务电话", "固定电话", "telephone",
        "phone", "tel", "mobile"}},
      {"hours",
       {"营业时间", "摊位时间", "出摊时间", "经营时间", "开放时间", "服务时间", "opening_hours", "hours",
        "opening hours"}},
      {"capacity",
       {"容量", "床位", "床位数", "座位数", "餐位数", "车位数", "泊位数", "学位数", "托位数", "规模", "capacity"}},
      {"land", {"占地面积", "用地面积", "land_area", "land area"}},
      {"area", {"面积", "营业面积", "经营面积", "建筑面积", "使用面积", "area", "floor_area"}},
      {"licence",
       {"统一社会信用代码", "社会信用代码", "信用代码", "营业执照", "营业执照号", "执照号", "注册号", "licence",
        "license", "uscc", "credit_code"}},
      {"cart", {"车号", "车辆编号", "摊车编号", "便民服务车", "cart", "cart_number"}},
      {"opened", {"开业时间", "开业日期", "成立日期", "投用时间", "建成时间", "开办时间", "opened", "opening_date"}},
      {"rebuilt", {"改造时间", "改造日期", "提升时间", "翻新时间", "rebuilt", "renovated"}},
      {"chain", {"连锁", "连锁品牌", "品牌", "品牌名称", "所属品牌", "连锁企业", "chain", "brand"}},
      {"condition", {"状况", "经营状况", "经营状态", "营业状态", "设施状况", "condition", "status"}},
      {"serving", {"服务方式", "经营方式", "服务形式", "serving"}},
      {"services", {"服务项目", "服务内容", "经营项目", "services"}},
      {"community",
       {"社区", "所属社区", "所在社区", "社区名称", "社区编码", "社区代码", "community", "community_code"}},
  };
  return known;
}

std::vector<FieldNames> const& completeness_fields() {
  static std::vector<FieldNames> const known{{"complete_kinds", {"完整业态", "complete_kinds", "complete_for"}},
                                             {"complete_areas", {"完整区域", "完整社区", "complete_areas"}}};
  return known;
}

/// "便利店; 药店" → its pieces.
std::vector<std::string> pieces_of(std::string_view list) {
  std::vector<std::string> pieces;
  std::string piece;
  auto const close = [&] {
    if (auto tidy = text::tidy(piece); !tidy.empty()) {
      pieces.push_back(std::move(tidy));
    }
    piece.clear();
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    static constexpr std::array<std::string_view, 3> wide{"；", "、", "，"};
    auto const found = std::ranges::find_if(wide, [&](auto mark) { return list.substr(i).starts_with(mark); });
    if (found != wide.end()) {
      close();
      i += found->size() - 1;
    } else if (list[i] == ';') {
      close();
    } else {
      piece.push_back(list[i]);
    }
  }
  close();
  return pieces;
}

/// What was chosen for this file, else for all, else what the first row with such a cell says.
Result<std::string> declared(tables::Table const& table, ColumnChoice const& chosen, std::string const& field) {
  auto const file = table.file.substr(table.file.find_last_of("/\\") + 1);
  for (auto const& key : {fmt::format("{}:{}", field, file), field}) {
    if (auto const found = chosen.find(key); found != chosen.end()) {
      return found->second;
    }
  }
  auto const columns = find_columns(table, completeness_fields(), {});
  if (!columns) {
    return tl::unexpected<Error>{columns.error()};
  }
  for (auto const& row : table.rows) {
    if (auto const cell = columns->cell(row, field); !cell.empty()) {
      return std::string{cell};
    }
  }
  return std::string{};
}

}  // namespace

std::span<FieldNames const> fields() {
  return all_fields();
}

Result<std::vector<Completeness>> completeness_of(tables::Table const& table, ColumnChoice const& chosen,
                                                  kinds::Kinds const& kinds) {
  auto const words = declared(table, chosen, "complete_kinds");
  auto const areas = declared(table, chosen, "complete_areas");
  if (!words || !areas) {
    return tl::unexpected<Error>{words ? areas.error() : words.error()};
  }
  std::vector<Completeness> result;
  if (words->empty()) {
    return result;
  }
  Completeness complete;
  complete.source = table.file.substr(table.file.find_last_of("/\\") + 1);
  complete.area_codes = pieces_of(*areas);
  for (auto const& word : pieces_of(*words)) {
    if (word == "*" || word == "全部" || word == "all") {
      complete.kinds.resize(kinds.size());
      std::iota(complete.kinds.begin(), complete.kinds.end(), kinds::KindIndex{0});
      continue;
    }
    auto const match = kinds.from_words(word);
    if (match.kinds.empty() || match.doubtful) {
      return refuse(ErrorKind::bad_input, "complete_kinds_unknown", {{"file", rows::place_of(table)}, {"word", word}});
    }
    complete.kinds.insert(complete.kinds.end(), match.kinds.begin(), match.kinds.end());
  }
  std::ranges::sort(complete.kinds);
  complete.kinds.erase(std::unique(complete.kinds.begin(), complete.kinds.end()), complete.kinds.end());
  result.push_back(std::move(complete));
  return result;
}

}  // namespace linquan::city::outlets

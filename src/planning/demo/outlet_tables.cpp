#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "files.h"
#include "linquan/geo/crs.h"
#include "random.h"

namespace linquan::demo {
namespace {

using tables::Value;

std::string text_or_empty(bool given, std::string_view text) {
  return given ? std::string{text} : std::string{};
}

struct Facts {
  std::string opened;
  std::string rebuilt;
  std::string condition;
  std::string serving;
  std::string services;
  Value area;
  Value capacity;
};

std::string serving_word(std::string_view kind, Random& random) {
  if (kind == "home_cook") {
    return "上门服务";
  }
  if (kind == "housekeeping" || kind == "repair_appliance") {
    return "到店、上门";
  }
  return random.chance(60) ? "到店、电话" : "到店";
}

std::string service_words(std::string_view kind) {
  if (kind == "repair_small") {
    return "修鞋 10元起;配钥匙 5元起;换拉链 8元起";
  }
  if (kind == "tailor") {
    return "改裤脚 10元起;换拉链 15元起";
  }
  if (kind == "repair_bike") {
    return "补胎 10元起;换电瓶";
  }
  return kind == "repair_appliance" ? "空调清洗 80元起;家电维修 50元起" : "";
}

Facts facts_of(Outlet const& outlet, std::uint64_t seed, std::uint32_t number) {
  Random random{mixed(seed, {7030, number})};
  auto const& offer = offers()[outlet.offer];
  Facts facts;
  auto const year = random.between(1998, 2024);
  facts.opened = random.chance(500) ? fmt::format("{}年{}月", year, random.between(1, 12))
                                    : fmt::format("{}-{:02}-{:02}", year, random.between(1, 12), random.between(1, 28));
  if (random.chance(150)) {
    facts.rebuilt = fmt::to_string(random.between(2019, 2025));
  }
  facts.condition = random.chance(920) ? "正常营业" : "设施老旧";
  facts.serving = serving_word(offer.kind, random);
  facts.services = service_words(offer.kind);
  facts.area = offer.place == Place::shop ? random.between(15, 220) : random.between(200, 3500);
  if (offer.kind == "nursing_home" || offer.kind == "nursing_care") {
    facts.capacity = random.between(60, 300);
  }
  if (offer.kind == "canteen" || offer.kind == "daycare_elder") {
    facts.capacity = random.between(20, 120);
  }
  return facts;
}

std::string area_name(Town const& town, Outlet const& outlet, Level level) {
  auto const area = town.area_of(outlet.block, level);
  return area == nothing ? std::string{} : town.areas[area].name;
}

std::string complete_kinds() {
  std::string words;
  for (auto const& offer : offers()) {
    if (workbook_is_complete_for(offer.kind)) {
      words += (words.empty() ? "" : "、") + std::string{offer.word};
    }
  }
  return words;
}

Result<void> write_workbook(Told const& told, std::filesystem::path const& folder) {
  auto const& town = told.town;
  tables::Sheet sheet{"网点",
                      {"序号",     "网点名称", "业态",     "地址",     "联系电话", "统一社会信用代码", "营业时间",
                       "经度",     "纬度",     "所属街道", "所属社区", "面积",     "开业时间",         "改造时间",
                       "连锁品牌", "服务方式", "服务项目", "容量",     "状况",     "坐标系",           "完整业态"},
                      {}};
  for (std::size_t i = 0; i < told.books.workbook.size(); ++i) {
    auto const& row = told.books.workbook[i];
    auto const& outlet = told.offered.outlets[row.outlet];
    auto const& offer = offers()[outlet.offer];
    auto const facts = facts_of(outlet, town.seed, row.outlet);
    auto const point = town.map.earth().to_point(row.at);
    auto const chain = offer.naming == Naming::chain && outlet.street != nothing;
    sheet.rows.push_back({static_cast<std::int64_t>(i + 1),
                          row.name,
                          row.word,
                          row.address,
                          row.telephone,
                          outlet.licence,
                          std::string{offer.plain_hours},
                          geo::lon_degrees(point),
                          geo::lat_degrees(point),
                          area_name(town, outlet, Level::subdistrict),
                          area_name(town, outlet, Level::community),
                          facts.area,
                          facts.opened,
                          facts.rebuilt,
                          text_or_empty(chain, outlet.name.substr(0, outlet.name.find('('))),
                          facts.serving,
                          facts.services,
                          facts.capacity,
                          facts.condition,
                          std::string{"WGS-84"},
                          text_or_empty(i == 0, complete_kinds())});
  }
  tables::Sheet const about{
      "说明", {"说明"}, {{std::string{"本表为 linquan demo-city 生成的合成数据，不对应任何真实网点、电话或执照。"}}}};
  return tables::write_xlsx(folder / "outlets.xlsx", {sheet, about});
}

/// A table as a bureau exports it from its web map: GCJ-02, six digits.
Result<void> write_bureau(Told const& told, std::filesystem::path const& folder) {
  auto crs = geo::Crs::parse("gcj02");
  if (!crs) {
    return hand_on(crs);
  }
  tables::Sheet sheet{
      "网点", {"编号", "网点名称", "业态", "地址", "联系电话", "经度", "纬度", "坐标系", "营业时间"}, {}};
  for (std::size_t i = 0; i < told.books.bureau.size(); ++i) {
    auto const& row = told.books.bureau[i];
    auto const shifted = crs->from_wgs84(told.town.map.earth().to_point(row.at));
    if (!shifted) {
      return tl::unexpected<Error>{shifted.error()};
    }
    sheet.rows.push_back({fmt::format("B{:05}", i + 1), row.name, row.word, row.address, row.telephone,
                          fmt::format("{:.6f}", shifted->x), fmt::format("{:.6f}", shifted->y), std::string{"GCJ-02"},
                          std::string{offers()[told.offered.outlets[row.outlet].offer].plain_hours}});
  }
  return tables::write_csv(folder / "outlets_gcj02.csv", sheet);
}

Result<void> write_ledger(Told const& told, std::filesystem::path const& folder) {
  tables::Sheet sheet{"网点台账", {"序号", "名称", "地址", "联系电话", "业态", "所属社区"}, {}};
  for (std::size_t i = 0; i < told.books.ledger.size(); ++i) {
    auto const& row = told.books.ledger[i];
    sheet.rows.push_back({static_cast<std::int64_t>(i + 1), row.name, row.address, row.telephone, row.word,
                          area_name(told.town, told.offered.outlets[row.outlet], Level::community)});
  }
  return tables::write_xlsx(folder / "register.xlsx", {sheet});
}

}  // namespace

Result<void> write_outlet_tables(Told const& told, std::filesystem::path const& folder) {
  if (auto done = write_workbook(told, folder); !done) {
    return done;
  }
  if (auto done = write_bureau(told, folder); !done) {
    return done;
  }
  return write_ledger(told, folder);
}

}  // namespace linquan::demo

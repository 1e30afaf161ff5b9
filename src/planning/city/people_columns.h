#pragma once

#include <span>

#include "table_columns.h"

namespace linquan::city {

/// The columns of the city's own table of homes (`--homes`). A row needs people or households, and one way to say
/// where.
///
/// | field           | heads (any one; spaces, case and punctuation do not matter)       | what it holds
/// |-----------------|--------------------------------------------------------------------|------------------------------
/// | people          | 人口 人数 常住人口 居住人口 总人口 people population residents …   | people; ≥ 0
/// | households      | 户数 总户数 住户数 households …                                    | used where a row has no
/// people | household_size  | 户均人口 户均人数 household size …                                 | people in a
/// household; else 2.62 | age_0_14        | 0-14岁 儿童 儿童人数 children …                                    | of
/// these people, up to 14 | age_60          | 60岁以上 60岁及以上 60+ 老年人口 …                                 | of
/// these people, 60 and over | age_70          | 70岁以上 70岁及以上 70+ …                                          |
/// of these people, 70 and over | lng, lat        | 经度 纬度, lng lat, lon latitude, x y … | in the declared system
/// (--crs) | (shape)         | the geometry of a vector file                                      | point or polygon |
/// code            | 代码 编码 小区代码 code …                                          | of an area of `--areas` |
/// building        | 楼栋 楼号 幢号 building …                                          | a dwelling's name or number
/// | compound        | 小区 小区名称 住宅小区 楼盘 compound …                             | a compound's name
/// | name            | 名称 name                                                          | of a building, compound or
/// area | community_code  | 社区代码 社区编码 community code                                   | the community that it
/// lies in | community       | 社区 社区名称 所属社区 居委会 community …                          | the same by name |
/// subdistrict     | 街道 镇 所属街道 subdistrict …                                     | the same, coarser | district
/// | 区县 行政区 所属区 district …                                      | the same, coarser still
std::span<FieldNames const> people_fields();

/// The columns of areas (`--areas`): level (required), code, name, state; each row carries a polygon.
///
/// | field | heads                              | what it holds
/// |-------|------------------------------------|---------------------------------------------------------------
/// | level | 级别 层级 类型 level type          | compound 小区 · community 社区 村 · subdistrict 街道 镇 乡 · district
/// 区 县 · living_circle 便民生活圈 circle | code  | 代码 编码 区划代码 统计代码 code   | text: leading zeros and
/// twelve digits stay | name  | 名称 名字 name                     | text | state | 状态 建设状态 state status | of
/// living circles: built 已建, planned 拟建, or as the table says
std::span<FieldNames const> area_fields();

}  // namespace linquan::city

#include "people_columns.h"

namespace linquan::city {

std::span<FieldNames const> people_fields() {
  static std::vector<FieldNames> const fields{
      {"people",
       {"人口", "人数", "常住人口", "居住人口", "总人口", "人口数", "人口总数", "总人数", "常住人口数", "居民人数",
        "居住人数", "people", "population", "residents", "persons"}},
      {"households", {"户数", "总户数", "住户数", "居民户数", "家庭户数", "总户数户", "households"}},
      {"household_size", {"户均人口", "户均人数", "household size", "persons per household", "people per household"}},
      {"age_0_14",
       {"0-14岁", "0-14岁人口", "0-14岁人数", "0-14", "0—14岁", "0至14岁", "14岁以下", "14岁及以下", "儿童", "儿童人口",
        "儿童人数", "age_0_14", "children"}},
      {"age_60",
       {"60岁以上", "60岁及以上", "60岁以上人口", "60岁及以上人口", "60岁以上人数", "60岁及以上人数", "60岁以上老人",
        "60岁以上老年人", "60+", "60岁+", "老年人口", "老年人", "老年人数", "老人", "age_60", "age 60+", "over 60"}},
      {"age_70",
       {"70岁以上", "70岁及以上", "70岁以上人口", "70岁及以上人口", "70岁以上人数", "70岁及以上人数", "70岁以上老人",
        "70岁以上老年人", "70+", "70岁+", "age_70", "age 70+", "over 70"}},
      {"lng", {"经度", "lng", "lon", "long", "longitude", "坐标X", "X坐标", "point_x", "x"}},
      {"lat", {"纬度", "lat", "latitude", "坐标Y", "Y坐标", "point_y", "y"}},
      {"crs", {"坐标系", "坐标系统", "坐标系名称", "坐标类型", "crs", "coordinate_system"}},
      {"building", {"楼栋", "楼栋名称", "楼栋号", "楼号", "栋号", "幢号", "楼幢", "楼宇", "building"}},
      {"compound",
       {"小区", "小区名称", "小区名", "住宅小区", "居住小区", "住宅小区名称", "楼盘", "楼盘名称", "compound",
        "estate"}},
      {"community_code", {"社区代码", "社区编码", "所属社区代码", "community code"}},
      {"community",
       {"社区", "社区名称", "所属社区", "村社区", "社区(村)", "社区居委会", "居委会", "村居", "community"}},
      {"subdistrict",
       {"街道", "街道名称", "所属街道", "街道(镇)", "镇街", "街镇", "乡镇街道", "镇", "乡镇", "subdistrict", "town"}},
      {"district", {"区", "区县", "县区", "县(市、区)", "行政区", "所属区", "所属区县", "district"}},
      {"code", {"代码", "编码", "小区代码", "小区编码", "区划代码", "统计代码", "code"}},
      {"name", {"名称", "名字", "name"}},
  };
  return fields;
}

std::span<FieldNames const> area_fields() {
  static std::vector<FieldNames> const fields{
      {"level", {"级别", "层级", "类型", "区域级别", "level", "type"}},
      {"code", {"代码", "编码", "区划代码", "统计代码", "社区代码", "街道代码", "code"}},
      {"name", {"名称", "名字", "区域名称", "name"}},
      {"state", {"状态", "建设状态", "建设情况", "state", "status"}},
  };
  return fields;
}

}  // namespace linquan::city

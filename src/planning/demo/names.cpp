#include "names.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace linquan::demo {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 48> avenue_words{
    "解放", "中山", "淮海", "建国", "和平", "人民", "青年", "复兴", "民主", "新华", "文化", "光明",
    "泰山", "黄山", "长江", "珠江", "迎宾", "振兴", "胜利", "建设", "友谊", "团结", "朝阳", "湖滨",
    "彭城", "汉源", "云龙", "故黄", "戏马", "金山", "银河", "三环", "东风", "西苑", "南湖", "北岭",
    "兴云", "昆仑", "峨眉", "嵩山", "太行", "昭明", "奎山", "泉新", "矿山", "工农", "煤建", "铁西"};
constexpr std::array<Words, 36> first_syllables{"永", "安", "福", "祥", "瑞", "康", "宁", "和", "顺", "昌", "盛", "隆",
                                                "庆", "嘉", "华", "美", "锦", "金", "玉", "翠", "春", "秋", "晓", "晨",
                                                "云", "星", "月", "江", "河", "湖", "山", "林", "竹", "松", "梅", "兰"};
constexpr std::array<Words, 36> second_syllables{
    "平", "泰", "兴", "宁", "源", "达", "明", "德", "仁", "义", "信", "智", "园", "庭", "苑", "景", "城", "门",
    "桥", "泉", "溪", "塘", "岭", "峰", "阳", "光", "辉", "霞", "风", "华", "秀", "丽", "芳", "香", "馨", "雅"};
constexpr std::array<Words, 40> lane_words{
    "石磨", "柳井", "豆腐", "箩筐", "马市", "盐店", "铁匠", "文庙", "学前", "书院", "钟楼", "鼓楼", "察院", "道前",
    "教场", "草市", "竹竿", "油坊", "染坊", "酱园", "水门", "北关", "南关", "东门", "西关", "河清", "河沿", "坝子",
    "大坑", "小井", "双井", "丁家", "崔家", "王陵", "李家", "赵家", "翟家", "马家", "郑家", "余家"};
constexpr std::array<Words, 20> estate_words{"阳光", "锦绣", "香格", "碧水", "绿地", "世纪", "帝景",
                                             "御景", "滨河", "云湖", "翰林", "书香", "橡树", "枫林",
                                             "紫薇", "凤凰", "金域", "山水", "橙黄", "绿洲"};
constexpr std::array<Words, 10> estate_endings{"花园", "家园", "名城", "华府", "新城",
                                               "雅苑", "公馆", "豪庭", "世家", "景苑"};
constexpr std::array<Words, 24> work_words{"机械", "纺织", "矿务", "铁路", "卷烟", "供电", "邮电", "水利",
                                           "轻工", "建材", "化工", "电业", "粮食", "教工", "医药", "造纸",
                                           "汽运", "电子", "轴承", "糖酒", "棉织", "橡胶", "钢铁", "煤机"};
constexpr std::array<Words, 5> work_endings{"小区", "新村", "宿舍", "家属院", "生活区"};
constexpr std::array<Words, 20> families{"王", "李", "张", "刘", "陈", "孙", "赵", "周", "吴", "郑",
                                         "马", "朱", "胡", "郭", "何", "高", "罗", "梁", "宋", "韩"};
constexpr std::array<Words, 6> village_endings{"庄", "村", "楼", "集", "店", "堡"};
constexpr std::array<Words, 9> counts{"一", "二", "三", "四", "五", "六", "七", "八", "九"};

}  // namespace

std::string Names::once(std::string name, std::string const& ending) {
  auto whole = name + ending;
  if (used_.insert(whole).second) {
    return whole;
  }
  for (int i = 1;; ++i) {
    auto const tens =
        i >= 10 ? (i >= 20 ? std::string{counts[static_cast<std::size_t>(i / 10 % 10 - 1)]} : std::string{}) + "十"
                : std::string{};
    auto const ones = i % 10 == 0 ? std::string{} : std::string{counts[static_cast<std::size_t>(i % 10 - 1)]};
    auto numbered =
        i < 100 ? fmt::format("{}{}{}{}", name, tens, ones, ending) : fmt::format("{}{}{}", name, i, ending);
    if (used_.insert(numbered).second) {
      return numbered;
    }
  }
}

std::string Names::avenue() {
  for (int i = 0; i < 40; ++i) {
    auto name = random_.chance(i == 0 ? 700 : 200)
                    ? std::string{random_.pick(avenue_words)}
                    : fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables));
    if (used_.insert(name).second) {
      return name;
    }
  }
  return once(std::string{random_.pick(avenue_words)}, "");
}

std::string Names::lane() {
  constexpr std::array<Words, 4> endings{"巷", "街", "里", "弄"};
  auto const name = random_.chance(300)
                        ? std::string{random_.pick(lane_words)}
                        : fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables));
  return once(name, std::string{random_.pick(endings)});
}

std::string Names::settlement(Use use) {
  switch (use) {
    case Use::new_compound:
      return once(random_.chance(450)
                      ? std::string{random_.pick(estate_words)}
                      : fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables)),
                  std::string{random_.pick(estate_endings)});
    case Use::old_compound:
      return once(random_.chance(400)
                      ? std::string{random_.pick(work_words)}
                      : fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables)),
                  std::string{random_.pick(work_endings)});
    case Use::village:
      return once(fmt::format("{}{}",
                              random_.pick(random_.chance(700) ? std::span<Words const>{families}
                                                               : std::span<Words const>{first_syllables}),
                              random_.chance(500) ? "" : std::string{random_.pick(first_syllables)}),
                  std::string{random_.pick(village_endings)});
    default:
      return once(fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables)), "片区");
  }
}

std::string Names::community() {
  return once(fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables)), "社区");
}

std::string Names::subdistrict() {
  return once(fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables)), "街道");
}

std::string Names::circle() {
  return once(fmt::format("{}{}", random_.pick(first_syllables), random_.pick(second_syllables)), "便民生活圈");
}

std::string Names::shop(Random& random) {
  return random.chance(300) ? fmt::format("{}{}", random.chance(500) ? "老" : "小", random.pick(families))
                            : fmt::format("{}{}", random.pick(first_syllables), random.pick(second_syllables));
}

std::string Names::surname(Random& random) {
  return std::string{random.pick(families)};
}

}  // namespace linquan::demo

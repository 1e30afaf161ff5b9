#include "offers.h"

#include <array>

namespace linquan::demo {
namespace {

using enum Place;
constexpr auto all = Known::everywhere;
constexpr auto map = Known::map_only;
constexpr auto tab = Known::tables_only;
constexpr auto own = Naming::shop;
constexpr auto chain = Naming::chain;
constexpr auto com = Naming::community;
constexpr auto sub = Naming::subdistrict;
constexpr auto none = Naming::none;

// clang-format off
constexpr std::array table{
    Offer{"convenience", 1400, shop, all, chain, "便利店", "shop=convenience", "便利店", "便利殿", "Mo-Su 07:00-23:00", "7:00-23:00"},
    Offer{"supermarket", 140, spread, all, own, "超市", "shop=supermarket", "综合超市", "综合超是", "Mo-Su 08:00-21:30", "8:00-21:30"},
    Offer{"market", 65, spread, all, own, "菜市场", "amenity=marketplace", "菜市场", "菜市厂", "Mo-Su 05:30-18:30", "早5点30到晚6点30"},
    Offer{"fresh", 600, shop, all, own, "生鲜店", "shop=greengrocer", "生鲜店", "生鲜殿", "Mo-Su 07:00-21:00", "7:00-21:00"},
    Offer{"breakfast", 480, shop, all, own, "早餐店", "amenity=fast_food", "早餐店", "早歺店", "Mo-Su 05:30-10:30", "5:30-10:30"},
    Offer{"eatery", 1850, shop, all, own, "快餐店", "amenity=restaurant", "快餐店", "快歺店", "Mo-Su 10:00-21:00", "10:00-21:00"},
    Offer{"laundry", 140, shop, all, own, "洗衣店", "shop=laundry", "洗衣店", "冼衣店", "Mo-Su 08:30-20:30", "8:30—20:30"},
    Offer{"hair", 750, shop, all, own, "理发店", "shop=hairdresser", "理发店", "理法店", "Tu-Su 09:00-21:00", "周二至周日 9:00-21:00"},
    Offer{"photocopy", 140, shop, all, own, "图文打印", "shop=copyshop", "文印店", "文印殿", "Mo-Sa 08:30-18:30", "周一至周六 8:30-18:30"},
    Offer{"housekeeping", 100, shop, all, own, "家政服务", "craft=cleaning", "家政服务点", "家正服务点", "Mo-Su 08:00-18:00", "8:00-18:00"},
    Offer{"repair_appliance", 120, shop, all, own, "家电维修", "craft=electronics_repair", "家电维修点", "家电唯修点", "Mo-Su 08:30-19:00", "8:30-19:00"},
    Offer{"repair_small", 120, shop, all, own, "修鞋配钥匙", "shop=shoe_repair", "小修小补点", "小休小补点", "Mo-Su 08:00-18:00", "8:00-18:00"},
    Offer{"tailor", 100, shop, all, own, "裁缝店", "shop=tailor", "裁缝店", "裁逢店", "Mo-Su 08:30-19:00", "8:30-19:00"},
    Offer{"repair_bike", 160, shop, all, own, "电动车维修", "shop=bicycle;service:bicycle:repair=yes", "电动车维修", "电动车唯修", "Mo-Su 07:30-19:00", "7:30-19:00"},
    Offer{"pharmacy", 500, shop, all, chain, "大药房", "amenity=pharmacy", "药店", "", "Mo-Su 08:00-22:00", "8:00-22:00"},
    Offer{"parcel", 400, shop, all, chain, "快递驿站", "amenity=post_office;post_office=post_partner", "快递驿站", "快弟驿站", "Mo-Su 08:00-21:00", "8:00-21:00"},
    Offer{"recycle", 120, shop, all, own, "废品回收站", "amenity=recycling;recycling_type=centre", "废品回收站", "费品回收站", "Mo-Su 08:00-17:30", "8:00-17:30"},
    Offer{"carwash", 80, shop, all, own, "洗车行", "amenity=car_wash", "洗车行", "冼车行", "Mo-Su 08:00-20:00", "8:00-20:00"},
    Offer{"frontwh", 30, spread, tab, own, "前置仓", "", "前置仓", "前置苍", "Mo-Su 06:00-24:00", "6:00-24:00"},
    Offer{"bank", 180, shop, all, chain, "银行", "amenity=bank", "银行网点", "银航网点", "Mo-Fr 09:00-17:00", "周一至周五 9:00-17:00"},
    Offer{"telecom", 140, shop, all, chain, "通信营业厅", "shop=mobile_phone", "通信营业厅", "通信营业庭", "Mo-Su 09:00-18:00", "9:00-18:00"},
    Offer{"postoffice", 40, spread, all, sub, "邮政支局", "amenity=post_office", "邮政营业场所", "邮正营业场所", "Mo-Sa 09:00-17:00", "周一至周六 9:00-17:00"},
    Offer{"mall", 15, spread, all, own, "购物中心", "shop=mall", "购物中心", "购物中芯", "Mo-Su 10:00-22:00", "10:00-22:00"},
    Offer{"specialty_food", 400, shop, all, own, "特色菜馆", "amenity=restaurant;cuisine=regional", "特色餐饮店", "特色歺饮店", "Mo-Su 10:30-21:30", "10:30-21:30"},
    Offer{"gym", 80, shop, all, own, "健身房", "leisure=fitness_centre", "健身房", "建身房", "Mo-Su 09:00-22:00", "9:00-22:00"},
    Offer{"childcare_after", 100, shop, all, own, "托管班", "amenity=childcare", "托管班", "拖管班", "Mo-Fr 11:00-19:00", "周一至周五 11:00-19:00"},
    Offer{"training", 200, shop, all, own, "培训中心", "amenity=training", "培训机构", "陪训机构", "Mo-Su 09:00-20:00", "9:00-20:00"},
    Offer{"travel", 50, shop, all, own, "旅行社", "shop=travel_agency", "旅行社", "", "Mo-Sa 09:00-18:00", "周一至周六 9:00-18:00"},
    Offer{"wellness", 180, shop, all, own, "推拿养生馆", "shop=massage", "养生馆", "养身馆", "Mo-Su 10:00-23:00", "10:00-23:00"},
    Offer{"florist", 140, shop, all, own, "鲜花店", "shop=florist", "鲜花店", "鲜化店", "Mo-Su 08:30-20:00", "8:30-20:00"},
    Offer{"cafe", 160, shop, all, own, "咖啡馆", "amenity=cafe", "咖啡馆", "咖非馆", "Mo-Su 09:00-22:00", "9:00-22:00"},
    Offer{"bakery", 180, shop, all, own, "面包店", "shop=bakery", "面包店", "面苞店", "Mo-Su 07:00-21:30", "7:00-21:30"},
    Offer{"pet", 70, shop, all, own, "宠物店", "shop=pet", "宠物店", "庞物店", "Mo-Su 09:30-20:30", "9:30-20:30"},
    Offer{"bookshop", 40, spread, all, own, "书店", "shop=books", "新式书店", "新试书店", "Mo-Su 09:00-21:00", "9:00-21:00"},
    Offer{"leisure", 80, shop, all, own, "棋牌室", "leisure=amusement_arcade", "棋牌室", "旗牌室", "Mo-Su 10:00-24:00", "10:00-24:00"},
    Offer{"shared", 30, civic, tab, com, "共享客厅", "", "共享客厅", "共亨客厅", "Mo-Su 08:30-20:30", "8:30-20:30"},
    Offer{"elder_org", 25, civic, all, com, "居家养老服务站", "amenity=social_facility;social_facility:for=senior", "居家养老服务站", "居家养劳服务站", "Mo-Su 08:00-18:00", "8:00-18:00"},
    Offer{"nursing_home", 15, civic, all, own, "养老院", "amenity=social_facility;social_facility=nursing_home;social_facility:for=senior", "养老院", "", "24/7", "全天"},
    Offer{"nursing_care", 8, civic, all, own, "护理院", "amenity=social_facility;social_facility=nursing_home;social_facility:for=senior", "老年养护院", "老年养户院", "24/7", "全天"},
    Offer{"daycare_elder", 50, civic, all, com, "日间照料中心", "amenity=social_facility;social_facility=day_care;social_facility:for=senior", "日间照料中心", "日间照科中心", "Mo-Su 08:00-17:30", "8:00-17:30"},
    Offer{"canteen", 50, civic, all, com, "社区食堂", "amenity=canteen", "社区食堂", "社区食唐", "Mo-Su 06:30-09:00,11:00-13:00,17:00-19:00", "6:30-9:00,11:00-13:00,17:00-19:00"},
    Offer{"nursery", 40, civic, all, own, "托育园", "amenity=childcare", "托育园", "托肓园", "Mo-Fr 07:30-18:00", "周一至周五 7:30-18:00"},
    Offer{"kindergarten", 90, civic, all, own, "幼儿园", "amenity=kindergarten", "幼儿园", "幼儿圆", "Mo-Fr 07:40-17:00", "周一至周五 7:40-17:00"},
    Offer{"primary", 40, civic, all, own, "小学", "amenity=school;isced:level=1", "小学", "", "Mo-Fr 07:30-17:30", "周一至周五 7:30-17:30"},
    Offer{"junior", 20, civic, all, own, "中学", "amenity=school;isced:level=2", "初级中学", "初级仲学", "Mo-Fr 07:20-18:00", "周一至周五 7:20-18:00"},
    Offer{"health_centre", 13, civic, all, sub, "社区卫生服务中心", "amenity=clinic;healthcare=centre", "社区卫生服务中心", "社区卫生服务中芯", "24/7", "24小时"},
    Offer{"health_station", 70, civic, all, com, "卫生服务站", "amenity=clinic;healthcare=clinic", "社区卫生服务站", "社区卫生服务占", "Mo-Su 08:00-17:30", "8:00-17:30"},
    Offer{"outpatient", 50, shop, all, own, "门诊部", "amenity=clinic", "门诊部", "门珍部", "Mo-Sa 08:00-18:00", "周一至周六 8:00-18:00"},
    Offer{"culture_centre", 8, civic, all, sub, "文化活动中心", "amenity=community_centre", "文化活动中心", "文化活动中芯", "Tu-Su 09:00-18:00", "周二至周日 9:00-18:00"},
    Offer{"culture_station", 60, civic, all, com, "文化活动站", "amenity=community_centre", "文化活动站", "文化活动占", "Mo-Su 08:30-17:30", "8:30-17:30"},
    Offer{"library", 20, civic, all, com, "图书驿站", "amenity=library", "图书驿站", "图书译站", "Tu-Su 09:00-20:00", "周二至周日 9:00-20:00"},
    Offer{"youth_room", 20, civic, all, com, "青少年社工站", "amenity=social_centre", "青少年活动室", "青少年活动事", "Mo-Fr 09:00-18:00", "周一至周五 9:00-18:00"},
    Offer{"sport_l", 8, ground, map, none, "", "leisure=pitch;sport=soccer", "", "", "", ""},
    Offer{"sport_m", 20, ground, map, none, "", "leisure=pitch;sport=multi", "", "", "", ""},
    Offer{"sport_s", 60, ground, map, none, "", "leisure=pitch;sport=basketball", "", "", "", ""},
    Offer{"outdoor_gym", 100, yard, map, none, "", "leisure=fitness_station", "", "", "", ""},
    Offer{"sports_hall", 8, civic, all, own, "全民健身中心", "leisure=sports_centre;building=sports_hall", "全民健身中心", "全民建身中心", "Mo-Su 08:00-21:30", "8:00-21:30"},
    Offer{"playground", 100, yard, map, none, "", "leisure=playground", "", "", "", ""},
    Offer{"park15", 0, ground, map, own, "公园", "leisure=park", "", "", "", ""},
    Offer{"park10", 0, ground, map, own, "公园", "leisure=park", "", "", "", ""},
    Offer{"park5", 35, ground, map, own, "游园", "leisure=park", "", "", "", ""},
    Offer{"service_centre", 13, civic, all, sub, "便民服务中心", "office=government;government=administrative", "街道便民服务中心", "街道便民服务中芯", "Mo-Fr 09:00-17:00", "周一至周五 9:00-17:00"},
    Offer{"service_station", 150, civic, all, com, "居委会", "amenity=community_centre", "社区居委会", "社区居委汇", "Mo-Su 08:30-17:30", "8:30-17:30"},
    Offer{"embedded", 12, civic, all, sub, "邻里中心", "amenity=community_centre", "邻里中心", "领里中心", "Mo-Su 08:00-21:00", "8:00-21:00"},
    Offer{"police", 20, civic, all, sub, "派出所", "amenity=police", "派出所", "派岀所", "24/7", "24小时"},
    Offer{"property", 120, yard, all, none, "物业服务中心", "office=property_management", "物业服务中心", "物业服务中芯", "Mo-Su 08:00-20:00", "8:00-20:00"},
    Offer{"toilet", 120, shop, all, none, "公共厕所", "amenity=toilets;access=yes", "公共厕所", "公共侧所", "24/7", "全天"},
    Offer{"waste_point", 200, yard, map, none, "", "amenity=waste_disposal", "", "", "", ""},
    Offer{"bus", 430, road, map, none, "站", "highway=bus_stop;public_transport=platform", "", "", "", ""},
    Offer{"metro", 0, station, map, none, "站", "railway=subway_entrance", "", "", "", ""},
    Offer{"parking", 200, yard, map, none, "", "amenity=parking;parking=surface", "", "", "", ""},
    Offer{"bikepark", 150, yard, map, none, "", "amenity=bicycle_parking;bicycle_parking=shed", "", "", "", ""},
    Offer{"shelter", 20, ground, map, none, "", "emergency=assembly_point", "", "", "", ""},
    Offer{"food_cart", 30, road, all, own, "便民餐车", "amenity=fast_food;street_vendor=yes", "便民餐车", "便民歺车", "Mo-Su 05:30-09:30", "5:30-9:30"},
    Offer{"home_cook", 10, shop, tab, own, "上门做饭", "", "上门做饭", "上门作饭", "", ""},
};
// clang-format on

}  // namespace

std::span<Offer const> offers() { return table; }

}  // namespace linquan::demo

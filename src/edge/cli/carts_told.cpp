#include "carts_told.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "figures.h"
#include "parse.h"
#include "places_file.h"
#include "site_told.h"
#include "siting_inputs.h"
#include "text_table.h"

namespace linquan::cli {
namespace {

constexpr std::array<std::string_view, 7> day_names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

std::string day_of(siting::Visit const& visit, Messages const& messages) {
  static constexpr std::array<std::string_view, 7> codes{"weekday_1", "weekday_2", "weekday_3", "weekday_4",
                                                         "weekday_5", "weekday_6", "weekday_7"};
  return messages.say(codes.at(visit.day));
}

/// "Mo,Th 08:00-11:00".
std::string hours_of(siting::Days days, std::string const& hours) {
  std::string text;
  for (std::size_t day = 0; day < day_names.size(); ++day) {
    if ((days >> day & 1) != 0) {
      text += (text.empty() ? "" : ",") + std::string{day_names.at(day)};
    }
  }
  return text + ' ' + hours;
}

std::size_t count_again(siting::CartPlan const& plan) {
  return static_cast<std::size_t>(std::ranges::count_if(plan.visits, &siting::Visit::again));
}

std::string sentences(Carted const& carted, Messages const& messages) {
  auto const& plan = carted.plan;
  auto const again = count_again(plan);
  auto text =
      messages.say("carts_served", {{"kind", kind_name(carted.request.kind, messages.language())},
                                    {"limit", limit_text(carted.request.limit, carted.request.walker.unit, messages)},
                                    {"before", people_text(plan.people_before)},
                                    {"after", people_text(plan.people_before + plan.people_gained)},
                                    {"all", people_text(plan.people_all)}}) +
      '\n';
  if (carted.request.circles) {
    text += messages.say("carts_circles", {{"circles", grouped(carted.request.circles->size())}}) + '\n';
  }
  text += messages.say("carts_gained",
                       {{"people", people_text(plan.people_gained)},
                        {"bound", bound_sentence(plan.people_gained.count, plan.people_bound.count, messages)}}) +
          '\n';
  text += messages.say("carts_slots", {{"carts", grouped(carted.request.carts)},
                                       {"slots", grouped(plan.slots)},
                                       {"first", grouped(plan.visits.size() - again)},
                                       {"again", grouped(again)},
                                       {"idle", grouped(plan.slots - plan.visits.size())}}) +
          '\n';
  text += messages.say("carts_spots", {{"spots", grouped(plan.spots)},
                                       {"off", grouped(plan.spots_off)},
                                       {"unfit", grouped(plan.spots_unfit)}}) +
          '\n';
  return plan.out_of_time ? text + messages.say("site_out_of_time") + '\n' : text;
}

}  // namespace

std::string text_of(Carted const& carted, Messages const& messages) {
  auto text = sentences(carted, messages);
  auto visits = carted.plan.visits;
  if (visits.empty()) {
    return text;
  }
  std::ranges::sort(visits, {}, [](siting::Visit const& visit) { return std::pair{visit.day, visit.cart}; });
  std::vector<std::vector<std::string>> rows{{messages.say("carts_column_day"), messages.say("carts_column_cart"),
                                              messages.say("carts_column_hours"), messages.say("site_column_place"),
                                              messages.say("site_column_at"), messages.say("site_column_gained")}};
  for (auto const& visit : visits) {
    rows.push_back({day_of(visit, messages), fmt::to_string(visit.cart + 1), carted.hours,
                    spot_name(visit.spot, carted.city, messages), place_text(visit.spot.at),
                    visit.again ? messages.say("carts_again") : people_text(visit.people)});
  }
  return text + '\n' + text_table(rows, "lrlllr");
}

Result<void> write_carts(std::filesystem::path const& path, Carted const& carted, Messages const& messages) {
  Places places{
      "outlets", {"name", "kind", "cart", "lng", "lat", "hours", "address", "people_gained", "people_near"}, {}};
  using Stand = std::tuple<std::uint32_t, siting::Origin, std::uint32_t>;
  std::map<Stand, std::vector<siting::Visit const*>> stands;
  for (auto const& visit : carted.plan.visits) {
    stands[{visit.cart, visit.spot.origin, visit.spot.index}].push_back(&visit);
  }
  for (auto const& [key, visits] : stands) {
    auto const& spot = visits.front()->spot;
    siting::Days days = 0;
    Millipersons gained;
    for (auto const* visit : visits) {
      days = static_cast<siting::Days>(days | 1U << visit->day);
      gained += visit->people;
    }
    auto const number = fmt::to_string(visits.front()->cart + 1);
    places.rows.push_back(
        {spot.at,
         {messages.say("carts_name",
                       {{"kind", kind_name(carted.request.kind, messages.language())}, {"number", number}}),
          carted.request.kind, number, degrees(spot.at.lon), degrees(spot.at.lat), hours_of(days, carted.hours),
          spot_name(spot, carted.city, messages), gained.persons(), visits.front()->near.persons()}});
  }
  return write_places(path, std::move(places));
}

}  // namespace linquan::cli

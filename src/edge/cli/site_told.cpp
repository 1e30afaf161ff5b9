#include "site_told.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

#include "figures.h"
#include "parse.h"
#include "places_file.h"
#include "siting_inputs.h"
#include "text_table.h"

namespace linquan::cli {
namespace {

/// Codes of the age groups' names.
constexpr std::array<std::string_view, 4> ages{"access_age_all", "access_age_0_14", "access_age_60", "access_age_70"};

double yuan(std::int64_t fen) {
  return static_cast<double>(fen) / 100;
}

std::string kind_of(Sited const& sited, siting::Proposal const& proposal) {
  return sited.request.wants[proposal.want].kinds.front();
}

std::string who_sentence(Sited const& sited, std::size_t want, Messages const& messages) {
  auto const& asked = sited.request.wants[want];
  auto const& need = sited.plan.needs[want];
  std::string kinds;
  for (auto const& kind : asked.kinds) {
    kinds += (kinds.empty() ? "" : messages.say("evaluate_between")) + kind_name(kind, messages.language());
  }
  return messages.say("site_served", {{"kind", kinds},
                                      {"limit", limit_text(asked.limit, sited.request.walker.unit, messages)},
                                      {"before", people_text(need.before)},
                                      {"after", people_text(need.before + need.gained)},
                                      {"all", people_text(need.all)},
                                      {"group", messages.say(ages.at(static_cast<std::size_t>(asked.people)))}});
}

/// What a planner should know of the answer: fewer sites than asked, spots left out, the time being over.
std::string notes(Sited const& sited, Messages const& messages) {
  auto const& plan = sited.plan;
  std::string text;
  auto const count = sited.request.budget.count;
  if (count && plan.proposals.size() < *count) {
    text +=
        messages.say(
            plan.spots < *count ? "site_few_spots" : "site_few_gain",
            {{"count", grouped(*count)}, {"spots", grouped(plan.spots)}, {"sites", grouped(plan.proposals.size())}}) +
        '\n';
  }
  if (auto const& cost = sited.request.budget.cost; cost && plan.proposals.empty()) {
    text += messages.say("site_budget_small", {{"yuan", grouped(static_cast<std::uint64_t>(*cost / 100))}}) + '\n';
  }
  text += messages.say("site_spots", {{"spots", grouped(plan.spots)},
                                      {"off", grouped(plan.spots_off - plan.spots_forbidden)},
                                      {"forbidden", grouped(plan.spots_forbidden)},
                                      {"unfit", grouped(plan.spots_unfit)}}) +
          '\n';
  if (plan.out_of_time) {
    text += messages.say("site_out_of_time") + '\n';
  }
  return text;
}

/// Whether some people count for more than others.
bool is_weighted(siting::SiteRequest const& request) {
  return !(request.ages == siting::AgeWeights{}) ||
         std::ranges::any_of(request.wants, [](siting::Want const& want) { return want.weight != 1; });
}

/// By what the sites stand in their order; nothing where all people count, and alike: the table shows it then.
std::string order_sentence(Sited const& sited, Messages const& messages) {
  if (is_weighted(sited.request)) {
    return messages.say("site_order_weighted") + '\n';
  }
  auto const group = sited.request.wants.front().people;
  return group == reach::AgeGroup::all
             ? std::string{}
             : messages.say("site_order_group", {{"group", messages.say(ages.at(static_cast<std::size_t>(group)))}}) +
                   '\n';
}

std::string table_of(Sited const& sited, Messages const& messages) {
  auto const weighted = is_weighted(sited.request);
  std::vector<std::vector<std::string>> rows{{"", messages.say("site_column_place"), messages.say("column_kind"),
                                              messages.say("site_column_at"), messages.say("site_column_gained")}};
  if (weighted) {
    rows.front().push_back(messages.say("site_column_weighted"));
  }
  rows.front().push_back(messages.say("site_column_cost"));
  for (auto const& proposal : sited.plan.proposals) {
    auto& row =
        rows.emplace_back(std::vector{fmt::to_string(rows.size()), spot_name(proposal.spot, sited.city, messages),
                                      kind_name(kind_of(sited, proposal), messages.language()),
                                      place_text(proposal.spot.at), people_text(proposal.people)});
    if (weighted) {
      row.push_back(people_text(Millipersons{proposal.gained}));
    }
    row.push_back(proposal.cost > 0 ? grouped(static_cast<std::uint64_t>(proposal.cost / 100)) : std::string{});
  }
  return text_table(rows, weighted ? "rlllrrr" : "rlllrr");
}

}  // namespace

std::string bound_sentence(std::int64_t served, std::int64_t bound, Messages const& messages) {
  if (served >= bound) {
    return messages.say("site_best");
  }
  if (served == 0) {
    return messages.say("site_bound_none");
  }
  auto const tenths = ((bound - served) * 1000 + served - 1) / served;
  return messages.say("site_bound", {{"percent", fmt::format("{}.{}", tenths / 10, tenths % 10)}});
}

std::string text_of(Sited const& sited, Messages const& messages) {
  std::string text;
  for (std::size_t want = 0; want < sited.request.wants.size(); ++want) {
    if (sited.request.wants.size() > 1 && sited.plan.needs[want].gained.count == 0) {
      continue;  // A row with the same before and after says nothing.
    }
    text += who_sentence(sited, want, messages) + '\n';
  }
  auto const* const gained = sited.request.wants.size() > 1 ? "site_gained_needs" : "site_gained";
  text += messages.say(gained, {{"sites", grouped(sited.plan.proposals.size())},
                                {"people", people_text(sited.plan.people_gained)},
                                {"bound", bound_sentence(sited.plan.served, sited.plan.bound, messages)}}) +
          '\n' + notes(sited, messages);
  return sited.plan.proposals.empty() ? text
                                      : text + order_sentence(sited, messages) + '\n' + table_of(sited, messages);
}

Result<void> write_sites(std::filesystem::path const& path, Sited const& sited, Messages const& messages) {
  Places places{"sites",
                {"order", "name", "kind", "kind_name", "lng", "lat", "from", "source", "people_gained",
                 "people_gained_sum", "people_weighted", "cost_yuan"},
                {}};
  Millipersons sum;
  for (auto const& proposal : sited.plan.proposals) {
    auto const& spot = proposal.spot;
    auto const kind = kind_of(sited, proposal);
    sum += proposal.people;
    places.rows.push_back(
        {spot.at,
         {static_cast<std::int64_t>(places.rows.size() + 1), spot_name(spot, sited.city, messages), kind,
          kind_name(kind, messages.language()), degrees(spot.at.lon), degrees(spot.at.lat), origin_name(spot.origin),
          text_or_nothing(spot_source(spot, sited.request.spots, sited.city)), proposal.people.persons(), sum.persons(),
          Millipersons{proposal.gained}.persons(), yuan(proposal.cost)}});
  }
  return write_places(path, std::move(places));
}

}  // namespace linquan::cli

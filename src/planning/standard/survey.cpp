#include "linquan/standard/survey.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "kinds_here.h"
#include "linquan/base/ensure.h"

namespace linquan::standard {
namespace {

/// So far is searched at least, that a gap can say how far the nearest outlet is: 30 minutes, 2 km.
constexpr reach::Tenths horizon_seconds = 18'000;
constexpr reach::Tenths horizon_metres = 20'000;

bool answers(Survey const& survey, Rule const& rule, reach::Walker const& walker) {
  return survey.walker.person.id == walker.person.id && survey.walker.unit == walker.unit &&
         survey.question.open_at == walker.minute && survey.question.ways == rule.ways;
}

reach::ColumnIndex column_for(Survey& survey, Rule const& rule, std::vector<kinds::KindIndex> kinds) {
  auto& columns = survey.question.columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == kinds && survey.services[i] == rule.services) {
      return static_cast<reach::ColumnIndex>(i);
    }
  }
  columns.push_back(std::move(kinds));
  survey.services.push_back(rule.services);
  return static_cast<reach::ColumnIndex>(columns.size() - 1);
}

/// Limits within which outlets are counted: those of the rules that ask for several.
std::vector<reach::Tenths> counting_limits(Survey const& survey, Standard const& standard) {
  std::vector<reach::Tenths> limits;
  for (auto const& asked : survey.asked) {
    if (auto const& rule = standard.rules[asked.rule]; rule.count > 1) {
      limits.push_back(rule.limit);
    }
  }
  std::ranges::sort(limits);
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return limits;
}

/// Whether one rule more leaves room for the horizon among the limits.
bool has_room(Survey const& survey, Standard const& standard, Rule const& rule) {
  auto limits = counting_limits(survey, standard);
  return rule.count == 1 || limits.size() + 1 < reach::limits_max || std::ranges::binary_search(limits, rule.limit);
}

void set_limits(Survey& survey, Standard const& standard) {
  auto const seconds = survey.walker.unit == reach::Unit::seconds;
  auto const most = seconds ? reach::seconds_limit_max : reach::metres_limit_max;
  std::uint32_t horizon = seconds ? horizon_seconds : horizon_metres;
  for (auto const& asked : survey.asked) {
    horizon = std::max(horizon, 2U * standard.rules[asked.rule].limit);
  }
  auto const counting = counting_limits(survey, standard);
  std::vector<double> values;
  auto const add = [&](std::uint32_t tenths) { values.push_back(tenths / (seconds ? 600.0 : 10.0)); };
  std::ranges::for_each(counting, add);
  if (auto const last = std::min<std::uint32_t>(horizon, most); counting.empty() || counting.back() < last) {
    add(last);
  }
  auto const limits = reach::Limits::of(values, survey.walker.unit);
  ensure(limits.has_value(), "limits of rules were checked when the standard was read");
  survey.limits = *limits;
  for (auto& asked : survey.asked) {
    asked.limit = static_cast<std::size_t>(std::ranges::lower_bound(counting, standard.rules[asked.rule].limit) -
                                           counting.begin());
  }
}

}  // namespace

reach::Walker walker_of(Rule const& rule, persons::Person const& asked) {
  auto const* const own = rule.person.empty() ? nullptr : persons::Persons::built_in().find(rule.person);
  return {own == nullptr ? asked : *own, rule.unit, rule.open_at};
}

std::vector<Survey> surveys_of(city::City const& city, Standard const& standard, persons::Person const& person) {
  std::vector<Survey> surveys;
  for (RuleIndex i = 0; i < standard.rules.size(); ++i) {
    auto const& rule = standard.rules[i];
    auto const walker = walker_of(rule, person);
    auto found = std::ranges::find_if(surveys, [&](Survey const& survey) {
      return answers(survey, rule, walker) && has_room(survey, standard, rule);
    });
    if (found == surveys.end()) {
      Survey fresh;
      fresh.walker = walker;
      fresh.question.ways = rule.ways;
      fresh.question.open_at = rule.open_at;
      surveys.push_back(std::move(fresh));
      found = std::prev(surveys.end());
    }
    auto const column = column_for(*found, rule, kinds_here(city, rule.kinds).kinds);
    found->asked.push_back({i, column, 0});
  }
  for (auto& survey : surveys) {
    set_limits(survey, standard);
  }
  return surveys;
}

bool offers(city::Outlet const& outlet, reach::Column const& kinds, std::vector<std::string> const& services) {
  return services.empty() || std::ranges::any_of(outlet.services, [&](city::Service const& service) {
           return std::ranges::binary_search(kinds, service.kind) &&
                  std::ranges::find(services, service.name) != services.end();
         });
}

reach::Supply::Site site_of(city::Outlet const& outlet, std::uint32_t number, reach::Streets const& streets,
                            Survey const& survey) {
  reach::LeftOut left_out;
  auto site = reach::site_of(outlet, number, streets, survey.question, left_out);
  std::erase_if(site.columns, [&](reach::ColumnIndex column) {
    return !offers(outlet, survey.question.columns[column], survey.services[column]);
  });
  return site;
}

reach::Supply supply_of(city::City const& city, reach::Streets const& streets, Survey const& survey) {
  std::vector<reach::Supply::Site> sites;
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    auto site = site_of(city.outlets[i], i, streets, survey);
    if (!site.columns.empty()) {
      sites.push_back(std::move(site));
    }
  }
  return {streets, survey.question.columns.size(), std::move(sites)};
}

}  // namespace linquan::standard

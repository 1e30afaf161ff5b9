#include "live_body.h"

#include <algorithm>
#include <map>
#include <utility>

#include "judge.h"
#include "linquan/base/ensure.h"
#include "linquan/base/share_out.h"
#include "linquan/reach/all_homes.h"
#include "linquan/standard/walked.h"
#include "presence.h"

namespace linquan::standard {
namespace {

/// Only the columns of rules that ask for several, and only the limits within which these count.
std::optional<LiveSurvey::Counted> counted_of(LiveFixed const& fixed, Survey const& survey,
                                              reach::Walked const& walked) {
  LiveSurvey::Counted counted{std::vector<std::optional<reach::ColumnIndex>>(survey.question.columns.size()),
                              {walked.streets, walked.homes, {walked.streets, 0, {}}, {0, 0, {}}}};
  std::map<std::size_t, double> limits;
  reach::ColumnIndex columns = 0;
  for (auto const& asked : survey.asked) {
    if (fixed.standard.rules[asked.rule].count > 1) {
      auto const whole = survey.walker.unit == reach::Unit::seconds ? 600.0 : 10.0;
      limits[asked.limit] = fixed.standard.rules[asked.rule].limit / whole;
      if (auto& column = counted.columns[asked.column]; !column) {
        column = columns++;
      }
    }
  }
  if (limits.empty()) {
    return std::nullopt;
  }
  std::vector<double> values;
  std::ranges::transform(limits, std::back_inserter(values), [](auto const& it) { return it.second; });
  auto const made = reach::Limits::of(values, survey.walker.unit);
  ensure(made.has_value(), "limits of rules were checked when the standard was read");
  std::vector<reach::Supply::Site> sites;
  for (reach::SiteIndex i = 0; i < walked.supply.site_count(); ++i) {
    if (auto site = counted_site(walked.supply.site(i), counted); !site.columns.empty()) {
      sites.push_back(std::move(site));
    }
  }
  counted.state.supply = {walked.streets, columns, std::move(sites)};
  SilentProgress silent;
  auto& state = counted.state;
  state.table = reach::all_homes(state.streets, state.homes, state.supply, {*made, false},
                                 {.threads = fixed.options.threads}, silent);
  return counted;
}

}  // namespace

reach::Supply::Site counted_site(reach::Supply::Site site, LiveSurvey::Counted const& counted) {
  std::vector<reach::ColumnIndex> columns;
  for (auto const column : site.columns) {
    if (auto const& known = counted.columns[column]) {
      columns.push_back(*known);
    }
  }
  std::ranges::sort(columns);
  site.columns = std::move(columns);
  return site;
}

std::shared_ptr<KeptOutlet const> kept(LiveFixed const& fixed, city::Outlet const& outlet) {
  KeptOutlet made;
  made.kinds = outlet.kinds;
  made.placed = !outlet.stands.empty();
  if (made.placed) {
    made.areas = fixed.areas_at(outlet.stands.front().at);
  }
  return std::make_shared<KeptOutlet const>(std::move(made));
}

bool is_of_streets(reach::Edit const& edit) {
  return !std::holds_alternative<reach::PutOutlet>(edit) && !std::holds_alternative<reach::RemoveOutlet>(edit);
}

bool is_of(KeptOutlet const& outlet, std::vector<kinds::KindIndex> const& kinds) {
  return std::ranges::any_of(outlet.kinds, [&](auto kind) { return std::ranges::binary_search(kinds, kind); });
}

std::vector<bool> known_in_scopes(LiveFixed const& fixed, Evidence const& evidence, kinds::KindIndex kind) {
  std::vector<bool> lacks(fixed.scope_count());
  std::vector<bool> known(fixed.scope_count());
  std::vector<bool> seen;
  for (std::uint32_t home = 0; home < fixed.city->homes.size(); ++home) {
    auto const zone = evidence.zone(home);
    if (zone < seen.size() && seen[zone]) {
      continue;
    }
    seen.resize(std::max<std::size_t>(seen.size(), zone + std::size_t{1}));
    seen[zone] = true;
    auto const is_known = evidence.basis_in_zone(kind, zone) != Basis::none;
    fixed.visit_scopes(fixed.city->homes[home], [&](Scope scope) { (is_known ? known : lacks)[scope] = true; });
  }
  for (std::size_t scope = 0; scope < known.size(); ++scope) {
    known[scope] = known[scope] && !lacks[scope];
  }
  return known;
}

reach::Tenths LiveBody::nearest(RuleIndex rule, std::uint32_t home) const {
  auto const& it = fixed->rules[rule];
  auto const& survey = surveys[it.survey];
  return survey.times.at(survey.walked.homes.seat(home), it.asked.column);
}

Verdict LiveBody::ratio(RuleIndex rule, std::uint32_t home) const {
  auto const& asks = fixed->standard.rules[rule].ratio;
  if (!asks) {
    return Verdict::met;
  }
  auto const area = area_of(fixed->city->homes[home], asks->level);
  if (area == walk::none) {
    return Verdict::unknown;
  }
  return fixed->rules[rule].outlets_asked[area] <= outlets_in_areas[rule][area] ? Verdict::met : Verdict::unmet;
}

Verdict LiveBody::verdict(RuleIndex rule, std::uint32_t home) const {
  auto const& it = fixed->rules[rule];
  auto const& survey = surveys[it.survey];
  auto const seat = survey.walked.homes.seat(home);
  if (seat == reach::no_seat || !it.people_known) {
    return Verdict::unknown;
  }
  auto const& asks = fixed->standard.rules[rule];
  std::uint32_t count = 0;
  if (asks.count > 1) {
    auto const& state = survey.counted->state;
    count = state.table.count(seat, *survey.counted->columns[it.asked.column], it.asked.limit);
  }
  return judged(asks, survey.times.at(seat, it.asked.column), count, ratio(rule, home),
                [&] { return it.here.all_known && evidence->at_homes.basis(it.here.kinds, home) != Basis::none; });
}

Verdict LiveBody::headline(std::uint16_t headline, std::uint32_t home) const {
  return together(fixed->standard.headlines[headline].rules, [&](RuleIndex rule) { return verdict(rule, home); });
}

Verdict LiveBody::round(std::uint32_t home) const {
  if (!rounds || fixed->city->homes[home].access.edge == walk::none) {
    return Verdict::unknown;
  }
  if (rounds->met(home)) {
    return Verdict::met;
  }
  auto const known = std::ranges::all_of(fixed->stops, [&](KindsHere const& here) {
    return here.all_known && evidence->at_homes.basis(here.kinds, home) != Basis::none;
  });
  return known ? Verdict::unmet : Verdict::unknown;
}

std::optional<Slot> LiveBody::slot(city::OutletId id) const {
  auto const& known = fixed->city->outlets;
  auto const at = std::ranges::lower_bound(known, id, {}, &city::Outlet::id);
  if (at != known.end() && at->id == id) {
    return static_cast<Slot>(at - known.begin());
  }
  if (new_slots) {
    if (auto const found = new_slots->find(id); found != new_slots->end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

Findings LiveBody::findings() const {
  auto const homes = static_cast<std::uint32_t>(fixed->city->homes.size());
  Findings made;
  made.person = fixed->options.person;
  made.rules.resize(fixed->rules.size());
  share_out(made.rules.size(), fixed->options.threads, [&](std::size_t i) {
    auto const rule = static_cast<RuleIndex>(i);
    auto& finding = made.rules[i];
    finding.horizon = fixed->surveys[fixed->rules[i].survey].limits.farthest();
    finding.verdicts.reserve(homes);
    finding.nearest.reserve(homes);
    for (std::uint32_t home = 0; home < homes; ++home) {
      finding.verdicts.push_back(verdict(rule, home));
      finding.nearest.push_back(nearest(rule, home));
    }
  });
  for (std::uint32_t home = 0; home < homes; ++home) {
    if (rounds) {
      made.round.push_back(round(home));
    }
    if (fixed->city->homes[home].access.edge == walk::none) {
      made.not_joined.push_back(home);
    }
  }
  return made;
}

void LiveBody::count(KeptOutlet const& outlet, bool more) {
  if (!outlet.placed) {
    return;
  }
  auto const add = [&](std::uint32_t& number) { number = more ? number + 1 : number - 1; };
  for (auto const kind : outlet.kinds) {
    add(placed_of_kind[kind]);
  }
  fixed->visit_scopes(outlet.areas, [&](Scope scope) {
    auto& stand = reach::own(standing.own_at(scope));
    add(stand.outlets);
    for (auto const kind : outlet.kinds) {
      add(stand.kinds[kind]);
    }
  });
  for (std::size_t rule = 0; rule < outlets_in_areas.size(); ++rule) {
    if (fixed->standard.rules[rule].ratio && is_of(outlet, fixed->rules[rule].here.kinds)) {
      for (auto const area : outlet.areas) {
        add(outlets_in_areas[rule].own_at(area));
      }
    }
  }
}

void LiveBody::set_presence(Scope scope) {
  auto& score = reach::own(scores.own_at(scope));
  auto const& stand = *standing[scope];
  score.outlets = stand.outlets;
  for (std::size_t i = 0; i < score.lists.size(); ++i) {
    score.lists[i] = presence(
        fixed->lists[i], [&](kinds::KindIndex kind) { return stand.kinds[kind] > 0; },
        [&](kinds::KindIndex kind) { return evidence->in_scopes[kind][scope]; });
  }
  score.graded = graded(fixed->standard, score.lists);
}

Result<std::shared_ptr<LiveBody const>> LiveBody::of(std::shared_ptr<city::City const> city, Standard standard,
                                                     AssessOptions const& options, Progress& progress) {
  auto body = std::make_shared<LiveBody>();
  body->fixed = std::make_shared<LiveFixed const>(std::move(city), std::move(standard), options);
  std::ranges::copy_if(options.edits, std::back_inserter(body->street_edits), is_of_streets);
  if (auto asked = body->ask_surveys(body->street_edits, progress); !asked) {
    return hand_on(asked);
  }
  body->keep_outlets();
  body->know();
  body->sum_up();
  return std::shared_ptr<LiveBody const>{std::move(body)};
}

Result<void> LiveBody::ask_surveys(std::span<reach::Edit const> edits, Progress const& progress) {
  WalkedBook book{*fixed->city, edits};
  for (auto const& survey : fixed->surveys) {
    if (progress.stopped()) {
      return refuse(ErrorKind::interrupted, "interrupted");
    }
    auto made = book.of(survey.walker);
    if (!made) {
      return hand_on(made);
    }
    auto const& it = **made;
    reach::Walked walked{it.streets, it.homes, supply_of(*fixed->city, it.streets, survey)};
    reach::NearestTimes times{walked, survey.limits.farthest(), fixed->options.threads};
    auto counted = counted_of(*fixed, survey, walked);
    surveys.push_back({it.mapped, std::move(walked), std::move(times), std::move(counted)});
  }
  if (fixed->standard.round) {
    auto made = book.of({fixed->options.person, reach::Unit::seconds, std::nullopt});
    if (!made) {
      return hand_on(made);
    }
    auto const& it = **made;
    auto supply = reach::supply_of(*fixed->city, it.streets, LiveRounds::question(*fixed));
    rounds.emplace(*fixed, reach::Walked{it.streets, it.homes, std::move(supply)}, it.mapped);
  }
  return {};
}

void LiveBody::keep_outlets() {
  auto const& city = *fixed->city;
  placed_of_kind.resize(city.kind_ids.size());
  outlets = {city.outlets.size(), nullptr};
  standing = {fixed->scope_count(), nullptr};
  for (Scope scope = 0; scope < fixed->scope_count(); ++scope) {
    standing.set(scope, std::make_shared<Standing>(Standing{0, std::vector<std::uint32_t>(city.kind_ids.size())}));
  }
  outlets_in_areas.resize(fixed->rules.size());
  for (std::size_t rule = 0; rule < fixed->rules.size(); ++rule) {
    if (fixed->standard.rules[rule].ratio) {
      outlets_in_areas[rule] = {city.areas.size(), 0};
    }
  }
  for (Slot slot = 0; slot < city.outlets.size(); ++slot) {
    auto outlet = kept(*fixed, city.outlets[slot]);
    count(*outlet, true);
    outlets.set(slot, std::move(outlet));
  }
}

void LiveBody::know() {
  LiveEvidence made{{*fixed->city, fixed->options.strictness}, {}};
  for (std::size_t kind = 0; kind < fixed->city->kind_ids.size(); ++kind) {
    made.in_scopes.push_back(known_in_scopes(*fixed, made.at_homes, static_cast<kinds::KindIndex>(kind)));
  }
  evidence = std::make_shared<LiveEvidence>(std::move(made));
}

void LiveBody::sum_up() {
  scores = {fixed->scope_count(), nullptr};
  auto const keep = [&](Scope scope, Score&& score) { scores.set(scope, std::make_shared<Score>(std::move(score))); };
  auto all = standard::score(*fixed->city, fixed->standard, findings(), evidence->at_homes, fixed->options.threads);
  for (auto& level : all.levels) {
    for (auto& score : level.areas) {
      keep(scope_of_area(score.area), std::move(score));
    }
    keep(scope_outside(static_cast<std::size_t>(level.level)), std::move(level.outside));
  }
  keep(whole_city, std::move(all.city));
}

}  // namespace linquan::standard

#include "live_renewal.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "repack.h"

namespace linquan::standard {
namespace {

/// The columns and sites of one survey that other outlets change.
struct ColumnChanges {
  std::map<reach::ColumnIndex, reach::Differences> columns;

  /// An outlet's old and new form there; in columns that hold both, at the same places, nothing changes.
  void add(std::optional<reach::SiteIndex> before, std::vector<reach::ColumnIndex> const& were,
           std::optional<reach::SiteIndex> after, std::vector<reach::ColumnIndex> const& are, bool same_points) {
    for (auto const column : were) {
      if (!same_points || !std::ranges::binary_search(are, column)) {
        columns[column].before.push_back(*before);
      }
    }
    for (auto const column : are) {
      if (!same_points || !std::ranges::binary_search(were, column)) {
        columns[column].after.push_back(*after);
      }
    }
  }
};

bool same_points(reach::Supply::Site const& old, reach::Supply::Site const& now, reach::Streets const& streets) {
  return std::ranges::equal(old.points, now.points, {}, [&](reach::Place const& it) { return streets.current(it); });
}

void add(Needs& needs, Verdict verdict, std::int64_t amount) {
  (verdict == Verdict::met ? needs.met : verdict == Verdict::unmet ? needs.unmet : needs.unknown) += amount;
}

}  // namespace

LiveRenewal::LiveRenewal(LiveBody const& before, LiveScratch& scratch)
    : before_{before},
      scratch_{scratch},
      fixed_{*before.fixed},
      next_{std::make_shared<LiveBody>(before)},
      touched_(fixed_.rules.size()),
      touched_everywhere_(fixed_.rules.size()) {}

Result<std::shared_ptr<LiveBody const>> LiveRenewal::after(std::span<reach::Edit const> edits) {
  if (auto read = this->read(edits); !read) {
    return hand_on(read);
  }
  for (std::size_t i = 0; i < next_->surveys.size(); ++i) {
    if (auto renewed = renew_survey(i); !renewed) {
      return hand_on(renewed);
    }
  }
  if (next_->rounds) {
    auto streets = street_changes(next_->rounds->mapped());
    if (!streets) {
      return hand_on(streets);
    }
    next_->rounds->renew(fixed_, *before_.rounds, outlets_, *streets, scratch_);
  }
  count_outlets();
  know();
  sum_up_rounds();
  judge();
  list();
  return std::shared_ptr<LiveBody const>{std::move(next_)};
}

/// What is left of several edits of one outlet is the last one.
Result<void> LiveRenewal::read(std::span<reach::Edit const> edits) {
  std::map<city::OutletId, city::Outlet const*> last;
  for (auto const& edit : edits) {
    if (is_of_streets(edit)) {
      streets_.push_back(edit);
    } else if (auto known = read_outlet(last, edit); !known) {
      return known;
    }
  }
  name_outlets(last);
  next_->street_edits.insert(next_->street_edits.end(), streets_.begin(), streets_.end());
  return {};
}

Result<void> LiveRenewal::read_outlet(std::map<city::OutletId, city::Outlet const*>& last,
                                      reach::Edit const& edit) const {
  if (auto const* const put = std::get_if<reach::PutOutlet>(&edit)) {
    last[put->outlet.id] = &put->outlet;
    return {};
  }
  auto const id = std::get<reach::RemoveOutlet>(edit).id;
  auto const slot = before_.slot(id);
  auto const found = last.find(id);
  auto const there = found != last.end() ? found->second != nullptr : slot && before_.outlets[*slot];
  if (!there) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(id.value())}});
  }
  last[id] = nullptr;
  return {};
}

void LiveRenewal::name_outlets(std::map<city::OutletId, city::Outlet const*> const& last) {
  for (auto const& [id, outlet] : last) {
    auto slot = before_.slot(id);
    if (!slot && outlet != nullptr) {
      slot = static_cast<Slot>(next_->outlets.size());
      next_->outlets.resize(*slot + std::size_t{1}, nullptr);
      reach::own(next_->new_slots)[id] = *slot;
    }
    if (slot) {
      outlets_.push_back({*slot, id, outlet});
    }
  }
}

Result<std::vector<reach::Change>> LiveRenewal::street_changes(reach::Streets const& mapped) const {
  std::vector<reach::Change> all;
  for (auto const& edit : streets_) {
    auto changes = reach::street_changes(edit, *fixed_.city, mapped);
    if (!changes) {
      return changes;
    }
    std::ranges::move(*changes, std::back_inserter(all));
  }
  return all;
}

Result<void> LiveRenewal::renew_survey(std::size_t number) {
  auto const& old = before_.surveys[number];
  auto& now = next_->surveys[number];
  auto streets = street_changes(old.mapped);
  if (!streets) {
    return hand_on(streets);
  }
  std::vector<reach::Edge> edges;
  for (auto const& change : *streets) {
    auto const some = change_walked(now.walked, change);
    edges.insert(edges.end(), some.begin(), some.end());
  }
  tidy(edges);
  ColumnChanges changes;
  auto& supply = now.walked.supply;
  for (auto const& outlet : outlets_) {
    reach::Supply::Site site;
    if (outlet.after != nullptr) {
      site = site_of(*outlet.after, outlet.slot, now.walked.streets, fixed_.surveys[number]);
    }
    auto const known = old.walked.supply.find(outlet.id);
    auto const was = known ? old.walked.supply.site(*known) : reach::Supply::Site{};
    auto const same = same_points(was, site, now.walked.streets);
    if (was.columns == site.columns && (same || site.columns.empty())) {
      continue;
    }
    if (known) {
      supply.remove(now.walked.streets, *known);
    }
    auto const columns = site.columns;
    auto const added = columns.empty() ? std::nullopt : std::optional{supply.add(now.walked.streets, std::move(site))};
    changes.add(known, was.columns, added, columns, same);
  }
  for (reach::ColumnIndex column = 0; !edges.empty() && column < now.times.column_count(); ++column) {
    changes.columns[column].edges = edges;
  }
  for (auto const& [column, differences] : changes.columns) {
    auto const seats = scratch_.renewal.renew(now.times, column, old.walked, now.walked, differences);
    for (auto const& asked : fixed_.surveys[number].asked) {
      for (std::size_t i = 0; asked.column == column && i < seats.size(); ++i) {
        touched_[asked.rule].push_back(now.walked.homes.home(seats[i]));
      }
    }
  }
  if (now.counted && (!outlets_.empty() || !edges.empty())) {
    renew_counts(number, *streets);
  }
  repack(now.walked);
  return {};
}

void LiveRenewal::renew_counts(std::size_t number, std::vector<reach::Change> const& streets) {
  auto const& old = before_.surveys[number].counted->state;
  auto& now = next_->surveys[number].counted->state;
  auto const& counted = *next_->surveys[number].counted;
  for (auto const& change : streets) {
    scratch_.updater.apply(now, change);
  }
  for (auto const& outlet : outlets_) {
    reach::Supply::Site site;
    if (outlet.after != nullptr) {
      site = counted_site(site_of(*outlet.after, outlet.slot, now.streets, fixed_.surveys[number]), counted);
    }
    site.id = outlet.id;
    auto const known = now.supply.find(outlet.id);
    auto const was = known ? now.supply.site(*known) : reach::Supply::Site{};
    if (was.columns != site.columns || (!site.columns.empty() && !same_points(was, site, now.streets))) {
      scratch_.updater.apply(now, reach::PutSite{std::move(site)});
    }
  }
  for (auto const& asked : fixed_.surveys[number].asked) {
    if (fixed_.standard.rules[asked.rule].count == 1) {
      continue;
    }
    auto const column = *counted.columns[asked.column];
    for (std::uint32_t group = 0; group < old.table.group_count(); ++group) {
      auto const first = group * reach::lane_count;
      auto const end = std::min(first + reach::lane_count, now.homes.seat_count());
      for (auto seat = first; old.table.block(column, group) != now.table.block(column, group) && seat < end; ++seat) {
        if (old.table.count(seat, column, asked.limit) != now.table.count(seat, column, asked.limit)) {
          touched_[asked.rule].push_back(now.homes.home(seat));
        }
      }
    }
  }
  if (now.supply.changed_count() > changes_max) {
    now.supply = now.supply.repacked(now.streets);
  }
}

void LiveRenewal::count_outlets() {
  for (auto const& outlet : outlets_) {
    auto const old = next_->outlets[outlet.slot];
    auto now = outlet.after == nullptr ? nullptr : kept(fixed_, *outlet.after);
    auto const same = old && now && *old == *now;
    if (same || (!old && !now)) {
      continue;
    }
    for (auto const& [it, more] : {std::pair{old, false}, std::pair{now, true}}) {
      if (it) {
        next_->count(*it, more);
        touch_ratios(*it);
        if (it->placed) {
          fixed_.visit_scopes(it->areas, [&](Scope scope) { scopes_.push_back(scope); });
        }
      }
    }
    next_->outlets.set(outlet.slot, std::move(now));
  }
  tidy(scopes_);
}

/// Rules by ratio that count the outlet: their areas are looked at again once all are counted.
void LiveRenewal::touch_ratios(KeptOutlet const& outlet) {
  for (RuleIndex rule = 0; outlet.placed && rule < fixed_.rules.size(); ++rule) {
    if (fixed_.standard.rules[rule].ratio && is_of(outlet, fixed_.rules[rule].here.kinds)) {
      areas_[rule].insert(outlet.areas.begin(), outlet.areas.end());
    }
  }
}

/// The first outlet of a kind makes its absence elsewhere a finding, the last one takes that back.
void LiveRenewal::know() {
  auto const touch = [&](kinds::KindIndex kind) {
    auto const is_in = [&](KindsHere const& here) { return std::ranges::binary_search(here.kinds, kind); };
    for (RuleIndex rule = 0; rule < fixed_.rules.size(); ++rule) {
      touched_everywhere_[rule] = touched_everywhere_[rule] || is_in(fixed_.rules[rule].here);
    }
    rounds_everywhere_ = rounds_everywhere_ || std::ranges::any_of(fixed_.stops, is_in);
    listed_everywhere_ = true;
  };
  for (kinds::KindIndex kind = 0; kind < next_->placed_of_kind.size(); ++kind) {
    auto const seen = next_->placed_of_kind[kind] > 0;
    if (seen == (before_.placed_of_kind[kind] > 0)) {
      continue;
    }
    if (before_.evidence->at_homes.follows_outlets(kind)) {
      if (next_->evidence == before_.evidence) {
        next_->evidence = std::make_shared<LiveEvidence>(*before_.evidence);
      }
      next_->evidence->at_homes.set_seen(kind, seen);
      next_->evidence->in_scopes[kind] = known_in_scopes(fixed_, next_->evidence->at_homes, kind);
      touch(kind);
    }
  }
  compare_ratios();
}

/// Homes of areas that have enough now, or had before.
void LiveRenewal::compare_ratios() {
  auto const& homes = fixed_.city->homes;
  for (auto& [number, areas] : areas_) {
    auto const rule = number;
    auto const enough = [&](LiveBody const& body, std::uint32_t area) {
      return fixed_.rules[rule].outlets_asked[area] <= body.outlets_in_areas[rule][area];
    };
    std::erase_if(areas, [&](std::uint32_t area) { return enough(before_, area) == enough(*next_, area); });
    for (std::uint32_t home = 0; !areas.empty() && home < homes.size(); ++home) {
      if (areas.contains(area_of(homes[home], fixed_.standard.rules[rule].ratio->level))) {
        touched_[rule].push_back(home);
      }
    }
  }
}

void LiveRenewal::judge() {
  std::vector<Turn> turns;
  auto const homes = static_cast<std::uint32_t>(fixed_.city->homes.size());
  for (RuleIndex rule = 0; rule < fixed_.rules.size(); ++rule) {
    auto const ask = [&](std::uint32_t home) {
      Turn const turn{rule, home, before_.verdict(rule, home), next_->verdict(rule, home)};
      if (turn.before != turn.after) {
        turns.push_back(turn);
      }
    };
    if (touched_everywhere_[rule]) {
      for (std::uint32_t home = 0; home < homes; ++home) {
        ask(home);
      }
      continue;
    }
    scratch_.homes.begin(homes);
    std::ranges::for_each(touched_[rule], [&](std::uint32_t home) { scratch_.homes.add(home); });
    std::ranges::for_each(scratch_.homes.numbers(), ask);
  }
  sum_up(turns);
  sum_up_headlines(turns);
}

template <class TallyOf>
void LiveRenewal::move(Turn const& turn, reach::AgeGroup group, TallyOf const& tally_of) {
  auto const& home = fixed_.city->homes[turn.home];
  auto const people = reach::people_of(home.people, group);
  if (people.count == 0) {
    return;
  }
  fixed_.visit_scopes(home, [&](Scope scope) {
    auto& score = reach::own(next_->scores.own_at(scope));
    Tally& tally = tally_of(score);
    tally.add(turn.before, {-people.count});
    tally.add(turn.after, people);
  });
}

void LiveRenewal::sum_up(std::vector<Turn> const& turns) {
  for (auto const& turn : turns) {
    auto const& rule = fixed_.standard.rules[turn.what];
    auto const amount = reach::people_of(fixed_.city->homes[turn.home].people, rule.people).count * rule.weight;
    move(turn, rule.people, [&](Score& score) -> Tally& {
      for (auto* const needs : {&score.needs, &score.by_demand.at(static_cast<std::size_t>(rule.demand))}) {
        add(*needs, turn.before, -amount);
        add(*needs, turn.after, amount);
      }
      return score.rules[turn.what];
    });
  }
}

void LiveRenewal::sum_up_headlines(std::vector<Turn> const& turns) {
  std::vector<std::pair<std::uint16_t, std::uint32_t>> touched;
  for (auto const& turn : turns) {
    for (auto const headline : fixed_.rules[turn.what].headlines) {
      touched.emplace_back(headline, turn.home);
    }
  }
  tidy(touched);
  for (auto const& [headline, home] : touched) {
    Turn const turn{headline, home, before_.headline(headline, home), next_->headline(headline, home)};
    move(turn, reach::AgeGroup::all, [&](Score& score) -> Tally& { return score.headlines[turn.what]; });
  }
}

/// The homes that were asked again are in the scratch's seats, until something else uses them.
void LiveRenewal::sum_up_rounds() {
  if (!next_->rounds) {
    return;
  }
  auto const ask = [&](std::uint32_t home) {
    Turn const turn{0, home, before_.round(home), next_->round(home)};
    if (turn.before != turn.after) {
      move(turn, reach::AgeGroup::all, [](Score& score) -> Tally& { return score.round; });
    }
  };
  if (rounds_everywhere_) {
    for (std::uint32_t home = 0; home < fixed_.city->homes.size(); ++home) {
      ask(home);
    }
    return;
  }
  for (auto const seat : scratch_.seats.numbers()) {
    ask(next_->rounds->homes().home(seat));
  }
}

/// Lists and grades: where other outlets stand, and everywhere once something else is known.
void LiveRenewal::list() {
  if (!listed_everywhere_) {
    std::ranges::for_each(scopes_, [&](Scope scope) { next_->set_presence(scope); });
    return;
  }
  for (Scope scope = 0; scope < fixed_.scope_count(); ++scope) {
    if (next_->scores[scope]) {
      next_->set_presence(scope);
    }
  }
}

}  // namespace linquan::standard

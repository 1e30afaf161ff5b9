#include "linquan/reach/supply.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace linquan::reach {
namespace {

enum class Standing : std::uint8_t { open, closed, unknown };

Standing standing_of(city::Stand const& stand, Question const& question) {
  if (!question.open_at) {
    return !stand.hours || stand.hours->minutes_per_week() > 0 ? Standing::open : Standing::closed;
  }
  if (!stand.hours) {
    return question.unknown_hours_count ? Standing::open : Standing::unknown;
  }
  return stand.hours->open_at(*question.open_at) ? Standing::open : Standing::closed;
}

std::vector<ColumnIndex> columns_of(city::Outlet const& outlet, Question const& question) {
  std::vector<ColumnIndex> columns;
  for (std::size_t c = 0; c < question.columns.size(); ++c) {
    if (std::ranges::any_of(question.columns[c],
                            [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); })) {
      columns.push_back(static_cast<ColumnIndex>(c));
    }
  }
  return columns;
}

}  // namespace

std::vector<Column> each_kind(city::City const& city) {
  std::vector<Column> columns;
  for (std::size_t kind = 0; kind < city.kind_ids.size(); ++kind) {
    columns.push_back({static_cast<kinds::KindIndex>(kind)});
  }
  return columns;
}

Supply::Supply(Streets const& streets, std::size_t column_count, std::vector<Site> sites)
    : column_count_{column_count}, site_count_{static_cast<SiteIndex>(sites.size())} {
  std::ranges::sort(sites, {}, &Site::id);
  std::vector<std::pair<std::uint32_t, Point>> on_edges;
  for (SiteIndex s = 0; s < sites.size(); ++s) {
    for (auto const& place : sites[s].points) {
      on_edges.emplace_back(place.edge, Point{s, place});
    }
  }
  on_edges_ = OnEdges<Point>{streets.edge_count(), on_edges};
  std::vector<std::vector<SiteIndex>> by_column(column_count);
  for (SiteIndex s = 0; s < sites.size(); ++s) {
    for (auto const column : sites[s].columns) {
      by_column[column].push_back(s);
    }
  }
  by_column_ = std::make_shared<std::vector<std::vector<SiteIndex>> const>(std::move(by_column));
  sites_ = std::make_shared<std::vector<Site> const>(std::move(sites));
}

Supply::Site const& Supply::site(SiteIndex site) const {
  if (changed_) {
    if (auto const found = changed_->sites.find(site); found != changed_->sites.end()) {
      return found->second;
    }
  }
  return (*sites_)[site];
}

SiteIndex Supply::add(Streets const& streets, Site site) {
  auto const number = site_count_++;
  for (auto& place : site.points) {
    place = streets.current(place);
    auto const known = on_edge(place.edge);
    std::vector<Point> list{known.begin(), known.end()};
    list.push_back({number, place});
    on_edges_.set(place.edge, std::move(list));
  }
  auto& changed = own(changed_);
  changed.by_id[site.id] = number;
  changed.sites[number] = std::move(site);
  return number;
}

void Supply::remove(Streets const& streets, SiteIndex site) {
  auto const gone = this->site(site);
  for (auto const& place : gone.points) {
    auto const edge = streets.current(place).edge;
    std::vector<Point> list;
    std::ranges::copy_if(on_edge(edge), std::back_inserter(list), [&](Point const& it) { return it.site != site; });
    on_edges_.set(edge, std::move(list));
  }
  auto& changed = own(changed_);
  changed.by_id.erase(gone.id);
  changed.sites[site] = {gone.outlet, gone.id, {}, {}};
}

std::optional<SiteIndex> Supply::find(city::OutletId id) const {
  if (changed_) {
    if (auto const found = changed_->by_id.find(id); found != changed_->by_id.end()) {
      return found->second;
    }
  }
  auto const found = std::ranges::lower_bound(*sites_, id, {}, &Site::id);
  if (found == sites_->end() || found->id != id) {
    return std::nullopt;
  }
  auto const number = static_cast<SiteIndex>(found - sites_->begin());
  return has(number) ? std::optional{number} : std::nullopt;
}

void Supply::cut(Streets const& streets, Edge edge) {
  auto const family = streets.family(edge);
  std::vector<Point> points;
  for (auto const part : family) {
    for (auto const& point : on_edge(part)) {
      points.push_back({point.site, streets.current(point.place)});
    }
  }
  for (auto const part : family) {
    std::vector<Point> list;
    std::ranges::copy_if(points, std::back_inserter(list), [&](Point const& it) { return it.place.edge == part; });
    on_edges_.set(part, std::move(list));
  }
}

Supply Supply::repacked(Streets const& streets) const {
  std::vector<Site> sites;
  for (SiteIndex i = 0; i < site_count_; ++i) {
    if (has(i)) {
      sites.push_back(site(i));
      for (auto& point : sites.back().points) {
        point = streets.current(point);
      }
    }
  }
  return {streets, column_count_, std::move(sites)};
}

std::vector<SiteIndex> Supply::in_column(ColumnIndex column) const {
  auto sites = (*by_column_)[column];
  if (changed_) {
    std::erase_if(sites, [&](SiteIndex site) { return changed_->sites.contains(site); });
    for (auto const& [number, site] : changed_->sites) {
      if (std::ranges::binary_search(site.columns, column)) {
        sites.push_back(number);
      }
    }
  }
  return sites;
}

Supply::Site site_of(city::Outlet const& outlet, std::uint32_t index, Streets const& streets, Question const& question,
                     LeftOut& left_out) {
  Supply::Site site{index, outlet.id, {}, {}};
  auto columns = columns_of(outlet, question);
  if (columns.empty() || (outlet.serving & question.ways) == 0) {
    return site;
  }
  bool placed = false;
  bool unknown = false;
  for (auto const& stand : outlet.stands) {
    auto const standing = standing_of(stand, question);
    placed = placed || !stand.accesses.empty();
    unknown = unknown || standing == Standing::unknown;
    if (standing != Standing::open) {
      continue;
    }
    for (auto const& access : stand.accesses) {
      auto const goals = streets.goals(access);
      site.points.insert(site.points.end(), goals.begin(), goals.end());
    }
  }
  if (!site.points.empty()) {
    site.columns = std::move(columns);
    return site;
  }
  ++(!placed ? left_out.unplaced : unknown ? left_out.hours_unknown : left_out.closed);
  return site;
}

Supply supply_of(city::City const& city, Streets const& streets, Question const& question, LeftOut* left_out) {
  LeftOut counted;
  std::vector<Supply::Site> sites;
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    auto site = site_of(city.outlets[i], i, streets, question, counted);
    if (!site.columns.empty()) {
      sites.push_back(std::move(site));
    }
  }
  if (left_out != nullptr) {
    *left_out = counted;
  }
  return {streets, question.columns.size(), std::move(sites)};
}

}  // namespace linquan::reach

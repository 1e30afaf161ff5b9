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
  sites_ = std::make_shared<std::vector<Site> const>(std::move(sites));
}

Supply::Site const& Supply::site(SiteIndex site) const {
  if (changed_) {
    if (auto const found = changed_->find(site); found != changed_->end()) {
      return found->second;
    }
  }
  return (*sites_)[site];
}

Supply Supply::with(Streets const& streets, Site site) const {
  auto copy = *this;
  auto const number = copy.site_count_++;
  std::vector<std::pair<std::uint32_t, std::vector<Point>>> lists;
  for (auto& place : site.points) {
    place = streets.current(place);
    auto list = std::ranges::find(lists, place.edge, [](auto const& it) { return it.first; });
    if (list == lists.end()) {
      auto const known = on_edge(place.edge);
      lists.emplace_back(place.edge, std::vector<Point>{known.begin(), known.end()});
      list = lists.end() - 1;
    }
    list->second.push_back({number, place});
  }
  auto changed = changed_ ? std::make_shared<std::unordered_map<SiteIndex, Site>>(*changed_)
                          : std::make_shared<std::unordered_map<SiteIndex, Site>>();
  (*changed)[number] = std::move(site);
  copy.changed_ = std::move(changed);
  copy.on_edges_ = on_edges_.with(std::move(lists));
  return copy;
}

Supply Supply::without(Streets const& streets, SiteIndex site) const {
  auto copy = *this;
  std::vector<std::pair<std::uint32_t, std::vector<Point>>> lists;
  for (auto const& place : this->site(site).points) {
    auto const edge = streets.current(place).edge;
    std::vector<Point> list;
    std::ranges::copy_if(on_edge(edge), std::back_inserter(list), [&](Point const& it) { return it.site != site; });
    lists.emplace_back(edge, std::move(list));
  }
  auto changed = changed_ ? std::make_shared<std::unordered_map<SiteIndex, Site>>(*changed_)
                          : std::make_shared<std::unordered_map<SiteIndex, Site>>();
  auto& gone = (*changed)[site];
  gone.outlet = this->site(site).outlet;
  gone.id = this->site(site).id;
  gone.points.clear();
  gone.columns.clear();
  copy.changed_ = std::move(changed);
  copy.on_edges_ = on_edges_.with(std::move(lists));
  return copy;
}

Supply Supply::with_pieces(Streets const& streets, Edge edge) const {
  std::vector<std::pair<std::uint32_t, std::vector<Point>>> lists;
  for (auto const piece : streets.pieces(edge)) {
    lists.emplace_back(piece, std::vector<Point>{});
  }
  for (auto const& point : on_edge(edge)) {
    auto const place = streets.current(point.place);
    std::ranges::find(lists, place.edge, [](auto const& it) {
      return it.first;
    })->second.push_back({point.site, place});
  }
  auto copy = *this;
  copy.on_edges_ = on_edges_.with(std::move(lists));
  return copy;
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

#include "linquan/town/town.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <mutex>
#include <utility>

#include "linquan/outlets/outlets.h"

namespace linquan::town {
namespace {

/// So many outlets may differ from those that are held whole, before these are made anew: that copies every outlet, so
/// it must not happen with each change.
constexpr std::size_t changed_max = 512;

bool same(city::Outlet const* a, city::Outlet const* b) {
  return a == b || (a != nullptr && b != nullptr && *a == *b);
}

city::Outlet const* find(SharedVector<city::Outlet> const& outlets, city::OutletId id) {
  auto const found = std::ranges::lower_bound(outlets.values(), id, {}, &city::Outlet::id);
  return found != outlets.values().end() && found->id == id ? &*found : nullptr;
}

}  // namespace

/// What no change of the directory touches.
struct Town::Ground {
  explicit Ground(city::City imported) : city{std::move(imported)} {
    for (auto const& street : city.streets.streets.values()) {
      ways.push_back(street.source_id);
    }
    std::ranges::sort(ways);
  }

  [[nodiscard]] bool knows(directory::PassageId const& id) const {
    if (id.sort == directory::PassageId::Sort::street) {
      return std::ranges::binary_search(ways, static_cast<std::int64_t>(id.number));
    }
    auto const& gates = city.gates.values();
    auto const found = std::ranges::lower_bound(gates, city::GateId{id.number}, {}, &city::Gate::id);
    return found != gates.end() && found->id.value() == id.number;
  }

  city::City city;
  std::vector<std::int64_t> ways;  ///< ascending
  mutable std::once_flag once;
  mutable std::optional<city::Joiner> joiner;
};

/// Outlets that are held whole, and the few that differ from them.
struct Town::Outlets {
  city::City whole;
  std::map<city::OutletId, std::shared_ptr<city::Outlet const>> changed;  ///< null: it is not there
  mutable std::once_flag once;
  mutable std::optional<city::City> made;

  [[nodiscard]] city::Outlet const* find(city::OutletId id) const {
    auto const other = changed.find(id);
    return other != changed.end() ? other->second.get() : town::find(whole.outlets, id);
  }

  [[nodiscard]] city::City const& city() const {
    if (changed.empty()) {
      return whole;
    }
    std::call_once(once, [this] { made = merged(); });
    return *made;
  }

  /// Both in one pass, by rising id.
  [[nodiscard]] city::City merged() const {
    auto result = whole;
    std::vector<city::Outlet> outlets;
    outlets.reserve(whole.outlets.size() + changed.size());
    auto next = changed.begin();
    auto const put_changed = [&] {
      if (next->second) {
        outlets.push_back(*next->second);
      }
      ++next;
    };
    for (auto const& outlet : whole.outlets.values()) {
      while (next != changed.end() && next->first < outlet.id) {
        put_changed();
      }
      if (next != changed.end() && next->first == outlet.id) {
        put_changed();
      } else {
        outlets.push_back(outlet);
      }
    }
    while (next != changed.end()) {
      put_changed();
    }
    result.outlets = std::move(outlets);
    return result;
  }
};

Town::Town(city::City imported)
    : ground_{std::make_shared<Ground>(std::move(imported))},
      passages_{std::make_shared<std::vector<directory::Passage>>()} {
  auto outlets = std::make_shared<Outlets>();
  outlets->whole = ground_->city;
  outlets_ = std::move(outlets);
}

city::City const& Town::imported() const {
  return ground_->city;
}

city::City const& Town::city() const {
  return outlets_->city();
}

city::Outlet const* Town::outlet(city::OutletId id) const {
  return outlets_->find(id);
}

city::Joiner const& Town::joiner() const {
  std::call_once(ground_->once, [this] { ground_->joiner.emplace(ground_->city); });
  return *ground_->joiner;
}

std::optional<city::Outlet> Town::counted(OutletNews const& news, std::uint64_t& not_understood) const {
  if (!news.entry || news.entry->state == directory::EntryState::closed) {
    return std::nullopt;
  }
  auto outlet = outlets::outlet_of(*news.entry, imported(), joiner());
  if (!outlet) {
    ++not_understood;
    return std::nullopt;
  }
  return std::move(*outlet);
}

Town Town::after(News const& news) const {
  auto next = *this;
  next.change_ = news.change;
  auto outlets = std::make_shared<Outlets>();
  outlets->whole = outlets_->whole;
  outlets->changed = outlets_->changed;
  for (auto const& one : news.outlets) {
    auto outlet = counted(one, next.not_understood_);
    city::OutletId const id{one.id.value()};
    if (!same(outlets->find(id), outlet ? &*outlet : nullptr)) {
      outlets->changed[id] = outlet ? std::make_shared<city::Outlet const>(std::move(*outlet)) : nullptr;
    }
  }
  if (outlets->changed != outlets_->changed) {
    if (outlets->changed.size() > changed_max) {
      outlets->whole = outlets->merged();
      outlets->changed.clear();
    }
    next.outlets_ = std::move(outlets);
  }
  auto passages = *passages_;
  for (auto const& passage : news.passages) {
    if (!ground_->knows(passage.id)) {
      ++next.not_understood_;
      continue;
    }
    auto const at = std::ranges::lower_bound(passages, passage.id, {}, &directory::Passage::id);
    auto const there = at != passages.end() && at->id == passage.id;
    if (passage.opening == directory::Opening::mapped) {
      if (there) {
        passages.erase(at);
      }
    } else if (there) {
      *at = passage;
    } else {
      passages.insert(at, passage);
    }
  }
  if (passages != *passages_) {
    next.passages_ = std::make_shared<std::vector<directory::Passage>>(std::move(passages));
  }
  return next;
}

std::vector<reach::Edit> Town::street_edits(std::optional<hours::MinuteOfWeek> minute) const {
  std::vector<reach::Edit> edits;
  for (auto const& passage : *passages_) {
    if (auto edit = outlets::edit_of(passage, minute)) {
      edits.push_back(std::move(*edit));
    }
  }
  return edits;
}

std::vector<reach::Edit> Town::outlets_since(Town const& earlier) const {
  std::vector<reach::Edit> edits;
  auto const tell = [&](city::OutletId id, city::Outlet const* before, city::Outlet const* now) {
    if (same(before, now)) {
      return;
    }
    if (now == nullptr) {
      edits.emplace_back(reach::RemoveOutlet{id});
    } else {
      edits.emplace_back(reach::PutOutlet{*now});
    }
  };
  if (outlets_->whole.outlets.shares(earlier.outlets_->whole.outlets)) {
    // What differs from the outlets that both hold whole is all that can differ.
    auto ids = earlier.outlets_->changed;
    ids.insert(outlets_->changed.begin(), outlets_->changed.end());
    for (auto const& [id, _] : ids) {
      tell(id, earlier.outlet(id), outlet(id));
    }
    return edits;
  }
  auto const& before = earlier.city().outlets.values();
  auto const& now = city().outlets.values();
  auto old = before.begin();
  for (auto const& outlet : now) {
    for (; old != before.end() && old->id < outlet.id; ++old) {
      tell(old->id, &*old, nullptr);
    }
    auto const there = old != before.end() && old->id == outlet.id;
    tell(outlet.id, there ? &*old : nullptr, &outlet);
    old += there ? 1 : 0;
  }
  for (; old != before.end(); ++old) {
    tell(old->id, &*old, nullptr);
  }
  return edits;
}

}  // namespace linquan::town

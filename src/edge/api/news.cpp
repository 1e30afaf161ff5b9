#include "linquan/api/news.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "linquan/directory/use.h"
#include "linquan/store/changes.h"

namespace linquan::api {
namespace {

using directory::Entry;
using directory::OutletId;

/// Rows of one statement.
constexpr std::uint64_t page = 1000;

template <class Take>
void each_version(Directory const& directory, std::uint64_t since, Take const& take) {
  auto after = since;
  OutletId after_outlet;
  for (auto full = true; full;) {
    auto some = directory.outlets.changes_after(directory.work, after, after_outlet, page);
    full = some.size() == page;
    for (auto& one : some) {
      after = one.change - 1;
      after_outlet = one.outlet;
      take(one);
    }
  }
}

template <class Take>
void each_passage(Directory const& directory, std::uint64_t since, Take const& take) {
  auto after = since;
  for (auto full = true; full;) {
    auto const some = directory.passages.changes_after(directory.work, after, page);
    full = some.size() == page;
    for (auto const& one : some) {
      after = one.change;
      take(one);
    }
  }
}

}  // namespace

Result<void> check_city(Directory const& directory, city::City const& city) {
  std::uint64_t placed = 0;
  std::uint64_t inside = 0;
  for (auto const& one : directory::all_kept(directory.work, directory.outlets)) {
    for (auto const& stand : one.entry->stands) {
      ++placed;
      inside += city.box.contains(stand.at) ? 1U : 0U;
    }
  }
  return 2 * inside >= placed ? Result<void>{}
                              : refuse(ErrorKind::conflict, "serve_other_city",
                                       {{"placed", std::to_string(placed)}, {"inside", std::to_string(inside)}});
}

town::News whole_news(Directory const& directory, city::City const& city) {
  town::News news;
  news.change = store::newest_change(directory.work);
  std::unordered_set<std::uint64_t> there;
  for (auto& one : directory::all_kept(directory.work, directory.outlets)) {
    there.insert(one.entry->id.value());
    news.outlets.push_back({one.entry->id, std::move(one.entry)});
  }
  for (auto const& outlet : city.outlets) {
    OutletId const id{outlet.id.value()};
    // Its addition was undone: the city's file still has it, and nobody else says that it is gone.
    if (!there.contains(id.value()) && directory.outlets.find(directory.work, id)) {
      news.outlets.push_back({id, std::nullopt});
    }
  }
  for (auto const& one : directory.passages.all(directory.work)) {
    news.passages.push_back(one.passage);
  }
  return news;
}

town::News news_since(Directory const& directory, std::uint64_t since) {
  town::News news;
  news.change = store::newest_change(directory.work);
  each_version(directory, since, [&](directory::Version& one) {
    news.outlets.push_back({one.outlet, std::move(one.entry)});
  });
  each_passage(directory, since, [&](directory::PassageVersion const& one) { news.passages.push_back(one.passage); });
  return news;
}

town::News news_until(Directory const& directory, std::chrono::sys_seconds until) {
  town::News news;
  std::map<OutletId, std::optional<Entry>> newest;
  each_version(directory, 0, [&](directory::Version& one) {
    if (one.made_at < until) {
      news.change = std::max(news.change, one.change);
      newest[one.outlet] = std::move(one.entry);
    }
  });
  for (auto& [id, entry] : newest) {
    news.outlets.push_back({id, std::move(entry)});
  }
  each_passage(directory, 0, [&](directory::PassageVersion const& one) {
    if (one.made_at < until) {
      news.change = std::max(news.change, one.change);
      news.passages.push_back(one.passage);
    }
  });
  return news;
}

}  // namespace linquan::api

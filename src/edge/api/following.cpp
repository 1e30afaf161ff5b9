#include "linquan/api/following.h"

#include <sys/resource.h>
#include <unistd.h>

#include <condition_variable>
#include <exception>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/directory/use.h"
#include "linquan/kinds/kinds.h"
#include "linquan/outlets/outlets.h"
#include "linquan/store/changes.h"
#include "linquan/store/outlets.h"
#include "linquan/store/passages.h"
#include "linquan/town/town.h"

namespace linquan::api {
namespace {

constexpr int low_priority = 10;
/// So long the scores let changes gather.
constexpr std::chrono::milliseconds gather{200};
/// Rows of one statement.
constexpr std::uint64_t page = 1000;

/// Ends long work when the service stops.
class StopProgress final : public Progress {
 public:
  explicit StopProgress(std::stop_token stop) : stop_{std::move(stop)} {}
  void step(std::string_view /*code*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*done*/) override {}
  [[nodiscard]] bool stopped() const override { return stop_.stop_requested(); }

 private:
  std::stop_token stop_;
};

using directory::Entry;
using directory::OutletId;

/// The city's outlets that the directory has never heard of. One whose addition was undone is told by its versions.
std::vector<Entry> unheard_of(UnitOfWork& work, directory::Outlets& outlets, city::City const& city) {
  std::unordered_set<std::uint64_t> known;
  for (auto const& one : directory::all_kept(work, outlets)) {
    known.insert(one.entry->id.value());
  }
  std::vector<Entry> strangers;
  for (auto const& outlet : city.outlets) {
    OutletId const id{outlet.id.value()};
    if (!known.contains(outlet.id.value()) && !outlets.find(work, id)) {
      strangers.push_back(outlets::entry_of(city, outlet));
    }
  }
  return strangers;
}

/// A database in which most places lie elsewhere is another city's: two cities in one would never come apart again.
Result<void> check_city(UnitOfWork& work, directory::Outlets& outlets, city::City const& city) {
  std::uint64_t placed = 0;
  std::uint64_t inside = 0;
  for (auto const& one : directory::all_kept(work, outlets)) {
    for (auto const& stand : one.entry->stands) {
      ++placed;
      inside += city.box.contains(stand.at) ? 1U : 0U;
    }
  }
  return 2 * inside >= placed ? Result<void>{}
                              : refuse(ErrorKind::conflict, "serve_other_city",
                                       {{"placed", std::to_string(placed)}, {"inside", std::to_string(inside)}});
}

struct Whole {
  town::News news;
  std::vector<Entry> open;
};

Whole whole_of(UnitOfWork& work, directory::Outlets& outlets, directory::Passages& passages) {
  Whole whole;
  whole.news.change = store::newest_change(work);
  for (auto& one : directory::all_kept(work, outlets)) {
    if (one.entry->state == directory::EntryState::open) {
      whole.open.push_back(*one.entry);
    }
    whole.news.outlets.push_back({one.entry->id, std::move(one.entry)});
  }
  for (auto const& one : passages.all(work)) {
    whole.news.passages.push_back(one.passage);
  }
  return whole;
}

town::News news_since(UnitOfWork& work, directory::Outlets& outlets, directory::Passages& passages,
                      std::uint64_t since) {
  town::News news;
  news.change = store::newest_change(work);
  auto after = since;
  OutletId after_outlet;
  for (auto full = true; full;) {
    auto some = outlets.changes_after(work, after, after_outlet, page);
    full = some.size() == page;
    for (auto& one : some) {
      after = one.change - 1;
      after_outlet = one.outlet;
      news.outlets.push_back({one.outlet, std::move(one.entry)});
    }
  }
  after = since;
  for (auto full = true; full;) {
    auto const some = passages.changes_after(work, after, page);
    full = some.size() == page;
    for (auto const& one : some) {
      after = one.change;
      news.passages.push_back(one.passage);
    }
  }
  return news;
}

std::uint64_t newest_in(store::Store& store) {
  auto const newest = store.read([](UnitOfWork& work) -> Result<std::uint64_t> { return store::newest_change(work); });
  return newest.value_or(0);
}

http::Event event_of(town::News const& news) {
  auto outlets = nlohmann::ordered_json::array();
  for (auto const& one : news.outlets) {
    outlets.push_back(std::to_string(one.id.value()));
  }
  auto passages = nlohmann::ordered_json::array();
  for (auto const& one : news.passages) {
    passages.push_back({{"sort", directory::name_of(one.id.sort)}, {"id", std::to_string(one.id.number)}});
  }
  nlohmann::ordered_json const data{
      {"change", news.change}, {"outlets", std::move(outlets)}, {"passages", std::move(passages)}};
  return {news.change, "change", data.dump()};
}

}  // namespace

Following::Following(store::Store& store, Current& current, std::chrono::milliseconds every)
    : store_{store},
      current_{current},
      every_{every},
      outlets_{store::outlets()},
      passages_{store::passages()},
      channel_{{}, newest_in(store)} {}

Following::~Following() = default;

Result<Following::Started> Following::start(city::City imported, std::string standard, standard::Standards standards) {
  Started started;
  // Looking and entering are one transaction: of servers that start together, one enters what is new.
  auto const seeded = store_.write([&](UnitOfWork& work) -> Result<std::uint64_t> {
    if (auto same = check_city(work, *outlets_, imported); !same) {
      return hand_on(same);
    }
    auto const strangers = unheard_of(work, *outlets_, imported);
    return strangers.empty() ? Result<std::uint64_t>{0} : outlets_->seed(work, strangers);
  });
  if (!seeded) {
    return tl::unexpected<Error>{seeded.error()};
  }
  started.seeded = *seeded;
  auto const whole =
      store_.read([&](UnitOfWork& work) -> Result<Whole> { return whole_of(work, *outlets_, *passages_); });
  if (!whole) {
    return tl::unexpected<Error>{whole.error()};
  }
  auto town = town::Town{std::move(imported)}.after(whole->news);
  started.change = town.change();
  started.outlets = whole->open.size();
  started.not_understood = town.not_understood();
  search::Index index{whole->open, kinds::Kinds::built_in(), whole->news.change};
  {
    std::scoped_lock const lock{mutex_};
    current_.set(std::make_shared<Snapshot>(std::move(town), std::move(index), std::move(standards)));
  }
  follower_ = std::jthread{[this](std::stop_token const& stop) { follow(stop); }};
  scorer_ =
      std::jthread{[this, standard = std::move(standard)](std::stop_token const& stop) { score(stop, standard); }};
  return started;
}

Result<void> Following::catch_up(std::uint64_t change) {
  std::scoped_lock const lock{mutex_};
  auto const now = current_.get();
  if (now == nullptr || now->change() >= change) {
    return {};
  }
  auto const news = store_.read(
      [&](UnitOfWork& work) -> Result<town::News> { return news_since(work, *outlets_, *passages_, now->change()); });
  if (!news) {
    return tl::unexpected<Error>{news.error()};
  }
  current_.set(now->after(*news));
  channel_.publish(event_of(*news));
  {
    std::scoped_lock const newest_lock{newest_mutex_};
    newest_ = news->change;
  }
  newer_.notify_one();
  return {};
}

void Following::follow(std::stop_token const& stop) {
  std::mutex mutex;
  std::condition_variable_any woken;
  std::unique_lock lock{mutex};
  while (!stop.stop_requested()) {
    woken.wait_for(lock, stop, every_, [] { return false; });
    try {
      auto const newest =
          store_.read([](UnitOfWork& work) -> Result<std::uint64_t> { return store::newest_change(work); });
      if (newest) {
        std::ignore = catch_up(*newest);
      }
    } catch (std::exception const&) {
      // The database is away: whoever writes hears of it, and the next look may find it back.
      continue;
    }
  }
}

/// Scores follow a step behind, in a thread of their own: who writes does not wait for them, and who asks finds most of
/// the work done.
void Following::score(std::stop_token const& stop, std::string const& standard) {
  // Linux gives each thread a priority of its own; where it does not, scores take their turn like all else.
  std::ignore = ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), low_priority);
  if (!standard.empty()) {
    StopProgress progress{stop};
    std::ignore = current_.get()->scored(standard, "standard", progress);
  }
  for (std::uint64_t scored = 0; !stop.stop_requested();) {
    {
      std::unique_lock lock{newest_mutex_};
      if (!newer_.wait(lock, stop, [&] { return newest_ != scored; })) {
        return;
      }
      scored = newest_;
    }
    current_.get()->bring_forward();
    // Many changes at once cost less than one by one.
    std::unique_lock lock{newest_mutex_};
    newer_.wait_for(lock, stop, gather, [] { return false; });
  }
}

}  // namespace linquan::api

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

#include "linquan/api/news.h"
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
/// So long a score is kept that nobody asks for.
constexpr std::chrono::minutes kept_unasked{15};
constexpr std::chrono::minutes tidy_every{1};
/// So long the scores let changes gather.
constexpr std::chrono::milliseconds gather{200};

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

struct Whole {
  town::News news;
  std::vector<Entry> open;
};

Whole whole_of(Directory const& directory, city::City const& city) {
  Whole whole{whole_news(directory, city), {}};
  for (auto const& one : whole.news.outlets) {
    if (one.entry && one.entry->state == directory::EntryState::open) {
      whole.open.push_back(*one.entry);
    }
  }
  return whole;
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
    if (auto same = check_city({work, *outlets_, *passages_}, imported); !same) {
      return hand_on(same);
    }
    auto const strangers = unheard_of(work, *outlets_, imported);
    return strangers.empty() ? Result<std::uint64_t>{0} : outlets_->seed(work, strangers);
  });
  if (!seeded) {
    return tl::unexpected<Error>{seeded.error()};
  }
  started.seeded = *seeded;
  auto const whole = store_.read([&](UnitOfWork& work) -> Result<Whole> {
    return whole_of({work, *outlets_, *passages_}, imported);
  });
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
  auto const news = store_.read([&](UnitOfWork& work) -> Result<town::News> {
    return news_since({work, *outlets_, *passages_}, now->change());
  });
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
    auto news = false;
    {
      std::unique_lock lock{newest_mutex_};
      news = newer_.wait_for(lock, stop, tidy_every, [&] { return newest_ != scored; });
      scored = newest_;
    }
    auto const now = current_.get();
    if (stop.stop_requested() || now == nullptr) {
      continue;
    }
    now->forget_unasked(std::chrono::steady_clock::now() - kept_unasked, standard);
    if (!news) {
      continue;
    }
    now->bring_forward();
    // Many changes at once cost less than one by one.
    std::unique_lock lock{newest_mutex_};
    newer_.wait_for(lock, stop, gather, [] { return false; });
  }
}

}  // namespace linquan::api

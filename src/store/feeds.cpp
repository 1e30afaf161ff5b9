#include <cstdint>
#include <string>
#include <vector>

#include "linquan/store/market.h"
#include "work.h"

namespace linquan::store {
namespace {

using orders::Event;
using orders::Listener;

std::string word_of(Listener listener) {
  return (listener.sort == Listener::Sort::resident ? "resident/" : "outlet/") + std::to_string(listener.id);
}

class SqlFeeds final : public orders::Feeds {
 public:
  void tell(UnitOfWork& work, Listener listener, Event const& event) override {
    auto& sql = work_of(work).sql();
    auto const word = word_of(listener);
    auto const row = sql.one({"INSERT INTO feeds (listener, newest) VALUES (:listener, 1) ON CONFLICT (listener) DO "
                              "UPDATE SET newest = feeds.newest + 1 RETURNING newest",
                              "n"},
                             {word});
    sql.run(
        "INSERT INTO feed_events (listener, number, what, subject, state, at) VALUES (:listener, :number, :what, "
        ":subject, :state, :at)",
        {word, row->number(0), event.what, static_cast<std::int64_t>(event.id), event.state, work.now()});
  }

  std::vector<Event> after(UnitOfWork& work, Listener listener, std::uint64_t after, std::uint64_t count) override {
    std::vector<Event> found;
    for (auto const& row : work_of(work).sql().all(
             {"SELECT number, what, subject, state, at FROM feed_events WHERE listener = :listener AND number > :after "
              "ORDER BY number LIMIT :count",
              "ntntn"},
             {word_of(listener), static_cast<std::int64_t>(after), static_cast<std::int64_t>(count)})) {
      found.push_back({row.count(0), row.text(1), row.count(2), row.text(3), row.instant(4)});
    }
    return found;
  }
};

}  // namespace

std::unique_ptr<orders::Feeds> feeds() {
  return std::make_unique<SqlFeeds>();
}

}  // namespace linquan::store

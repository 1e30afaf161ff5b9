#include "linquan/store/outbox.h"

#include <algorithm>
#include <utility>

#include "work.h"

namespace linquan::store {
namespace {

constexpr std::chrono::seconds first_wait{5};
constexpr std::chrono::seconds longest_wait{3600};

/// What is due, with its next attempt already noted: whoever dies while delivering leaves it due again later.
std::vector<Message> take_due(UnitOfWork& work, std::uint64_t count) {
  auto& sql = work_of(work).sql();
  auto const rows = sql.all({"SELECT id, topic, body, attempts FROM outbox WHERE delivered_at IS NULL AND due_at <= "
                             ":now ORDER BY due_at, id LIMIT :count",
                             "nttn"},
                            {work.now(), static_cast<std::int64_t>(count)});
  std::vector<Message> messages;
  for (auto const& row : rows) {
    Message message{row.id<MessageId>(0), row.text(1), row.text(2), row.count(3) + 1};
    sql.run("UPDATE outbox SET attempts = :attempts, due_at = :due WHERE id = :id",
            {static_cast<std::int64_t>(message.attempt), work.now() + back_off(message.attempt), message.id});
    messages.push_back(std::move(message));
  }
  return messages;
}

Result<void> note(UnitOfWork& work, Message const& message, Result<void> const& delivered) {
  auto& sql = work_of(work).sql();
  if (delivered) {
    sql.run("UPDATE outbox SET delivered_at = :at, last_refusal = NULL WHERE id = :id", {work.now(), message.id});
  } else {
    sql.run("UPDATE outbox SET last_refusal = :code WHERE id = :id", {delivered.error().code, message.id});
  }
  return {};
}

}  // namespace

std::chrono::seconds back_off(std::uint64_t attempts) {
  constexpr std::uint64_t doublings_max = 20;
  auto const doublings = std::min(attempts > 0 ? attempts - 1 : 0, doublings_max);
  return std::min(longest_wait, first_wait * static_cast<std::int64_t>(std::uint64_t{1} << doublings));
}

MessageId put_in_outbox(UnitOfWork& work, std::string_view topic, std::string_view body) {
  auto const id = work.new_id<MessageId>();
  work_of(work).sql().run(
      "INSERT INTO outbox (id, topic, body, created_at, due_at, attempts) VALUES (:id, :topic, :body, :created, :due, "
      "0)",
      {id, topic, body, work.now(), work.now()});
  return id;
}

Result<std::uint64_t> deliver_due(Store& store, std::uint64_t count,
                                  std::function<Result<void>(Message const&)> const& deliver) {
  auto messages = store.write([&](UnitOfWork& work) -> Result<std::vector<Message>> { return take_due(work, count); });
  if (!messages) {
    return hand_on(messages);
  }
  std::uint64_t number = 0;
  for (auto const& message : *messages) {
    auto const delivered = deliver(message);
    auto noted = store.write([&](UnitOfWork& work) { return note(work, message, delivered); });
    if (!noted) {
      return hand_on(noted);
    }
    if (delivered) {
      ++number;
    }
  }
  return number;
}

OutboxFigures outbox_figures(UnitOfWork& work) {
  auto const row =
      work_of(work).sql().one({"SELECT COALESCE(sum(CASE WHEN delivered_at IS NULL THEN 1 ELSE 0 END), 0), "
                               "COALESCE(sum(CASE WHEN delivered_at IS NULL AND attempts > 0 THEN 1 ELSE 0 END), 0), "
                               "COALESCE(sum(CASE WHEN delivered_at IS NULL THEN 0 ELSE 1 END), 0) FROM outbox",
                               "nnn"});
  return {row->count(0), row->count(1), row->count(2)};
}

std::uint64_t forget_delivered(UnitOfWork& work, std::chrono::sys_seconds before, std::uint64_t count) {
  return work_of(work)
      .sql()
      .all({"DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE delivered_at < :before ORDER BY delivered_at, "
            "id LIMIT :count) RETURNING id",
            "n"},
           {before, static_cast<std::int64_t>(count)})
      .size();
}

}  // namespace linquan::store

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/http/answer.h"

/// Server-sent events (text/event-stream): one channel of numbered events, and those who listen to it.
///
///   http::Channel changes{{}, newest_change};                     // beside the context; outlives the server
///   changes.publish({number, "outlet", R"({"id":"70"})"});        // from any thread, in the order of numbers
///   return http::stream_answer(changes.listen(request.last_event_id));   // a handler of GET /api/v1/events
///
/// The server does the rest: the head, a comment every 15 s, the end when a reader is too slow, when there are too
/// many, when it has lasted an hour (browsers ask again by themselves, with Last-Event-ID), and when the server stops.
namespace linquan::http {

struct Event {
  std::uint64_t id = 0;  ///< rising; who comes back names the last one seen. 0: has none, and is not kept
  std::string name;      ///< the type that a browser's listener is added for: one line
  std::string data;      ///< any text; several lines are several data fields
};

/// The event as it goes over the line.
std::string text_of(Event const& event);

/// What one connection still has to send. Bounded: who reads too slowly is over, and asks again.
class Listener {
 public:
  explicit Listener(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  /// From any thread. What does not fit ends the listener.
  void push(std::shared_ptr<std::string const> const& text);
  /// Nothing comes any more; what waits is still sent.
  void end();

  /// For the connection: all that waits.
  [[nodiscard]] std::string take();
  [[nodiscard]] bool over() const;
  /// For the connection: called after push() and end(), by whoever calls these. Once it is set anew, the old one is
  /// called no more.
  void on_news(std::function<void()> wake);

 private:
  std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<std::string const>> waiting_;
  std::size_t bytes_ = 0;
  bool over_ = false;
  std::function<void()> wake_;
};

/// Events in their order, told to everybody who listens. For many threads.
class Channel {
 public:
  struct Limits {
    std::size_t kept_bytes = std::size_t{1} << 20;            ///< of past events, for those who come back
    std::size_t listener_bytes_max = std::size_t{256} << 10;  ///< that wait for one reader
  };
  /// `newest`: the last number that was given before this channel began.
  explicit Channel(Limits limits, std::uint64_t newest = 0);

  void publish(Event const& event);

  /// What happens from now on; before it, what happened since `last_event_id`, where that is all kept. Where it is
  /// not, or where nobody knows such a number, an event `reset` with the newest number comes first: ask for everything
  /// anew. Empty: nothing was missed.
  [[nodiscard]] std::shared_ptr<Listener> listen(std::string_view last_event_id);

  /// Ends all who listen.
  void close();

 private:
  struct Kept {
    std::uint64_t id = 0;
    std::shared_ptr<std::string const> text;
  };
  void keep(std::uint64_t id, std::shared_ptr<std::string const> text);
  void replay(Listener& listener, std::string_view last_event_id) const;

  Limits limits_;
  std::mutex mutex_;
  std::uint64_t newest_;
  std::uint64_t before_kept_;  ///< the number of the last event that is not kept
  std::deque<Kept> kept_;
  std::size_t kept_bytes_ = 0;
  std::vector<std::weak_ptr<Listener>> listeners_;
};

/// An answer that goes on until either side ends it.
Answer stream_answer(std::shared_ptr<Listener> listener);

}  // namespace linquan::http

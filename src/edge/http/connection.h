#pragma once

// Asio's coroutines need std::exchange and do not ask for it.
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "linquan/http/events.h"
#include "linquan/http/metrics.h"
#include "linquan/http/rates.h"
#include "linquan/http/server.h"
#include "linquan/http/service.h"
#include "workers.h"

namespace linquan::http {

class Connection;

/// What all connections share. Only the sockets' thread touches it.
struct Common {
  Common(Service const& the_service, Metrics& the_metrics, ServerOptions the_options);
  /// Numbers that nobody guesses from the last one.
  std::string new_id();

  Service const& service;
  Metrics& metrics;
  ServerOptions options;
  Rates rates;
  Rates days;  ///< seconds of its day that an address has left for what is counted by the day
  std::unordered_set<Connection*> connections;
  std::unordered_map<std::string, std::size_t> by_address;
  std::size_t streams = 0;
  std::unordered_map<std::string, std::size_t> streams_by_address;
  std::size_t large_bodies = 0;
  bool stopping = false;
  std::uint64_t id_start;
  std::uint64_t id_count = 0;
  boost::asio::io_context io{1};
  std::optional<Workers> workers;
};

/// A place among the streams that may be open at once.
class StreamSeat {
 public:
  /// Null where there is none left, for this address or for anybody.
  static std::unique_ptr<StreamSeat> take(Common& common, std::string const& address);
  StreamSeat(Common& common, std::string address);
  StreamSeat(StreamSeat const&) = delete;
  StreamSeat& operator=(StreamSeat const&) = delete;
  StreamSeat(StreamSeat&&) = delete;
  StreamSeat& operator=(StreamSeat&&) = delete;
  ~StreamSeat();

 private:
  Common& common_;
  std::string address_;
};

/// Room for one large body, from its first byte to its answer: anybody may send one, and memory is bounded.
class BodyRoom {
 public:
  /// Null where there is none left.
  static std::unique_ptr<BodyRoom> take(Common& common);
  explicit BodyRoom(Common& common);
  BodyRoom(BodyRoom const&) = delete;
  BodyRoom& operator=(BodyRoom const&) = delete;
  BodyRoom(BodyRoom&&) = delete;
  BodyRoom& operator=(BodyRoom&&) = delete;
  ~BodyRoom();

 private:
  Common& common_;
};

/// Cancels a socket's reading and writing when a time has passed; the socket stays open, for a last word.
class Alarm {
 public:
  /// Borrows the socket for its whole life.
  explicit Alarm(boost::asio::ip::tcp::socket& socket);
  void set(std::chrono::milliseconds time);
  void off();
  [[nodiscard]] bool rang() const { return state_->rang; }

 private:
  struct State {
    boost::asio::ip::tcp::socket& socket;
    std::uint64_t generation = 0;  ///< a wait that ends late belongs to an earlier one
    bool rang = false;
  };
  std::shared_ptr<State> state_;
  boost::asio::steady_timer timer_;
};

/// One peer, from its connecting to its closing: request, answer, request …
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Common& common, boost::asio::ip::tcp::socket socket, std::string peer);
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  boost::asio::awaitable<void> talk();
  /// The server stops: a connection that waits for a request is over.
  void end_if_idle();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  struct Exchange;

  boost::asio::awaitable<bool> begin();
  boost::asio::awaitable<bool> exchange();
  boost::asio::awaitable<void> read_head(Exchange& exchange);
  boost::asio::awaitable<void> read_body(Exchange& exchange);
  boost::asio::awaitable<void> ask(Exchange& exchange);
  boost::asio::awaitable<void> write(Exchange& exchange);
  boost::asio::awaitable<void> stream(Listener& listener);
  boost::asio::awaitable<void> last_bytes();
  void open(Exchange& exchange);
  void seat(Exchange& exchange);
  void watch_peer();
  void refuse(Exchange& exchange, unsigned status, std::string_view code, Error::Args args = {});
  [[nodiscard]] bool by_proxy() const;
  [[nodiscard]] std::string asker(Exchange const& exchange) const;
  std::optional<Problem> too_often(Exchange const& exchange, Route const* route);

  Common& common_;
  boost::asio::ip::tcp::socket socket_;
  std::string peer_;
  Alarm alarm_;
  boost::asio::steady_timer answered_;
  boost::beast::flat_buffer buffer_;
  bool idle_ = false;
  bool streaming_ = false;
  bool peer_left_ = false;  ///< of who listens: it closed, or said something more
};

}  // namespace linquan::http

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/http/metrics.h"
#include "linquan/http/rates.h"
#include "linquan/http/service.h"

namespace linquan::http {

/// What nobody may exceed. Each is documented in docs/http.md.
struct Limits {
  std::size_t head_bytes_max = 16'384;              ///< first line and fields
  std::chrono::milliseconds idle_max{20'000};       ///< a connection without a request
  std::chrono::milliseconds head_time_max{10'000};  ///< from a head's first byte to its last
  std::size_t large_body_bytes = 1'048'576;         ///< beyond it a body is large
  std::size_t large_bodies_max = 4;                 ///< that are sent or answered at once
  std::chrono::milliseconds body_time_max{20'000};  ///< from a head's last byte to the body's
  std::chrono::milliseconds write_time_max{30'000};
  std::chrono::milliseconds answer_time_max{30'000};  ///< in the queue and in work
  std::chrono::milliseconds stop_time_max{30'000};    ///< for what runs when the server is asked to stop
  std::size_t connections_max = 1024;
  std::size_t connections_per_address_max = 128;  ///< not of proxies that are trusted
  std::size_t waiting_max = 256;                  ///< requests in the queue
  std::size_t requests_per_connection_max = 10'000;
  std::size_t streams_max = 512;  ///< of events, that are open at once
  std::size_t streams_per_address_max = 32;
  std::chrono::milliseconds stream_beat{15'000};         ///< a comment where nothing happens for so long
  std::chrono::milliseconds stream_time_max{3'600'000};  ///< then the reader asks again
  Rate rate{50, 200};
};

/// A line of the log: nothing of it tells who asked, or for what place.
struct Logged {
  std::string_view id;
  std::string_view method;
  std::string_view route;  ///< the pattern; empty where none fits
  unsigned status = 0;
  std::chrono::nanoseconds took{};
  std::string_view fault;  ///< what broke, where something did
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: a free one
  std::size_t threads = 1;    ///< that answer; the sockets have one of their own
  Limits limits;
  std::vector<std::string> proxies;                               ///< whose X-Forwarded-For is believed
  std::function<void(Logged const&)> log = [](Logged const&) {};  ///< called from the sockets' thread
};

/// Sockets, deadlines and threads about a Service. Answers from its making until it is stopped.
class Server {
 public:
  /// `service` and `metrics` must outlive the server.
  ///
  /// machine   `http_listen`: the address is taken, or not this machine's
  static Result<std::unique_ptr<Server>> start(Service const& service, Metrics& metrics, ServerOptions options);

  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;
  Server(Server&&) = delete;
  Server& operator=(Server&&) = delete;
  /// stop().
  ~Server();

  [[nodiscard]] std::uint16_t port() const;
  /// Takes no more connections, answers what was asked, closes. Back when all threads have ended.
  void stop();

 private:
  class Sockets;
  explicit Server(std::unique_ptr<Sockets> sockets);
  std::unique_ptr<Sockets> sockets_;
};

}  // namespace linquan::http

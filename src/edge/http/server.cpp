#include "linquan/http/server.h"

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "connection.h"

namespace linquan::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds accept_pause{50};

}  // namespace

/// The listening socket, the thread of all sockets, and the workers.
class Server::Sockets {
 public:
  Sockets(Service const& service, Metrics& metrics, ServerOptions options)
      : common_{service, metrics, std::move(options)},
        acceptor_{common_.io},
        pause_{common_.io},
        stop_time_{common_.io},
        guard_{asio::make_work_guard(common_.io)} {}

  Result<void> listen();
  void run();
  void stop();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  asio::awaitable<void> accept();
  [[nodiscard]] bool has_room(std::string const& peer) const;
  void take(tcp::socket socket);
  void end_soon();

  Common common_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::steady_timer stop_time_;
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

Result<void> Server::Sockets::listen() {
  auto const& options = common_.options;
  error_code fault;
  auto const address = asio::ip::make_address(options.address, fault);
  tcp::endpoint const end{address, options.port};
  if (!fault) {
    acceptor_.open(end.protocol(), fault);
  }
  if (!fault) {
    acceptor_.set_option(tcp::acceptor::reuse_address{true}, fault);
    acceptor_.bind(end, fault);
  }
  if (!fault) {
    acceptor_.listen(tcp::acceptor::max_listen_connections, fault);
  }
  if (fault) {
    return refuse(ErrorKind::machine, "http_listen",
                  {{"address", fmt::format("{}:{}", options.address, options.port)}, {"reason", fault.message()}});
  }
  port_ = acceptor_.local_endpoint().port();
  return {};
}

void Server::Sockets::run() {
  auto const& options = common_.options;
  common_.workers.emplace(std::max<std::size_t>(1, options.threads), options.limits.waiting_max, common_.metrics);
  asio::co_spawn(common_.io, accept(), asio::detached);
  thread_ = std::thread{[this] { common_.io.run(); }};
}

bool Server::Sockets::has_room(std::string const& peer) const {
  auto const& limits = common_.options.limits;
  auto const& proxies = common_.options.proxies;
  if (common_.connections.size() >= limits.connections_max) {
    return false;
  }
  auto const found = common_.by_address.find(peer);
  return found == common_.by_address.end() || found->second < limits.connections_per_address_max ||
         std::ranges::find(proxies, peer) != proxies.end();
}

void Server::Sockets::take(tcp::socket socket) {
  error_code fault;
  auto const peer = socket.remote_endpoint(fault).address().to_string();
  if (fault) {
    return;
  }
  if (!has_room(peer)) {
    // As much as the socket takes at once; nobody waits for a peer that is sent away.
    static constexpr std::string_view full =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    ++common_.metrics.connections_refused;
    socket.non_blocking(true, fault);
    socket.write_some(asio::buffer(full.data(), full.size()), fault);
    return;
  }
  socket.set_option(tcp::no_delay{true}, fault);
  auto const connection = std::make_shared<Connection>(common_, std::move(socket), peer);
  asio::co_spawn(common_.io, connection->talk(), [this, connection](std::exception_ptr const& /*fault*/) {
    asio::post(common_.io, [this] { end_soon(); });
  });
}

asio::awaitable<void> Server::Sockets::accept() {
  while (!common_.stopping) {
    error_code fault;
    auto socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, fault));
    if (!fault) {
      take(std::move(socket));
    } else if (!common_.stopping) {
      // No handles left, or the peer is gone already: others are served meanwhile.
      error_code ignored;
      pause_.expires_after(accept_pause);
      co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
  }
}

/// Lets the sockets' thread end once nobody is left.
void Server::Sockets::end_soon() {
  if (common_.stopping && common_.connections.empty()) {
    stop_time_.cancel();
    guard_.reset();
  }
}

void Server::Sockets::stop() {
  if (!thread_.joinable()) {
    return;
  }
  asio::post(common_.io, [this] {
    common_.stopping = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (auto* const connection : common_.connections) {
      connection->end_if_idle();
    }
    stop_time_.expires_after(common_.options.limits.stop_time_max);
    stop_time_.async_wait([this](error_code const& fault) {
      if (!fault) {
        common_.io.stop();
      }
    });
    end_soon();
  });
  thread_.join();
  common_.workers.reset();
}

Server::Server(std::unique_ptr<Sockets> sockets) : sockets_{std::move(sockets)} {}
Server::~Server() {
  stop();
}

Result<std::unique_ptr<Server>> Server::start(Service const& service, Metrics& metrics, ServerOptions options) {
  auto sockets = std::make_unique<Sockets>(service, metrics, std::move(options));
  if (auto listening = sockets->listen(); !listening) {
    return hand_on(listening);
  }
  sockets->run();
  return std::unique_ptr<Server>{new Server{std::move(sockets)}};
}

std::uint16_t Server::port() const {
  return sockets_->port();
}

void Server::stop() {
  sockets_->stop();
}

}  // namespace linquan::http

#include "connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/error_code.hpp>

#include <array>

namespace linquan::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::string_view beat = ":\n\n";

/// Lets a listener wake a connection, for as long as that is there.
class Hook {
 public:
  Hook(Listener& listener, std::function<void()> wake) : listener_{listener} { listener_.on_news(std::move(wake)); }
  Hook(Hook const&) = delete;
  Hook& operator=(Hook const&) = delete;
  Hook(Hook&&) = delete;
  Hook& operator=(Hook&&) = delete;
  ~Hook() {
    listener_.on_news({});
    // Its channel forgets it with the next event, even where somebody else still holds it.
    listener_.end();
  }

 private:
  Listener& listener_;
};

}  // namespace

std::unique_ptr<StreamSeat> StreamSeat::take(Common& common, std::string const& address) {
  auto const& limits = common.options.limits;
  auto const found = common.streams_by_address.find(address);
  auto const of_address = found == common.streams_by_address.end() ? 0 : found->second;
  auto const full = of_address >= limits.streams_per_address_max || common.streams >= limits.streams_max;
  return full ? nullptr : std::make_unique<StreamSeat>(common, address);
}

StreamSeat::StreamSeat(Common& common, std::string address) : common_{common}, address_{std::move(address)} {
  ++common_.streams;
  ++common_.streams_by_address[address_];
  ++common_.metrics.streams;
}

StreamSeat::~StreamSeat() {
  --common_.streams;
  --common_.metrics.streams;
  if (auto const found = common_.streams_by_address.find(address_); --found->second == 0) {
    common_.streams_by_address.erase(found);
  }
}

/// Notices that who listens closes, or says anything: nothing is expected from it.
void Connection::watch_peer() {
  socket_.async_wait(tcp::socket::wait_read, [weak = weak_from_this()](error_code const& /*fault*/) {
    if (auto const self = weak.lock()) {
      self->peer_left_ = true;
      self->answered_.cancel();
    }
  });
}

/// Sends what the listener hears until either side has enough.
asio::awaitable<void> Connection::stream(Listener& listener) {
  auto const& limits = common_.options.limits;
  auto const last = std::chrono::steady_clock::now() + limits.stream_time_max;
  streaming_ = true;
  watch_peer();
  Hook const hook{listener, [&io = common_.io, weak = weak_from_this()] {
                    asio::post(io, [weak] {
                      if (auto const self = weak.lock()) {
                        self->answered_.cancel();
                      }
                    });
                  }};
  error_code fault;
  while (!fault && !common_.stopping && !peer_left_ && std::chrono::steady_clock::now() < last) {
    auto const over = listener.over();
    auto text = listener.take();
    if (text.empty()) {
      if (over) {
        break;
      }
      error_code woken;
      answered_.expires_after(limits.stream_beat);
      co_await answered_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
      if (woken) {
        continue;
      }
      text = beat;
    }
    alarm_.set(limits.write_time_max);
    co_await asio::async_write(socket_, asio::buffer(text), asio::redirect_error(asio::use_awaitable, fault));
    alarm_.off();
  }
  streaming_ = false;
}

}  // namespace linquan::http

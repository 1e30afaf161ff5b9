#include "connection.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/system/error_code.hpp>
#include <limits>
#include <random>
#include <variant>

#include "linquan/http/accepted.h"
#include "linquan/http/answer.h"

namespace linquan::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t read_bytes = 4096;
/// What a peer still sends after the last answer is read for so long, lest the answer be lost with a reset.
constexpr std::chrono::milliseconds last_bytes_time{1000};
constexpr std::size_t last_bytes_max = 65'536;

auto into(error_code& fault) {
  return asio::redirect_error(asio::use_awaitable, fault);
}

std::string text_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

/// SplitMix64: neighbours come out far apart.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

constexpr std::uint32_t seconds_of_day = 86'400;

std::string date_now() {
  auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
}

}  // namespace

Common::Common(Service const& the_service, Metrics& the_metrics, ServerOptions the_options)
    : service{the_service},
      metrics{the_metrics},
      options{std::move(the_options)},
      rates{options.limits.rate},
      days{{1, seconds_of_day}},
      id_start{(std::uint64_t{std::random_device{}()} << 32U) | std::random_device{}()} {}

std::string Common::new_id() {
  return fmt::format("{:016x}", mixed(id_start + id_count++));
}

Alarm::Alarm(tcp::socket& socket) : state_{std::make_shared<State>(State{socket})}, timer_{socket.get_executor()} {}

void Alarm::set(std::chrono::milliseconds time) {
  state_->rang = false;
  auto const generation = ++state_->generation;
  timer_.expires_after(time);
  timer_.async_wait([weak = std::weak_ptr<State>{state_}, generation](error_code const& fault) {
    auto const state = weak.lock();
    if (!fault && state && state->generation == generation) {
      state->rang = true;
      error_code ignored;
      state->socket.cancel(ignored);
    }
  });
}

void Alarm::off() {
  ++state_->generation;
  timer_.cancel();
}

std::unique_ptr<BodyRoom> BodyRoom::take(Common& common) {
  auto const full = common.large_bodies >= common.options.limits.large_bodies_max;
  return full ? nullptr : std::make_unique<BodyRoom>(common);
}

BodyRoom::BodyRoom(Common& common) : common_{common} {
  ++common_.large_bodies;
}

BodyRoom::~BodyRoom() {
  --common_.large_bodies;
}

/// One request and its answer, on the way.
struct Connection::Exchange {
  Parser parser;
  Head head;
  std::string id;
  Service::Opened opened;
  std::optional<Answer> answer;
  std::string_view route;
  std::string fault;
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  std::unique_ptr<StreamSeat> seat;     ///< of an answer that is a stream
  std::unique_ptr<BodyRoom> body_room;  ///< of a body that is large
  bool keep = false;                    ///< the connection, for another request
  bool broken = false;                  ///< nobody is there to be answered
};

Connection::Connection(Common& common, tcp::socket socket, std::string peer)
    : common_{common},
      socket_{std::move(socket)},
      peer_{std::move(peer)},
      alarm_{socket_},
      answered_{socket_.get_executor()},
      buffer_{common.options.limits.head_bytes_max + read_bytes} {
  common_.connections.insert(this);
  ++common_.by_address[peer_];
  ++common_.metrics.connections;
}

Connection::~Connection() {
  common_.connections.erase(this);
  if (auto const found = common_.by_address.find(peer_); --found->second == 0) {
    common_.by_address.erase(found);
  }
  --common_.metrics.connections;
}

void Connection::end_if_idle() {
  if (idle_ || streaming_) {
    error_code ignored;
    socket_.cancel(ignored);
  }
  if (streaming_) {
    answered_.cancel();
  }
}

asio::awaitable<void> Connection::talk() {
  auto const self = shared_from_this();
  auto const most = common_.options.limits.requests_per_connection_max;
  for (std::size_t count = 1; count <= most; ++count) {
    auto const asked = co_await begin();
    if (!asked) {
      break;
    }
    auto const goes_on = co_await exchange();
    if (!goes_on) {
      break;
    }
  }
  co_await last_bytes();
}

/// Waits for a request's first byte.
asio::awaitable<bool> Connection::begin() {
  if (buffer_.size() > 0) {
    co_return true;
  }
  if (common_.stopping) {
    co_return false;
  }
  idle_ = true;
  alarm_.set(common_.options.limits.idle_max);
  error_code fault;
  auto const room = buffer_.prepare(read_bytes);
  auto const count = co_await socket_.async_read_some(room, into(fault));
  buffer_.commit(count);
  idle_ = false;
  co_return !fault && count > 0;
}

asio::awaitable<bool> Connection::exchange() {
  Exchange exchange;
  exchange.id = common_.new_id();
  co_await read_head(exchange);
  if (!exchange.answer && !exchange.broken) {
    co_await read_body(exchange);
  }
  if (!exchange.answer && !exchange.broken) {
    co_await ask(exchange);
  }
  if (exchange.broken) {
    co_return false;
  }
  seat(exchange);
  // The head of a stream is written like an answer's.
  auto const listener = exchange.answer->stream;
  co_await write(exchange);
  if (exchange.seat && listener && !exchange.broken) {
    co_await stream(*listener);
  }
  co_return exchange.keep;
}

void Connection::refuse(Exchange& exchange, unsigned status, std::string_view code, Error::Args args) {
  Problem problem{status, Error{ErrorKind::usage, std::string{code}, std::move(args)}, std::nullopt};
  if (status == 503) {
    problem.retry_after = std::chrono::seconds{1};
  }
  exchange.answer = common_.service.refuse(exchange.head, exchange.id, problem);
}

asio::awaitable<void> Connection::read_head(Exchange& exchange) {
  auto& parser = exchange.parser;
  auto const& limits = common_.options.limits;
  parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes_max));
  // Judged by the route, once it is known.
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());
  alarm_.set(limits.head_time_max);
  error_code fault;
  co_await beast_http::async_read_header(socket_, buffer_, parser, into(fault));
  exchange.began = std::chrono::steady_clock::now();
  if (alarm_.rang()) {
    refuse(exchange, 408, "http_slow");
  } else if (fault == beast_http::error::header_limit || fault == beast_http::error::buffer_overflow) {
    refuse(exchange, 431, "http_head_large", {{"most", fmt::to_string(limits.head_bytes_max)}});
  } else if (fault && fault.category() == beast_http::make_error_code(beast_http::error::bad_method).category() &&
             fault != beast_http::error::end_of_stream && fault != beast_http::error::partial_message) {
    refuse(exchange, 400, "http_malformed");
  } else if (fault) {
    exchange.broken = true;
  } else {
    open(exchange);
  }
}

/// Whether the peer is a proxy whose words about others are believed.
bool Connection::by_proxy() const {
  auto const& proxies = common_.options.proxies;
  return std::ranges::find(proxies, peer_) != proxies.end();
}

/// Who is asking, as far as rates are concerned.
std::string Connection::asker(Exchange const& exchange) const {
  if (by_proxy()) {
    auto const forwarded = text_of(exchange.parser.get()["X-Forwarded-For"]);
    if (auto const address = forwarded_address(forwarded); !address.empty()) {
      return rate_key(address);
    }
  }
  return rate_key(peer_);
}

/// Why this may not be asked yet, and when again.
std::optional<Problem> Connection::too_often(Exchange const& exchange, Route const* route) {
  auto const now = std::chrono::steady_clock::now();
  auto const address = asker(exchange);
  if (auto const wait = common_.rates.take(address, now, route == nullptr ? 1 : route->cost)) {
    return Problem{429, {ErrorKind::busy, "http_rate", {{"seconds", fmt::to_string(wait->count())}}}, wait};
  }
  auto const& head = exchange.head;
  if (route == nullptr || route->daily.count == 0 || !head.authorization.empty() ||
      head.cookie.find(route->daily.cookie) != std::string::npos) {
    return std::nullopt;
  }
  auto const& daily = route->daily;
  auto const wait = common_.days.take(address, now, seconds_of_day / daily.count);
  if (!wait) {
    return std::nullopt;
  }
  auto const minutes = std::chrono::ceil<std::chrono::minutes>(*wait);
  return Problem{429,
                 {ErrorKind::busy,
                  "http_day",
                  {{"count", fmt::to_string(daily.count)}, {"minutes", fmt::to_string(minutes.count())}}},
                 wait};
}

/// Understands the head: a route that waits for its body, or a refusal.
void Connection::open(Exchange& exchange) {
  auto const& message = exchange.parser.get();
  auto& head = exchange.head;
  head.method = text_of(message.method_string());
  head.target = text_of(message.target());
  head.accept_language = text_of(message[beast_http::field::accept_language]);
  head.accept_encoding = text_of(message[beast_http::field::accept_encoding]);
  head.if_none_match = text_of(message[beast_http::field::if_none_match]);
  head.content_type = text_of(message[beast_http::field::content_type]);
  head.content_encoding = text_of(message[beast_http::field::content_encoding]);
  head.authorization = text_of(message[beast_http::field::authorization]);
  head.cookie = text_of(message[beast_http::field::cookie]);
  head.idempotency_key = text_of(message["Idempotency-Key"]);
  head.on_behalf_of = text_of(message["On-Behalf-Of"]);
  head.signature = text_of(message["X-Signature"]);
  head.own_page = text_of(message["X-Linquan"]);
  head.request_id = text_of(message["X-Request-Id"]);
  head.secure = by_proxy() && message["X-Forwarded-Proto"] == "https";
  head.last_event_id = text_of(message["Last-Event-ID"]);
  exchange.keep = message.keep_alive() && !common_.stopping;
  if (message.version() >= 11 && message.count(beast_http::field::host) != 1) {
    exchange.keep = false;
    refuse(exchange, 400, "http_host");
    return;
  }
  auto opened = common_.service.open(head, exchange.id);
  auto* const taken = std::get_if<Service::Opened>(&opened);
  exchange.route = taken != nullptr ? std::string_view{taken->route->pattern} : std::get<1>(opened).route;
  if (taken == nullptr || !taken->route->at_once) {
    if (auto const problem = too_often(exchange, taken == nullptr ? nullptr : taken->route)) {
      exchange.answer = common_.service.refuse(head, exchange.id, *problem);
      return;
    }
  }
  if (taken == nullptr) {
    exchange.answer = std::move(std::get<1>(opened).answer);
    return;
  }
  exchange.opened = std::move(*taken);
  auto const most = exchange.opened.route->body_bytes_max;
  auto const length = exchange.parser.content_length();
  if ((length && *length > most) || (exchange.parser.chunked() && most == 0)) {
    refuse(exchange, 413, "http_body_large", {{"most", fmt::to_string(most)}});
    return;
  }
  auto const large = common_.options.limits.large_body_bytes;
  if (most > large && (exchange.parser.chunked() || length.value_or(0) > large)) {
    exchange.body_room = BodyRoom::take(common_);
    if (!exchange.body_room) {
      refuse(exchange, 503, "http_busy");
    }
  }
}

/// An answer that goes on needs a seat, and there are only so many.
void Connection::seat(Exchange& exchange) {
  if (!exchange.answer->stream || exchange.head.method == "HEAD") {
    return;
  }
  exchange.seat = StreamSeat::take(common_, asker(exchange));
  if (!exchange.seat) {
    refuse(exchange, 503, "http_streams_full");
  }
}

asio::awaitable<void> Connection::read_body(Exchange& exchange) {
  auto& parser = exchange.parser;
  if (parser.is_done()) {
    co_return;
  }
  auto const most = exchange.opened.route->body_bytes_max;
  parser.body_limit(most);
  alarm_.set(common_.options.limits.body_time_max);
  error_code fault;
  if (parser.get()[beast_http::field::expect] == "100-continue") {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(socket_, asio::buffer(go_on.data(), go_on.size()), into(fault));
  }
  if (!fault) {
    co_await beast_http::async_read(socket_, buffer_, parser, into(fault));
  }
  if (alarm_.rang()) {
    refuse(exchange, 408, "http_slow");
  } else if (fault == beast_http::error::body_limit) {
    refuse(exchange, 413, "http_body_large", {{"most", fmt::to_string(most)}});
  } else if (fault && fault.category() == beast_http::make_error_code(beast_http::error::bad_method).category() &&
             fault != beast_http::error::end_of_stream && fault != beast_http::error::partial_message) {
    refuse(exchange, 400, "http_malformed");
  } else if (fault) {
    exchange.broken = true;
  } else {
    exchange.opened.request.body = std::move(parser.get().body());
  }
}

/// Has the request answered: here where that is a moment's work, else by a worker.
asio::awaitable<void> Connection::ask(Exchange& exchange) {
  alarm_.off();
  if (exchange.opened.route->at_once) {
    exchange.answer = common_.service.answer(exchange.opened, exchange.fault);
    co_return;
  }
  /// Outlives this call, and the connection, where the worker takes too long.
  struct Pending {
    std::optional<Answer> answer;
    std::string fault;
    asio::steady_timer* asker = nullptr;  ///< null: nobody waits any more
  };
  auto const pending = std::make_shared<Pending>();
  pending->asker = &answered_;
  // Holds no connection: these end in the sockets' thread only.
  auto work = [pending, &common = common_, opened = exchange.opened] {
    std::string fault;
    auto answer = common.service.answer(opened, fault);
    asio::post(common.io, [pending, answer = std::move(answer), fault = std::move(fault)]() mutable {
      if (pending->asker != nullptr) {
        pending->answer = std::move(answer);
        pending->fault = std::move(fault);
        pending->asker->cancel();
      }
    });
  };
  if (!common_.workers->give(std::move(work))) {
    refuse(exchange, 503, "http_busy");
    co_return;
  }
  error_code ignored;
  answered_.expires_after(common_.options.limits.answer_time_max);
  co_await answered_.async_wait(into(ignored));
  pending->asker = nullptr;
  if (!pending->answer) {
    refuse(exchange, 503, "http_deadline");
    co_return;
  }
  exchange.answer = std::move(pending->answer);
  exchange.fault = std::move(pending->fault);
}

asio::awaitable<void> Connection::write(Exchange& exchange) {
  auto& answer = *exchange.answer;
  // What was not read of a refused request is no request.
  exchange.keep = exchange.keep && exchange.parser.is_done() && !common_.stopping && !answer.stream;
  auto const head_only = exchange.head.method == "HEAD";
  auto const bodiless = answer.status == 304 || answer.status == 204;
  beast_http::response<beast_http::string_body> message;
  message.version(11);
  message.result(answer.status);
  message.reason(boost::beast::string_view{reason_of(answer.status).data(), reason_of(answer.status).size()});
  message.set(beast_http::field::date, date_now());
  for (auto const& [name, value] : answer.fields) {
    message.insert(name, value);
  }
  message.keep_alive(exchange.keep);
  if (!bodiless) {
    message.set(beast_http::field::content_type, answer.type);
    if (!answer.stream) {
      message.content_length(answer.body.size());
    }
  }
  auto const status = answer.status;
  if (!bodiless && !head_only) {
    message.body() = std::move(answer.body);
  }
  alarm_.set(common_.options.limits.write_time_max);
  error_code fault;
  beast_http::response_serializer<beast_http::string_body> serializer{message};
  if (bodiless || head_only || answer.stream) {
    co_await beast_http::async_write_header(socket_, serializer, into(fault));
  } else {
    co_await beast_http::async_write(socket_, serializer, into(fault));
  }
  exchange.broken = static_cast<bool>(fault);
  exchange.keep = exchange.keep && !fault;
  auto const took = std::chrono::steady_clock::now() - exchange.began;
  auto const method = exchange.route.empty() ? std::string_view{"-"} : word_of(exchange.opened.request.method);
  common_.metrics.answered(exchange.route, method, status, took);
  auto const& id = is_request_id(exchange.head.request_id) ? exchange.head.request_id : exchange.id;
  common_.options.log({id, method, exchange.route, status, took, exchange.fault});
}

/// Closes in such a way that a peer which is still sending can read the last answer.
asio::awaitable<void> Connection::last_bytes() {
  error_code fault;
  socket_.shutdown(tcp::socket::shutdown_send, fault);
  alarm_.set(last_bytes_time);
  std::array<char, read_bytes> bytes{};
  for (std::size_t all = 0; !fault && all < last_bytes_max && !alarm_.rang();) {
    auto const count = co_await socket_.async_read_some(asio::buffer(bytes), into(fault));
    all += count;
  }
  alarm_.off();
}

}  // namespace linquan::http

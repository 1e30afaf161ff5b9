#include "client.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>
#include <boost/system/error_code.hpp>

namespace linquan::load {
namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr unsigned http_1_1 = 11;
constexpr std::uint64_t body_bytes_max = 16U << 20U;

http::request<http::string_body> request_of(Asked const& asked) {
  http::request<http::string_body> request{http::string_to_verb(asked.method), asked.target, http_1_1};
  request.set(http::field::host, "load");
  if (asked.gzip) {
    request.set(http::field::accept_encoding, "gzip");
  }
  if (!asked.token.empty()) {
    request.set(http::field::authorization, "Bearer " + asked.token);
    request.set("Idempotency-Key", asked.key);
    request.set(http::field::content_type, "application/json");
  }
  request.body() = asked.body;
  request.prepare_payload();
  return request;
}

}  // namespace

asio::awaitable<Answered> Client::ask(Asked asked) {
  // The server closes a line after so many requests, perhaps just as this one sets out: once more, on a new one.
  auto const request = request_of(asked);
  for (auto fresh = !socket_.is_open();; fresh = true) {
    error_code failed;
    if (fresh) {
      socket_.close(failed);
      failed = {};
      buffer_.clear();
      co_await socket_.async_connect(server_, asio::redirect_error(asio::use_awaitable, failed));
      if (!failed) {
        socket_.set_option(asio::ip::tcp::no_delay{true}, failed);
      }
    }
    http::response_parser<http::string_body> parser;
    parser.body_limit(body_bytes_max);
    if (!failed) {
      co_await http::async_write(socket_, request, asio::redirect_error(asio::use_awaitable, failed));
    }
    if (!failed) {
      co_await http::async_read(socket_, buffer_, parser, asio::redirect_error(asio::use_awaitable, failed));
    }
    if (!failed) {
      auto response = parser.release();
      if (!response.keep_alive()) {
        socket_.close(failed);
      }
      co_return Answered{response.result_int(), std::move(response.body())};
    }
    if (fresh) {
      socket_.close(failed);
      co_return Answered{};
    }
  }
}

}  // namespace linquan::load

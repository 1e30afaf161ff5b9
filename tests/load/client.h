#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <optional>
#include <string>

namespace linquan::load {

struct Asked {
  std::string method = "GET";
  std::string target;
  std::string body;
  std::string key;    ///< Idempotency-Key of a write
  std::string token;  ///< of who writes
  bool gzip = true;   ///< whether the answer may come compressed; who reads it here wants it plain
};

struct Answered {
  unsigned status = 0;  ///< 0: the line broke
  std::string body;
};

/// One connection that is kept open, and opened again where the server closes it.
class Client {
 public:
  Client(boost::asio::io_context& io, boost::asio::ip::tcp::endpoint server)
      : socket_{io}, server_{std::move(server)} {}

  boost::asio::awaitable<Answered> ask(Asked asked);

 private:
  boost::asio::ip::tcp::socket socket_;
  boost::asio::ip::tcp::endpoint server_;
  boost::beast::flat_buffer buffer_;
};

}  // namespace linquan::load

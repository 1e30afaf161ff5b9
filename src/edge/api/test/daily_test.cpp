#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/http/server.h"
#include "served.h"

namespace linquan::api {
namespace {

/// What a server at this port of the machine answers to these bytes, until it closes.
std::string answer_to(std::uint16_t port, std::string const& bytes) {
  auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval const patience{20, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  std::string all;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): this is how sockets take addresses
  if (::connect(socket, reinterpret_cast<sockaddr const*>(&to), sizeof to) == 0 &&
      ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size())) {
    std::vector<char> some(65'536);
    for (auto n = ::recv(socket, some.data(), some.size(), 0); n > 0; n = ::recv(socket, some.data(), some.size(), 0)) {
      all.append(some.data(), static_cast<std::size_t>(n));
    }
  }
  ::close(socket);
  return all;
}

class DailyNeeds : public Served {};

TEST_F(DailyNeeds, TheHundredAndFirstOfADayFromOneAddressIsRefused) {
  http::ServerOptions options;
  options.port = 0;
  options.threads = 1;
  options.limits.rate = {0, 1};
  auto const server = http::Server::start(service_, metrics_, options);
  ASSERT_TRUE(server);
  auto const body = R"({"kind":"pharmacy","at":)" + filled("$at", Scope::own) + "}";
  auto const ask = [&](std::string const& fields) {
    return answer_to((*server)->port(),
                     "POST /api/v1/needs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Language: en\r\n"
                     "Content-Type: application/json\r\n" +
                         fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  auto const key = [](int i) { return "Idempotency-Key: nobody-guesses-" + std::to_string(i) + "-this\r\n"; };
  for (int i = 1; i <= 100; ++i) {
    auto const answer = ask(key(i));
    ASSERT_TRUE(answer.starts_with("HTTP/1.1 201")) << i << answer;
  }
  auto const refused = ask(key(101));
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 429")) << refused;
  EXPECT_NE(refused.find("\r\nRetry-After: 86"), std::string::npos) << refused;
  EXPECT_NE(refused.find("This address sent 100 within a day without signing in. Sign in, or go on in 15 min."),
            std::string::npos)
      << refused;
  auto const signed_in = ask(key(102) + "Authorization: Bearer " + token_with({}) + "\r\n");
  EXPECT_TRUE(signed_in.starts_with("HTTP/1.1 201")) << signed_in;
  auto const pretended = ask(key(103) + "Cookie: linquan_session=made-up\r\nX-Linquan: 1\r\n");
  EXPECT_TRUE(pretended.starts_with("HTTP/1.1 401")) << "whoever says that they are somebody is asked who";
  auto const worker = token_with({{identity::Role::community_worker, identity::Level::community, "320302001001"}});
  auto const kept = get("/api/v1/needs?area=320302001001&count=200", {.token = worker});
  EXPECT_EQ(kept.body["needs"].size(), 101U) << kept.body;
}

}  // namespace
}  // namespace linquan::api

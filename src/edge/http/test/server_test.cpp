#include "linquan/http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "linquan/http/events.h"

namespace linquan::http {
namespace {

using namespace std::string_view_literals;
using std::chrono::milliseconds;

/// A peer that sends exactly the bytes it is told to.
class Peer {
 public:
  explicit Peer(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval const patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): this is how sockets take addresses
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr const*>(&to), sizeof to) == 0;
  }
  Peer(Peer const&) = delete;
  Peer& operator=(Peer const&) = delete;
  Peer(Peer&&) = delete;
  Peer& operator=(Peer&&) = delete;
  ~Peer() { ::close(socket_); }

  [[nodiscard]] bool connected() const { return connected_; }
  bool send(std::string_view bytes) const {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  /// What comes until the other side closes, or ten seconds pass.
  [[nodiscard]] std::string rest() const {
    std::string all;
    std::vector<char> bytes(65'536);
    for (auto n = ::recv(socket_, bytes.data(), bytes.size(), 0); n > 0;
         n = ::recv(socket_, bytes.data(), bytes.size(), 0)) {
      all.append(bytes.data(), static_cast<std::size_t>(n));
    }
    return all;
  }
  /// Up to and with `end`.
  [[nodiscard]] std::string until(std::string_view end) const {
    std::string all;
    char byte = 0;
    while (!all.ends_with(end) && ::recv(socket_, &byte, 1, 0) == 1) {
      all.push_back(byte);
    }
    return all;
  }

 private:
  int socket_;
  bool connected_ = false;
};

/// A server on a free port with a few routes, and what a test may turn.
class Served : public testing::Test {
 protected:
  Served() {
    options_.port = 0;
    options_.threads = 2;
    options_.limits.rate = {0, 1};
    options_.limits.idle_max = milliseconds{2000};
    options_.log = [this](Logged const& line) {
      log_ += std::string{line.method} + " " + std::string{line.route} + " " + std::to_string(line.status) + "\n";
    };
  }
  void start() {
    auto server = Server::start(service_, metrics_, options_);
    ASSERT_TRUE(server);
    server_ = std::move(*server);
  }
  [[nodiscard]] std::string ask(std::string_view bytes) const {
    Peer const peer{server_->port()};
    EXPECT_TRUE(peer.send(bytes));
    return peer.rest();
  }
  static std::string get(std::string_view target, std::string_view fields = "Connection: close\r\n") {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: x\r\n" + std::string{fields} + "\r\n";
  }
  static std::string post(std::string_view target) {
    return "POST " + std::string{target} + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  }
  static std::string status(std::string const& answer) { return answer.substr(0, 12); }

  std::atomic<bool> go_on_ = false;
  std::atomic<int> begun_ = 0;
  Channel channel_{{}};
  Service const service_{
      {{Method::get, "/hello", {"name"}, [](Request const&) { return hello(); }},
       {Method::get,
        "/slow",
        {},
        [this](Request const&) {
          ++begun_;
          while (!go_on_) {
            std::this_thread::sleep_for(milliseconds{1});
          }
          return hello();
        }},
       {Method::get,
        "/events",
        {},
        [this](Request const& request) -> Result<Answer> {
          return stream_answer(channel_.listen(request.last_event_id));
        }},
       {Method::get, "/healthz", {}, [](Request const&) { return hello(); }, true},
       {Method::post, "/told", {}, told, false, 1000},
       {Method::put, "/told", {}, told, false, 1000},
       {Method::patch, "/told", {}, told, false, 1000},
       {Method::remove, "/told", {}, told, false, 1000},
       {Method::post, "/costly", {}, [](Request const&) { return hello(); }, false, 0, {}, 10},
       {Method::post, "/daily", {}, [](Request const&) { return hello(); }, false, 0, {}, 1, {3, "who"}},
       {Method::post,
        "/echo",
        {},
        [](Request const& request) {
          auto answer = hello();
          answer->body = request.body;
          return answer;
        },
        false,
        1000}}};
  Metrics metrics_;
  ServerOptions options_;
  std::string log_;
  std::unique_ptr<Server> server_;

 private:
  static Result<Answer> told(Request const& it) {
    Answer answer;
    answer.body = std::string{word_of(it.method)} + "|" + it.authorization + "|" + it.cookie + "|" +
                  it.idempotency_key + "|" + it.on_behalf_of + "|" + it.own_page + "|" +
                  (it.secure ? "secure|" : "not secure|") + it.body;
    return answer;
  }
  static Result<Answer> hello() {
    Answer answer;
    answer.body = "hello\n";
    return answer;
  }
};

TEST_F(Served, AnswersAndCloses) {
  start();
  auto const answer = ask(get("/hello"));
  EXPECT_EQ(status(answer), "HTTP/1.1 200");
  EXPECT_TRUE(answer.ends_with("\r\n\r\nhello\n")) << answer;
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
}

TEST_F(Served, TakesEveryMethodWithItsBodyAndWhatStandsInItsHead) {
  start();
  for (std::string const method : {"POST", "PUT", "PATCH", "DELETE"}) {
    auto const answer = ask(method +
                            " /told HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                            "Authorization: Bearer abc\r\nCookie: a=b\r\nIdempotency-Key: k-1\r\nOn-Behalf-Of: 7\r\n"
                            "X-Linquan: 1\r\nX-Forwarded-Proto: https\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_EQ(status(answer), "HTTP/1.1 200") << method;
    EXPECT_TRUE(answer.ends_with(method + "|Bearer abc|a=b|k-1|7|1|not secure|{}")) << answer;
  }
}

TEST_F(Served, BelievesATrustedProxyThatItCameThroughTls) {
  options_.proxies = {"127.0.0.1"};
  start();
  auto const told = [&](std::string const& proto) {
    return ask("POST /told HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-Proto: " + proto +
               "\r\nContent-Length: 0\r\n\r\n");
  };
  EXPECT_NE(told("https").find("|secure|"), std::string::npos);
  EXPECT_NE(told("http").find("|not secure|"), std::string::npos);
}

TEST_F(Served, CountsACostlyRouteForMoreThanOneRequest) {
  options_.limits.rate = {1, 20};
  start();
  EXPECT_EQ(status(ask(post("/costly"))), "HTTP/1.1 200");
  EXPECT_EQ(status(ask(post("/costly"))), "HTTP/1.1 200");
  EXPECT_EQ(status(ask(post("/costly"))), "HTTP/1.1 429");
}

TEST_F(Served, CountsByTheDayWhatNobodySignedInFor) {
  start();
  auto const daily = [&](std::string const& fields) {
    return ask("POST /daily HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n" + fields + "\r\n");
  };
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(status(daily("Cookie: seen=yes\r\n")), "HTTP/1.1 200") << "a cookie of anybody's";
  }
  auto const refused = daily("");
  EXPECT_EQ(status(refused), "HTTP/1.1 429");
  EXPECT_NE(refused.find("Retry-After: 28800\r\n"), std::string::npos) << refused;
  EXPECT_NE(refused.find("http_day"), std::string::npos) << refused;
  EXPECT_EQ(status(daily("Cookie: seen=yes; who=me\r\n")), "HTTP/1.1 200");
  EXPECT_EQ(status(daily("Authorization: Bearer abc\r\n")), "HTTP/1.1 200");
  EXPECT_EQ(status(ask(post("/costly"))), "HTTP/1.1 200") << "nothing else is counted by the day";
}

TEST_F(Served, KeepsAConnectionForTheNextRequestAndThoseSentAhead) {
  start();
  Peer const peer{server_->port()};
  ASSERT_TRUE(peer.send(get("/hello", "")));
  EXPECT_TRUE(peer.until("hello\n").starts_with("HTTP/1.1 200"));
  ASSERT_TRUE(peer.send(get("/hello", "") + get("/nothing", "") + get("/healthz")));
  auto const answers = peer.rest();
  auto const second = answers.find("HTTP/1.1 404");
  EXPECT_EQ(answers.find("HTTP/1.1 200"), 0U);
  ASSERT_NE(second, std::string::npos);
  EXPECT_NE(answers.find("HTTP/1.1 200", second), std::string::npos);
}

TEST_F(Served, TellsOfHeadAsOfGetWithoutTheBody) {
  start();
  auto const answer = ask("HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(answer.find("Content-Length: 6\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(Served, RefusesWhatIsNoHttp) {
  start();
  for (auto const bytes :
       {"nonsense\r\n\r\n"sv, "GET /hello\r\n\r\n"sv, "GET /hello HTTP/9.9\r\n\r\n"sv, "\x16\x03\x01\x02 TLS\r\n\r\n"sv,
        "GET /hello HTTP/1.1\r\nHost x\r\n\r\n"sv, "GET /hello HTTP/1.1\r\n\r\n"sv,
        "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"sv, "GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n"sv,
        "GET /../etc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"sv,
        "GET /%2e%2e/etc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"sv,
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv,
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"sv,
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n\r\nabcd"sv,
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"sv}) {
    auto const answer = ask(bytes);
    EXPECT_EQ(status(answer), "HTTP/1.1 400") << bytes;
    EXPECT_NE(answer.find("application/problem+json"), std::string::npos);
  }
}

TEST_F(Served, TakesABodyUpToTheRoutesLimit) {
  start();
  auto const post = [](std::string const& body, std::string const& fields = {}) {
    return "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  EXPECT_TRUE(ask(post(std::string(1000, 'b'))).ends_with(std::string(1000, 'b')));
  EXPECT_EQ(status(ask(post(std::string(1001, 'b')))), "HTTP/1.1 413");
  EXPECT_EQ(status(ask("GET /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx")), "HTTP/1.1 413");
  EXPECT_TRUE(ask("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                  .ends_with("abc"));
  EXPECT_EQ(status(ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nabc")),
            "HTTP/1.1 413");
  EXPECT_TRUE(ask(post("abc", "Expect: 100-continue\r\n")).starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"));
}

TEST_F(Served, RefusesAHeadThatIsTooLarge) {
  options_.limits.head_bytes_max = 2000;
  start();
  EXPECT_EQ(status(ask(get("/hello", "X: " + std::string(5000, 'a') + "\r\nConnection: close\r\n"))), "HTTP/1.1 431");
  EXPECT_EQ(status(ask(get("/" + std::string(1500, 'a')))), "HTTP/1.1 404");
}

TEST_F(Served, ShowsSlowPeersTheDoor) {
  options_.limits.head_time_max = milliseconds{200};
  options_.limits.body_time_max = milliseconds{200};
  start();
  Peer const slow{server_->port()};
  auto const began = std::chrono::steady_clock::now();
  std::jthread const drip{[&](std::stop_token const& stop) {
    for (auto const c : get("/hello", "X-Long: " + std::string(500, 'a') + "\r\n")) {
      if (stop.stop_requested() || !slow.send({&c, 1})) {
        return;
      }
      std::this_thread::sleep_for(milliseconds{20});
    }
  }};
  Peer const other{server_->port()};
  ASSERT_TRUE(other.send(get("/hello")));
  EXPECT_EQ(status(other.rest()), "HTTP/1.1 200") << "others do not notice";
  EXPECT_EQ(slow.until("\r\n"), "HTTP/1.1 408 Request Timeout\r\n");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{5});
  EXPECT_EQ(status(ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")), "HTTP/1.1 408");
}

TEST_F(Served, ClosesAConnectionThatAsksNothing) {
  options_.limits.idle_max = milliseconds{100};
  start();
  Peer const peer{server_->port()};
  EXPECT_EQ(peer.rest(), "");
}

TEST_F(Served, HasOnlySoMuchToDoAtOnce) {
  options_.threads = 1;
  options_.limits.waiting_max = 1;
  start();
  Peer const working{server_->port()};
  ASSERT_TRUE(working.send(get("/slow")));
  while (begun_ == 0) {
    std::this_thread::sleep_for(milliseconds{1});
  }
  Peer const waiting{server_->port()};
  ASSERT_TRUE(waiting.send(get("/hello")));
  while (metrics_.waiting == 0) {
    std::this_thread::sleep_for(milliseconds{1});
  }
  auto const answer = ask(get("/hello"));
  EXPECT_EQ(status(answer), "HTTP/1.1 503");
  EXPECT_NE(answer.find("Retry-After: 1\r\n"), std::string::npos);
  EXPECT_EQ(status(ask(get("/healthz"))), "HTTP/1.1 200") << "what is done at once needs no seat in the queue";
  go_on_ = true;
  EXPECT_EQ(status(working.rest()), "HTTP/1.1 200");
  EXPECT_EQ(status(waiting.rest()), "HTTP/1.1 200");
}

TEST_F(Served, SaysWhenAnAnswerTakesTooLong) {
  options_.limits.answer_time_max = milliseconds{50};
  start();
  EXPECT_EQ(status(ask(get("/slow"))), "HTTP/1.1 503");
  go_on_ = true;
  EXPECT_EQ(status(ask(get("/hello"))), "HTTP/1.1 200");
}

TEST_F(Served, HoldsOnlySoManyConnections) {
  options_.limits.connections_max = 20;
  start();
  std::vector<std::unique_ptr<Peer>> peers;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(peers.emplace_back(std::make_unique<Peer>(server_->port()))->connected());
  }
  while (metrics_.connections < 20) {
    std::this_thread::sleep_for(milliseconds{1});
  }
  Peer const one_more{server_->port()};
  EXPECT_TRUE(one_more.rest().starts_with("HTTP/1.1 503"));
  EXPECT_EQ(metrics_.connections_refused, 1);
  ASSERT_TRUE(peers.front()->send(get("/hello")));
  EXPECT_EQ(status(peers.front()->rest()), "HTTP/1.1 200");
}

TEST_F(Served, LimitsAnAddressButNotWhatMustNotWait) {
  options_.limits.rate = {1, 2};
  options_.proxies = {"127.0.0.1"};
  start();
  auto const from = [](std::string_view address) {
    return "Connection: close\r\nX-Forwarded-For: 9.9.9.9, " + std::string{address} + "\r\n";
  };
  EXPECT_EQ(status(ask(get("/hello", from("1.1.1.1")))), "HTTP/1.1 200");
  EXPECT_EQ(status(ask(get("/nothing", from("1.1.1.1")))), "HTTP/1.1 404");
  auto const answer = ask(get("/hello", from("1.1.1.1")));
  EXPECT_EQ(status(answer), "HTTP/1.1 429");
  EXPECT_NE(answer.find("Retry-After: 1\r\n"), std::string::npos);
  EXPECT_EQ(status(ask(get("/hello", from("2.2.2.2")))), "HTTP/1.1 200");
  EXPECT_EQ(status(ask(get("/healthz", from("1.1.1.1")))), "HTTP/1.1 200");
}

TEST_F(Served, BelievesNobodyButItsProxies) {
  options_.limits.rate = {1, 1};
  start();
  EXPECT_EQ(status(ask(get("/hello", "Connection: close\r\nX-Forwarded-For: 1.1.1.1\r\n"))), "HTTP/1.1 200");
  EXPECT_EQ(status(ask(get("/hello", "Connection: close\r\nX-Forwarded-For: 2.2.2.2\r\n"))), "HTTP/1.1 429");
}

TEST_F(Served, FinishesWhatRunsBeforeItStops) {
  start();
  Peer const idle{server_->port()};
  Peer const peer{server_->port()};
  ASSERT_TRUE(peer.send(get("/slow", "")));
  while (begun_ == 0) {
    std::this_thread::sleep_for(milliseconds{1});
  }
  std::thread stopping{[&] { server_->stop(); }};
  EXPECT_EQ(idle.rest(), "") << "who asks nothing is sent away";
  EXPECT_FALSE(Peer{server_->port()}.connected());
  go_on_ = true;
  auto const answer = peer.rest();
  stopping.join();
  EXPECT_EQ(status(answer), "HTTP/1.1 200");
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  EXPECT_EQ(metrics_.connections, 0);
}

TEST_F(Served, LogsTheRouteAndNeverWhatWasAsked) {
  start();
  EXPECT_EQ(status(ask(get("/hello?name=secret"))), "HTTP/1.1 200");
  EXPECT_EQ(status(ask(get("/secret"))), "HTTP/1.1 404");
  server_->stop();
  EXPECT_EQ(log_, "GET /hello 200\n-  404\n");
}

TEST_F(Served, IsRefusedAnAddressThatIsTaken) {
  start();
  auto again = options_;
  again.port = server_->port();
  auto const second = Server::start(service_, metrics_, again);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "http_listen");
  again.address = "not an address";
  EXPECT_FALSE(Server::start(service_, metrics_, again));
}

TEST_F(Served, HoldsOnlySoManyLargeBodies) {
  options_.limits.large_body_bytes = 100;
  options_.limits.large_bodies_max = 1;
  start();
  std::string const large(500, 'x');
  auto const head = [](std::string const& length) {
    return "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n" + length +
           "\r\n";
  };
  {
    Peer const first{server_->port()};
    ASSERT_TRUE(first.send(head("Expect: 100-continue\r\nContent-Length: 500\r\n")));
    EXPECT_EQ(status(first.until("\r\n\r\n")), "HTTP/1.1 100");
    EXPECT_EQ(status(ask(head("Content-Length: 500\r\n") + large)), "HTTP/1.1 503");
    EXPECT_EQ(status(ask(head("Transfer-Encoding: chunked\r\n") + "1\r\nx\r\n0\r\n\r\n")), "HTTP/1.1 503");
    EXPECT_EQ(status(ask(head("Content-Length: 2\r\n") + "{}")), "HTTP/1.1 200") << "others do not notice";
    ASSERT_TRUE(first.send(large));
    EXPECT_EQ(status(first.rest()), "HTTP/1.1 200");
  }
  EXPECT_EQ(status(ask(head("Content-Length: 500\r\n") + large)), "HTTP/1.1 200");
}

TEST_F(Served, TellsEventsAsTheyHappen) {
  start();
  Peer const peer{server_->port()};
  ASSERT_TRUE(peer.send(get("/events", "")));
  auto const head = peer.until("\r\n\r\n");
  EXPECT_EQ(status(head), "HTTP/1.1 200");
  EXPECT_NE(head.find("Content-Type: text/event-stream"), std::string::npos);
  EXPECT_NE(head.find("Cache-Control: no-store"), std::string::npos);
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
  for (std::uint64_t i = 1; i <= 3; ++i) {
    channel_.publish({i, "outlet", std::to_string(i)});
    EXPECT_EQ(peer.until("\n\n"), text_of({i, "outlet", std::to_string(i)}));
  }
  Peer const again{server_->port()};
  ASSERT_TRUE(again.send(get("/events", "Last-Event-ID: 2\r\n")));
  EXPECT_EQ(status(again.until("\r\n\r\n")), "HTTP/1.1 200");
  EXPECT_EQ(again.until("\n\n"), text_of({3, "outlet", "3"}));
  EXPECT_EQ(metrics_.streams, 2);
  channel_.close();
  EXPECT_EQ(peer.rest(), "");
}

TEST_F(Served, BeatsWhereNothingHappensAndEndsInItsTime) {
  options_.limits.stream_beat = milliseconds{20};
  options_.limits.stream_time_max = milliseconds{100};
  start();
  Peer const peer{server_->port()};
  ASSERT_TRUE(peer.send(get("/events", "")));
  EXPECT_EQ(status(peer.until("\r\n\r\n")), "HTTP/1.1 200");
  auto const rest = peer.rest();
  EXPECT_TRUE(rest.starts_with(":\n\n:\n\n")) << rest;
}

TEST_F(Served, HoldsOnlySoManyStreamsOfAnAddress) {
  options_.limits.streams_per_address_max = 2;
  start();
  Peer const one{server_->port()};
  auto two = std::make_unique<Peer>(server_->port());
  for (Peer const* const peer : {&one, static_cast<Peer const*>(two.get())}) {
    ASSERT_TRUE(peer->send(get("/events", "")));
    EXPECT_EQ(status(peer->until("\r\n\r\n")), "HTTP/1.1 200");
  }
  EXPECT_EQ(status(ask(get("/events"))), "HTTP/1.1 503");
  EXPECT_EQ(status(ask(get("/hello"))), "HTTP/1.1 200");
  two.reset();
  while (metrics_.streams == 2) {
    std::this_thread::sleep_for(milliseconds{1});
  }
  Peer const three{server_->port()};
  ASSERT_TRUE(three.send(get("/events", "")));
  EXPECT_EQ(status(three.until("\r\n\r\n")), "HTTP/1.1 200") << "who closes makes room";
}

TEST_F(Served, ClosesTheStreamOfWhoDoesNotRead) {
  options_.limits.write_time_max = milliseconds{100};
  start();
  Peer const slow{server_->port()};
  Peer const quick{server_->port()};
  for (auto const* const peer : {&slow, &quick}) {
    ASSERT_TRUE(peer->send(get("/events", "")));
    EXPECT_EQ(status(peer->until("\r\n\r\n")), "HTTP/1.1 200");
  }
  std::string const data(10'000, 'x');
  std::uint64_t told = 0;
  while (metrics_.streams == 2) {
    channel_.publish({++told, "x", data});
    EXPECT_EQ(quick.until("\n\n"), text_of({told, "x", data}));
  }
  EXPECT_EQ(metrics_.streams, 1) << "the other one goes on";
}

TEST_F(Served, EndsStreamsWhenItStops) {
  start();
  Peer const peer{server_->port()};
  ASSERT_TRUE(peer.send(get("/events", "")));
  EXPECT_EQ(status(peer.until("\r\n\r\n")), "HTTP/1.1 200");
  server_->stop();
  EXPECT_EQ(peer.rest(), "");
  EXPECT_EQ(metrics_.streams, 0);
  channel_.publish({1, "x", "nobody is there"});
}

}  // namespace
}  // namespace linquan::http

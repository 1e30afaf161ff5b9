#include "linquan/http/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace linquan::http {

std::string text_of(Event const& event) {
  std::string text;
  if (event.id != 0) {
    text += fmt::format("id: {}\n", event.id);
  }
  if (!event.name.empty()) {
    text += fmt::format("event: {}\n", event.name);
  }
  // A line may end in three ways there; each begins a field of its own here, lest data become fields.
  std::string_view rest = event.data;
  for (;;) {
    auto const end = std::min(rest.find_first_of("\r\n"), rest.size());
    text += fmt::format("data: {}\n", rest.substr(0, end));
    if (end == rest.size()) {
      break;
    }
    rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return text + "\n";
}

void Listener::push(std::shared_ptr<std::string const> const& text) {
  std::scoped_lock const lock{mutex_};
  if (over_) {
    return;
  }
  if (bytes_ + text->size() > bytes_max_) {
    over_ = true;
  } else {
    waiting_.push_back(text);
    bytes_ += text->size();
  }
  if (wake_) {
    wake_();
  }
}

void Listener::end() {
  std::scoped_lock const lock{mutex_};
  over_ = true;
  if (wake_) {
    wake_();
  }
}

std::string Listener::take() {
  std::scoped_lock const lock{mutex_};
  std::string all;
  all.reserve(bytes_);
  for (auto const& text : waiting_) {
    all += *text;
  }
  waiting_.clear();
  bytes_ = 0;
  return all;
}

bool Listener::over() const {
  std::scoped_lock const lock{mutex_};
  return over_;
}

void Listener::on_news(std::function<void()> wake) {
  std::scoped_lock const lock{mutex_};
  wake_ = std::move(wake);
}

Channel::Channel(Limits limits, std::uint64_t newest) : limits_{limits}, newest_{newest}, before_kept_{newest} {}

void Channel::keep(std::uint64_t id, std::shared_ptr<std::string const> text) {
  newest_ = id;
  kept_bytes_ += text->size();
  kept_.push_back({id, std::move(text)});
  while (kept_bytes_ > limits_.kept_bytes) {
    kept_bytes_ -= kept_.front().text->size();
    before_kept_ = kept_.front().id;
    kept_.pop_front();
  }
}

void Channel::publish(Event const& event) {
  auto const text = std::make_shared<std::string const>(text_of(event));
  std::scoped_lock const lock{mutex_};
  if (event.id != 0) {
    keep(event.id, text);
  }
  std::erase_if(listeners_, [&](std::weak_ptr<Listener> const& weak) {
    auto const listener = weak.lock();
    if (listener) {
      listener->push(text);
    }
    return !listener || listener->over();
  });
}

void Channel::replay(Listener& listener, std::string_view last_event_id) const {
  if (last_event_id.empty()) {
    return;
  }
  std::uint64_t last = 0;
  auto const* const end = last_event_id.data() + last_event_id.size();
  auto const [read, fault] = std::from_chars(last_event_id.data(), end, last);
  if (fault != std::errc{} || read != end || last < before_kept_ || last > newest_) {
    listener.push(std::make_shared<std::string const>(text_of({newest_, "reset", "{}"})));
    return;
  }
  for (auto const& kept : kept_) {
    if (kept.id > last) {
      listener.push(kept.text);
    }
  }
}

std::shared_ptr<Listener> Channel::listen(std::string_view last_event_id) {
  // More than what is kept, so that all of it can be told again.
  auto listener = std::make_shared<Listener>(limits_.kept_bytes + limits_.listener_bytes_max);
  std::scoped_lock const lock{mutex_};
  replay(*listener, last_event_id);
  listeners_.push_back(listener);
  return listener;
}

void Channel::close() {
  std::scoped_lock const lock{mutex_};
  for (auto const& weak : listeners_) {
    if (auto const listener = weak.lock()) {
      listener->end();
    }
  }
  listeners_.clear();
}

Answer stream_answer(std::shared_ptr<Listener> listener) {
  Answer answer;
  answer.type = "text/event-stream; charset=utf-8";
  answer.kept = "no-store";
  answer.stream = std::move(listener);
  return answer;
}

}  // namespace linquan::http

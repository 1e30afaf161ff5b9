#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/directory/entry.h"

namespace linquan::directory {
namespace {

using Parts = std::vector<std::string>;

void add_escaped(std::string& out, std::string_view text) {
  for (auto const c : text) {
    if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
}

void add_line(std::string& out, std::string_view key, Parts const& parts) {
  out += key;
  for (auto const& part : parts) {
    out += '\t';
    add_escaped(out, part);
  }
  out += '\n';
}

void add_text(std::string& out, std::string_view key, std::string const& text) {
  if (!text.empty()) {
    add_line(out, key, {text});
  }
}

/// One line taken apart, escapes taken back.
std::optional<Parts> parts_of(std::string_view line) {
  Parts parts(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\t') {
      parts.emplace_back();
      continue;
    }
    if (line[i] != '\\') {
      parts.back() += line[i];
      continue;
    }
    if (++i == line.size()) {
      return std::nullopt;
    }
    switch (line[i]) {
      case 't':
        parts.back() += '\t';
        break;
      case 'n':
        parts.back() += '\n';
        break;
      case '\\':
        parts.back() += '\\';
        break;
      default:
        return std::nullopt;
    }
  }
  return parts;
}

template <class Number>
bool read(std::string const& text, Number& number) {
  auto const* const end = text.data() + text.size();
  auto const done = std::from_chars(text.data(), end, number);
  return done.ec == std::errc{} && done.ptr == end;
}

bool read_stand(Parts const& parts, Entry& entry) {
  Stand stand;
  if (parts.size() < 3 || parts.size() > 4 || !read(parts[1], stand.at.lon) || !read(parts[2], stand.at.lat)) {
    return false;
  }
  if (parts.size() == 4) {
    auto hours = hours::Hours::parse(parts[3]);
    if (!hours) {
      return false;
    }
    stand.hours = std::move(*hours);
  }
  entry.stands.push_back(std::move(stand));
  return true;
}

bool read_service(Parts const& parts, Entry& entry) {
  if (parts.size() < 3 || parts.size() > 4) {
    return false;
  }
  Service service{parts[1], parts[2], std::nullopt};
  if (parts.size() == 4 && !read(parts[3], service.price_from_fen.emplace())) {
    return false;
  }
  entry.services.push_back(std::move(service));
  return true;
}

bool read_origin(Parts const& parts, Entry& entry) {
  if (parts.size() != 4) {
    return false;
  }
  auto const field = field_named(parts[1]);
  return field && entry.origins.emplace(*field, Origin{parts[2], parts[3]}).second;
}

bool read_confirmed(Parts const& parts, Entry& entry) {
  std::int32_t days = 0;
  if (parts.size() != 3 || !read(parts[1], days)) {
    return false;
  }
  entry.confirmed = Confirmation{std::chrono::sys_days{std::chrono::days{days}}, parts[2]};
  return true;
}

bool read_pair(Parts const& parts, std::string& first, std::string& second) {
  if (parts.size() != 3) {
    return false;
  }
  first = parts[1];
  second = parts[2];
  return true;
}

std::string* plain_text(Entry& entry, std::string_view key) {
  static constexpr std::array<std::pair<std::string_view, std::string Entry::*>, 8> texts{
      std::pair{std::string_view{"name"}, &Entry::name},
      {"telephone", &Entry::telephone},
      {"address", &Entry::address},
      {"community", &Entry::community},
      {"chain", &Entry::chain},
      {"opened", &Entry::opened},
      {"rebuilt", &Entry::rebuilt},
      {"condition", &Entry::condition},
  };
  auto const* const found = std::ranges::find(texts, key, [](auto const& text) { return text.first; });
  return found == texts.end() ? nullptr : &(entry.*(found->second));
}

bool read_short(Parts const& parts, Entry& entry) {
  if (parts.size() != 2) {
    return false;
  }
  auto const& key = parts[0];
  if (auto* const text = plain_text(entry, key)) {
    *text = parts[1];
    return true;
  }
  if (key == "kind") {
    entry.kinds.push_back(parts[1]);
    return true;
  }
  if (key == "serving") {
    return read(parts[1], entry.serving);
  }
  if (key == "owner") {
    return read(parts[1], entry.owner.emplace());
  }
  if (key == "state") {
    entry.state = parts[1] == "closed" ? EntryState::closed : EntryState::open;
    return parts[1] == "closed" || parts[1] == "open";
  }
  std::uint64_t id = 0;
  auto const is_id = key == "id" && read(parts[1], id);
  entry.id = is_id ? OutletId{id} : entry.id;
  return is_id;
}

bool read_line(Parts const& parts, Entry& entry) {
  auto const& key = parts[0];
  if (key == "stand") {
    return read_stand(parts, entry);
  }
  if (key == "service") {
    return read_service(parts, entry);
  }
  if (key == "origin") {
    return read_origin(parts, entry);
  }
  if (key == "confirmed") {
    return read_confirmed(parts, entry);
  }
  if (key == "licence") {
    return read_pair(parts, entry.licence.number, entry.licence.valid_until);
  }
  if (key == "inspection") {
    auto& inspection = entry.inspections.emplace_back();
    return read_pair(parts, inspection.on, inspection.found);
  }
  return read_short(parts, entry);
}

void add_lists(std::string& out, Entry const& entry) {
  for (auto const& kind : entry.kinds) {
    add_line(out, "kind", {kind});
  }
  for (auto const& service : entry.services) {
    Parts parts{service.kind, service.name};
    if (service.price_from_fen) {
      parts.push_back(std::to_string(*service.price_from_fen));
    }
    add_line(out, "service", parts);
  }
  for (auto const& stand : entry.stands) {
    Parts parts{std::to_string(stand.at.lon), std::to_string(stand.at.lat)};
    if (stand.hours) {
      parts.push_back(stand.hours->text());
    }
    add_line(out, "stand", parts);
  }
}

void add_ends(std::string& out, Entry const& entry) {
  if (entry.licence != Licence{}) {
    add_line(out, "licence", {entry.licence.number, entry.licence.valid_until});
  }
  for (auto const& inspection : entry.inspections) {
    add_line(out, "inspection", {inspection.on, inspection.found});
  }
  add_line(out, "state", {entry.state == EntryState::closed ? "closed" : "open"});
  if (entry.confirmed) {
    add_line(out, "confirmed", {std::to_string(entry.confirmed->on.time_since_epoch().count()), entry.confirmed->by});
  }
  if (entry.owner) {
    add_line(out, "owner", {std::to_string(*entry.owner)});
  }
  for (auto const& [field, origin] : entry.origins) {
    add_line(out, "origin", {std::string{name_of(field)}, origin.source, origin.licence});
  }
}

}  // namespace

std::string written(Entry const& entry) {
  std::string out;
  add_line(out, "id", {std::to_string(entry.id.value())});
  add_text(out, "name", entry.name);
  add_lists(out, entry);
  add_line(out, "serving", {std::to_string(entry.serving)});
  add_text(out, "telephone", entry.telephone);
  add_text(out, "address", entry.address);
  add_text(out, "community", entry.community);
  add_text(out, "chain", entry.chain);
  add_text(out, "opened", entry.opened);
  add_text(out, "rebuilt", entry.rebuilt);
  add_text(out, "condition", entry.condition);
  add_ends(out, entry);
  return out;
}

Result<Entry> entry_from(std::string_view text) {
  Entry entry;
  entry.serving = 0;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    auto const end = text.find('\n');
    auto const parts = end == std::string_view::npos ? std::nullopt : parts_of(text.substr(0, end));
    if (!parts || !read_line(*parts, entry)) {
      return refuse(ErrorKind::bad_input, "directory_entry_broken", {{"line", std::to_string(number)}});
    }
    text.remove_prefix(end + 1);
  }
  return entry;
}

}  // namespace linquan::directory

#include "linquan/registers/understand.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "linquan/directory/check.h"
#include "linquan/hours/hours.h"
#include "linquan/osm/extract.h"
#include "linquan/outlets/outlets.h"
#include "linquan/text/text.h"
#include "match.h"

namespace linquan::registers {
namespace {

using directory::Entry;
using directory::Kept;

/// Coordinates of offices differ by so much without anybody having moved.
constexpr std::int64_t still_there_millimetres = 30'000;

bool marked(city::Outlet const& outlet, std::string_view mark) {
  return std::ranges::find(outlet.marks, mark) != outlet.marks.end();
}

/// The line of "register.xlsx:Sheet1!17".
std::uint32_t line_of(city::SourceRef const& source) {
  std::uint32_t line = 0;
  auto const at = source.find_last_of('!') + 1;
  std::from_chars(source.data() + at, source.data() + source.size(), line);
  return line;
}

/// Communities, the box of each looked at before its shape.
class Communities {
 public:
  explicit Communities(city::City const& city) {
    for (auto const& area : city.areas) {
      if (area.level == city::AreaLevel::community) {
        areas_.emplace_back(geo::box_of(area.shape), &area);
      }
    }
  }
  [[nodiscard]] std::string code_at(geo::Point at) const {
    for (auto const& [box, area] : areas_) {
      if (box.contains(at) && geo::contains(area->shape, at)) {
        return area->code;
      }
    }
    return {};
  }

 private:
  std::vector<std::pair<geo::Box, city::Area const*>> areas_;
};

/// What known outlets teach about addresses: where each street's numbers lie.
std::vector<osm::AddressPoint> addresses_of(std::vector<Kept> const& known) {
  std::vector<osm::AddressPoint> points;
  for (auto const& kept : known) {
    if (!kept.entry || kept.entry->stands.size() != 1) {
      continue;
    }
    auto const address = text::parse_address(kept.entry->address);
    if (!address.street.empty() && !address.number.empty()) {
      points.push_back({kept.entry->stands.front().at, address.street, address.number, {}});
    }
  }
  return points;
}

/// Holds the outlets of a table against the directory, one after the other.
class Looking {
 public:
  Looking(Look const& look, Understood& into)
      : look_{look}, into_{into}, matcher_{look.known}, communities_{look.city} {
    for (std::size_t column = 0; column < into.fields.size(); ++column) {
      columns_.emplace(into.fields[column], column);
    }
    for (auto const& row : look.table.rows) {
      rows_.emplace(row.line, &row);
    }
  }

  void take(city::Outlet const& outlet) {
    line_ = line_of(outlet.sources.front());
    auto const row = entry_of(outlet);
    auto const surveyed = outlet.placing == city::Placing::surveyed && !outlet.stands.empty();
    auto const found = matcher_.find(row, surveyed);
    if (found.ambiguous) {
      lose("name", "register_ambiguous", row.name);
    } else if (found.match) {
      take_known(outlet, row, *found.match);
    } else {
      take_new(row, found);
    }
  }

  /// When all were taken.
  void finish() {
    std::ranges::stable_sort(into_.to_do, {}, &directory::RegisterRow::line);
    std::ranges::stable_sort(moves_, {}, &directory::RegisterRow::line);
    into_.moves = std::move(moves_);
  }

 private:
  [[nodiscard]] std::string_view cell(std::string_view field) const {
    auto const column = columns_.find(std::string{field});
    auto const row = rows_.find(line_);
    return column == columns_.end() || row == rows_.end() ? std::string_view{}
                                                          : std::string_view{row->second->cells.at(column->second)};
  }

  /// The row's outlet as an entry, without what is odd about it.
  [[nodiscard]] Entry entry_of(city::Outlet const& outlet) const {
    Entry entry;
    entry.name = outlet.name;
    for (auto const kind : outlet.kinds) {
      entry.kinds.emplace_back(look_.kinds[kind].id);
    }
    std::ranges::sort(entry.kinds);
    for (auto const& service : outlet.services) {
      entry.services.push_back({std::string{look_.kinds[service.kind].id}, service.name, service.price_from_fen});
    }
    for (auto const& stand : outlet.stands) {
      entry.stands.push_back({stand.at, stand.hours});
    }
    entry.serving = outlet.serving;
    entry.telephone = marked(outlet, "telephone_odd") ? std::string{} : outlet.telephone;
    entry.address = outlet.address;
    entry.chain = outlet.chain;
    entry.opened = outlet.opened;
    entry.rebuilt = outlet.rebuilt;
    entry.condition = outlet.condition;
    entry.licence.number = marked(outlet, "licence_check") ? std::string{} : outlet.licence;
    if (!entry.stands.empty()) {
      entry.community = communities_.code_at(entry.stands.front().at);
    } else if (outlet.community != walk::none) {
      entry.community = look_.city.areas[outlet.community].code;
    }
    return entry;
  }

  void lose(std::string_view field, std::string_view code, std::string_view value) {
    into_.faults.push_back({line_, std::string{field}, std::string{code}, std::string{value}, false});
  }

  /// Whether who sent it may bring rows there.
  bool may(Entry const& entry) {
    auto place = outlets::place_of(entry);
    place.outlet.clear();
    if (identity::allowed(look_.grants, identity::Action::import_register, place)) {
      return true;
    }
    lose("address", "register_elsewhere", entry.community);
    return false;
  }

  void add(Entry to, Kept const* kept, std::string_view by) {
    // Of a new one everything is checked, as it will be when it is added: what says nothing differs from nothing.
    auto const asked =
        kept == nullptr ? std::vector<directory::Field>(directory::all_fields().begin(), directory::all_fields().end())
                        : directory::differing(*kept->entry, to);
    auto checked = directory::checked(std::move(to), asked, look_.kinds);
    if (!checked) {
      auto const& args = checked.error().args;
      auto const named = std::ranges::find(args, "field", &std::pair<std::string, std::string>::first);
      lose(named == args.end() ? "" : named->second, checked.error().code, args.empty() ? "" : args.back().second);
      return;
    }
    auto fields = directory::differing(kept == nullptr ? Entry{} : *kept->entry, *checked);
    if (kept != nullptr && fields.empty()) {
      ++into_.same;
      return;
    }
    ++(kept == nullptr ? into_.added : into_.changed);
    into_.unplaced += kept == nullptr && checked->stands.empty() ? 1U : 0U;
    directory::RegisterRow row;
    row.line = line_;
    row.outlet = kept == nullptr ? directory::OutletId{} : checked->id;
    row.seen = kept == nullptr ? 0 : kept->version;
    row.matched_by = by;
    if (kept == nullptr) {
      row.fields = std::move(fields);
      row.to = std::move(*checked);
      into_.to_do.push_back(std::move(row));
      return;
    }
    add_steps(std::move(row), *kept->entry, *checked);
  }

  /// A known outlet's correction, and its move behind it.
  void add_steps(directory::RegisterRow row, Entry const& there, Entry const& to) {
    row.to = to;
    row.to.stands = there.stands;
    row.to.community = there.community;
    if (to.stands.size() == there.stands.size()) {
      for (std::size_t i = 0; i < to.stands.size(); ++i) {
        row.to.stands[i].hours = to.stands[i].hours;
      }
    }
    row.fields = directory::differing(there, row.to);
    auto const corrected = row.to;
    if (!row.fields.empty()) {
      into_.to_do.push_back(row);
      ++row.seen;
    }
    row.to = to;
    row.fields = directory::differing(corrected, to);
    row.moves = true;
    if (!row.fields.empty()) {
      moves_.push_back(std::move(row));
    }
  }

  void take_new(Entry const& row, Matcher::Found const& found) {
    auto const name = text::folded(row.name);
    auto const key = (row.licence.number.empty() ? text::folded(row.address) : row.licence.number) + "|" + name;
    auto const nothing = row.licence.number.empty() && row.address.empty();
    if (!nothing && !new_ones_.insert(key).second) {
      lose("name", "register_twice", row.name);
    } else if (may(row)) {
      if (found.alike != nullptr) {
        into_.faults.push_back({line_, "name", "register_alike", found.alike->entry->address, true});
      } else if (found.renamed != nullptr) {
        into_.faults.push_back({line_, "name", "register_renamed", found.renamed->entry->name, true});
      }
      add(row, nullptr, {});
    }
  }

  void take_known(city::Outlet const& outlet, Entry const& row, Match const& match) {
    auto const& there = *match.kept->entry;
    if (!known_ones_.insert(there.id.value()).second) {
      lose("name", "register_twice", row.name);
    } else if (there.state == directory::EntryState::closed) {
      lose("name", "register_closed", row.name);
    } else if (auto const to = changed(outlet, row, there);
               may(there) && (to.community == there.community || may(to))) {
      add(to, match.kept, match.by);
    }
  }

  [[nodiscard]] Entry changed(city::Outlet const& outlet, Entry const& row, Entry const& there) const {
    auto to = there;
    if (text::folded(row.name) != text::folded(there.name) && !row.name.empty()) {
      to.name = row.name;
    }
    for (auto const& kind : row.kinds) {
      if (std::ranges::find(to.kinds, kind) == to.kinds.end()) {
        to.kinds.push_back(kind);
      }
    }
    std::ranges::sort(to.kinds);
    for (auto const& service : row.services) {
      auto const same = [&](directory::Service const& one) {
        return one.kind == service.kind && one.name == service.name;
      };
      if (std::ranges::none_of(to.services, same)) {
        to.services.push_back(service);
      }
    }
    for (auto const member : {&Entry::telephone, &Entry::chain, &Entry::opened, &Entry::rebuilt, &Entry::condition}) {
      to.*member = (row.*member).empty() ? to.*member : row.*member;
    }
    auto const known_address = text::folded(there.address);
    if (!row.address.empty() && text::folded(row.address) != known_address &&
        (known_address.empty() || text::folded(cell("address")) != known_address)) {
      to.address = row.address;
    }
    if (!row.licence.number.empty() && row.licence.number != there.licence.number) {
      to.licence = row.licence;
    }
    if (!cell("serving").empty()) {
      to.serving = row.serving;
    }
    put_places(outlet, row, to);
    put_hours(outlet, row, to);
    return to;
  }

  static void put_places(city::Outlet const& outlet, Entry const& row, Entry& to) {
    auto const surveyed = outlet.placing == city::Placing::surveyed;
    auto const moved = surveyed && to.stands.size() == 1 && row.stands.size() == 1 &&
                       geo::distance(to.stands.front().at, row.stands.front().at).count > still_there_millimetres;
    if (row.stands.empty() || !(to.stands.empty() || moved)) {
      return;
    }
    auto const before = to.stands.empty() ? std::nullopt : to.stands.front().hours;
    to.stands = row.stands;
    to.stands.front().hours = to.stands.front().hours ? to.stands.front().hours : before;
    to.community = row.community;
  }

  static void put_hours(city::Outlet const& outlet, Entry const& row, Entry& to) {
    auto hours = row.stands.size() == 1 ? row.stands.front().hours : std::nullopt;
    if (!hours && !outlet.hours_text.empty()) {
      if (auto read = hours::Hours::parse_plain(outlet.hours_text)) {
        hours = std::move(*read);
      }
    }
    if (hours && to.stands.size() == 1) {
      to.stands.front().hours = hours;
    }
  }

  Look const& look_;
  Understood& into_;
  Matcher matcher_;
  Communities communities_;
  std::unordered_map<std::string, std::size_t> columns_;  ///< by field
  std::unordered_map<std::uint32_t, tables::Table::Row const*> rows_;
  std::set<std::string> new_ones_;
  std::set<std::uint64_t> known_ones_;
  std::vector<directory::RegisterRow> moves_;
  std::uint32_t line_ = 0;
};

void count_faults(Understood& into) {
  std::ranges::stable_sort(into.faults, {}, &city::RowFault::line);
  std::uint32_t last = 0;
  for (auto const& fault : into.faults) {
    if (!fault.taken && fault.line != last) {
      ++into.wrong;
      last = fault.line;
    }
  }
  into.faults_all = into.faults.size();
  into.faults.resize(std::min(into.faults.size(), faults_told_max));
}

}  // namespace

Result<Understood> understand(Look const& look) {
  Understood into;
  auto fields = city::outlet_columns(look.table, look.chosen);
  if (!fields) {
    return hand_on(fields);
  }
  into.fields = std::move(*fields);
  into.rows = look.table.rows.size();
  auto outlets = city::outlets_from_rows(look.table, look.crs, look.kinds, look.chosen, into.faults);
  if (!outlets) {
    return hand_on(outlets);
  }
  auto const addresses = addresses_of(look.known);
  city::Report unheard;
  city::place_registers(*outlets, {addresses, look.city.areas, &look.city.streets}, unheard);
  Looking looking{look, into};
  for (auto& outlet : *outlets) {
    looking.take(outlet);
    outlet = {};  // Many rows are much memory: what was taken is let go.
  }
  looking.finish();
  count_faults(into);
  return into;
}

}  // namespace linquan::registers

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/city/people.h"
#include "linquan/text/text.h"
#include "people_columns.h"
#include "people_match.h"
#include "people_share.h"
#include "table_rows.h"

#include <fmt/format.h>

namespace linquan::city {
namespace {

/// People in a household where the table gives only households: the mean of China's census of 2020.
constexpr double mean_household = 2.62;
/// More than any row of people can hold; a number beyond it is some other column's.
constexpr double people_max = 2e9;

/// What is told of rows, gathered under its code: one notice each, with the first rows by number and name.
class RowNotes {
 public:
  void add(std::string_view code, std::uint32_t line, std::string_view name, Millipersons people) {
    auto& note = notes_[std::string{code}];
    ++note.count;
    note.people += people;
    if (note.count <= listed_max) {
      note.rows += fmt::format("{}{}{}", note.rows.empty() ? "" : ", ", line,
                               name.empty() ? std::string{} : fmt::format(" ({})", name));
    } else if (note.count == listed_max + 1) {
      note.rows += ", …";
    }
  }
  void tell(std::string const& file, std::vector<Notice>& notices) const {
    for (auto const& [code, note] : notes_) {
      notices.push_back(Notice{code,
                               {{"file", file},
                                {"count", std::to_string(note.count)},
                                {"people", fmt::format("{}", note.people.count / 1000)},
                                {"rows", note.rows}}});
    }
  }

 private:
  static constexpr std::uint64_t listed_max = 50;
  struct Note {
    std::uint64_t count = 0;
    Millipersons people;
    std::string rows;
  };
  std::map<std::string, Note> notes_;
};

struct Row {
  std::uint32_t line = 0;
  RowPlace place;
  std::string_view name;  ///< the finest, for messages
  People people;
};

/// Reads the rows of one table into values that hold together.
class RowReader {
 public:
  RowReader(tables::Table const& table, Columns const& columns, geo::Crs const& crs, geo::Box const& expected,
            RowNotes& notes)
      : table_{table}, columns_{columns}, crs_{crs}, expected_{expected}, notes_{notes} {}

  /// nullopt for a row without people of its own, which is noted.
  Result<std::optional<Row>> read(tables::Table::Row const& from) {
    Row row;
    row.line = from.line;
    auto placed = read_place(from, row);
    if (!placed) {
      return hand_on(placed);
    }
    if (is_total(row)) {
      notes_.add("homes_total_row", row.line, row.name, {});
      return std::optional<Row>{};
    }
    auto const read = read_people(from, row);
    if (!read) {
      return tl::unexpected<Error>{read.error()};
    }
    return *read ? std::optional<Row>{row} : std::nullopt;
  }

 private:
  [[nodiscard]] std::string_view cell(tables::Table::Row const& from, std::string_view field) const {
    return columns_.cell(from, field);
  }

  /// 合计 rows would count everybody twice.
  static bool is_total(Row const& row) {
    static std::vector<std::string> const words{"合计", "总计", "小计", "共计", "总和", "total", "sum"};
    return !row.place.point && row.place.shape == nullptr &&
           std::ranges::find(words, text::folded(row.name)) != words.end();
  }

  /// A count in thousandths; nullopt where the cell holds none. `people_negative` where it is below 0.
  Result<std::optional<double>> count_in(tables::Table::Row const& from, std::string_view field) {
    auto const text = cell(from, field);
    auto const value = text::number(text);
    if (!value) {
      return std::optional<double>{};
    }
    if (*value < 0) {
      return refuse(ErrorKind::bad_input, "people_negative",
                    {{"file", rows::place_of(table_)},
                     {"line", std::to_string(from.line)},
                     {"column", table_.columns[columns_.at.find(field)->second]},
                     {"value", std::string{text}}});
    }
    return *value <= people_max ? std::optional<double>{*value} : std::nullopt;
  }

  Result<Millipersons> people_in(tables::Table::Row const& from, std::string_view field) {
    return count_in(from, field).map([](auto count) { return thousandths(count.value_or(0)); });
  }

  static Millipersons thousandths(double people) { return Millipersons{std::llround(people * 1000.0)}; }

  /// False for a row without a number of people.
  Result<bool> read_people(tables::Table::Row const& from, Row& row) {
    auto people = count_in(from, "people");
    auto households = count_in(from, "households");
    auto size = count_in(from, "household_size");
    for (auto* count : {&people, &households, &size}) {
      if (!*count) {
        return hand_on(*count);
      }
    }
    if (*people) {
      row.people.all = thousandths(**people);
    } else if (*households && **households * size->value_or(mean_household) <= people_max) {
      row.people.all = thousandths(**households * size->value_or(mean_household));
      notes_.add(*size ? "homes_from_households" : "homes_from_households_mean", row.line, row.name, row.people.all);
    } else {
      notes_.add("homes_without_people", row.line, row.name, {});
      return false;
    }
    return read_ages(from, row);
  }

  Result<bool> read_ages(tables::Table::Row const& from, Row& row) {
    auto children = people_in(from, "age_0_14");
    auto sixty = people_in(from, "age_60");
    auto seventy = people_in(from, "age_70");
    for (auto* count : {&children, &sixty, &seventy}) {
      if (!*count) {
        return hand_on(*count);
      }
    }
    if (seventy->count > 0 && !text::number(cell(from, "age_60"))) {
      *sixty = *seventy;
      notes_.add("homes_only_over_70", row.line, row.name, *seventy);
    }
    if (*seventy > *sixty || *sixty + *children > row.people.all) {
      notes_.add("homes_ages_do_not_fit", row.line, row.name, row.people.all);
      return true;
    }
    row.people.age_0_14 = *children;
    row.people.age_60 = *sixty;
    row.people.age_70 = *seventy;
    return true;
  }

  Result<void> read_place(tables::Table::Row const& from, Row& row) {
    auto& place = row.place;
    place.code = cell(from, "code");
    place.building = cell(from, "building");
    place.compound = cell(from, "compound");
    place.name = cell(from, "name");
    place.community_code = cell(from, "community_code");
    place.community = cell(from, "community");
    place.subdistrict = cell(from, "subdistrict");
    place.district = cell(from, "district");
    for (auto const word : {place.district, place.subdistrict, place.community_code, place.community, place.code,
                            place.compound, place.name, place.building}) {
      row.name = word.empty() ? row.name : word;
    }
    if (auto const* shape = std::get_if<geo::MultiPolygon>(&from.shape); shape != nullptr && !shape->empty()) {
      place.shape = shape;
    } else if (auto const* point = std::get_if<geo::Point>(&from.shape); point != nullptr) {
      place.point = *point;
    } else {
      auto const point_read = rows::point_of(table_, from, columns_, crs_, expected_);
      if (!point_read) {
        return tl::unexpected<Error>{point_read.error()};
      }
      place.point = *point_read;
    }
    return {};
  }

  tables::Table const& table_;
  Columns const& columns_;
  geo::Crs const& crs_;
  geo::Box const& expected_;
  RowNotes& notes_;
};

Result<std::vector<Row>> read_rows(tables::Table const& table, geo::Crs const& crs, geo::Box const& expected,
                                   ColumnChoice const& chosen, RowNotes& notes) {
  auto columns = find_columns(table, people_fields(), chosen, MissingOverride::of_another_table);
  if (!columns) {
    return hand_on(columns);
  }
  if (!columns->has("people") && !columns->has("households")) {
    return refuse_column(table, people_fields().front());
  }
  RowReader reader{table, *columns, crs, expected, notes};
  std::vector<Row> rows;
  auto placed = false;
  for (auto const& from : table.rows) {
    auto row = reader.read(from);
    if (!row) {
      return hand_on(row);
    }
    if (*row) {
      placed = placed || !(**row).place.empty();
      rows.push_back(**row);
    }
  }
  if (!rows.empty() && !placed) {
    return refuse(ErrorKind::bad_input, "homes_no_place", {{"file", rows::place_of(table)}});
  }
  return rows;
}

geo::Box box_of(DwellingOrder const& dwellings, std::span<Area const> areas) {
  geo::Box box;
  for (std::uint32_t rank = 0; rank < dwellings.size(); ++rank) {
    box.add(dwellings.at(rank).at);
  }
  for (auto const& area : areas) {
    box.add(geo::box_of(area.shape));
  }
  return box;
}

std::string_view code_of(Found::Sureness sureness) {
  switch (sureness) {
    case Found::Sureness::known:
      return {};
    case Found::Sureness::in_community:
      return "homes_name_in_community";
    case Found::Sureness::ambiguous:
      return "homes_name_ambiguous";
    case Found::Sureness::unknown:
      return "homes_name_unknown";
  }
  return {};
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): the eight inputs are the agreed interface; each is of another type.
Result<Spread> spread_table(tables::Table const& table, geo::Crs const& crs, std::span<Area const> areas,
                            std::span<Dwelling const> dwellings, StreetFinder const& street, std::vector<Home>& homes,
                            Report& report, ColumnChoice const& chosen) {
  DwellingOrder const order{dwellings, homes};
  RowNotes notes;
  auto const expected = box_of(order, areas);
  auto rows = read_rows(table, crs, expected, chosen, notes);
  if (!rows) {
    return hand_on(rows);
  }
  PlaceFinder finder{areas, order, street};
  Spread spread;
  for (auto const& row : *rows) {
    spread.given += row.people.all;
    auto const found = finder.find(row.place);
    if (auto const code = code_of(found.sureness); !code.empty()) {
      notes.add(code, row.line, row.name, row.people.all);
    }
    if (!found.dwellings.empty()) {
      share(row.people, found.dwellings, order, homes);
      ++spread.cells_on_dwellings;
    } else if (found.place) {
      homes.push_back(lone_home(rows::source_of(table, row.line), HomeSource::table, *found.place, row.people));
      ++spread.cells_on_streets;
    } else {
      spread.unplaced += row.people.all;
      ++spread.cells_unplaced;
    }
  }
  notes.tell(rows::place_of(table), report.notices);
  return spread;
}

}  // namespace linquan::city

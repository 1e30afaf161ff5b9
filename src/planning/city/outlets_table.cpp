#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "linquan/city/outlet_rows.h"
#include "linquan/city/outlets.h"
#include "linquan/text/text.h"
#include "outlets_columns.h"
#include "outlets_facts.h"
#include "outlets_words.h"
#include "table_rows.h"

namespace linquan::city {
namespace {

using outlets::add_mark;
using outlets::LineNotes;

/// Reads the rows of one table, one outlet each.
class RowReader {
 public:
  RowReader(tables::Table const& table, Columns const& columns, geo::Crs const& crs, kinds::Kinds const& kinds,
            LineNotes& notes)
      : table_{table}, columns_{columns}, crs_{crs}, kinds_{kinds}, notes_{&notes}, expected_{usual_box()} {}

  /// From here on what is odd is noted there.
  void note_to(LineNotes& notes) { notes_ = &notes; }

  /// nullopt for a row that is no outlet, which is noted.
  Result<std::optional<Outlet>> read(tables::Table::Row const& row) {
    Outlet outlet;
    outlet.sources = {rows::source_of(table_, row.line)};
    outlet.name = cell(row, "name");
    auto const placed = read_place(row, outlet);
    if (!placed) {
      return tl::unexpected<Error>{placed.error()};
    }
    read_kinds(row, outlet);
    if (outlet.kinds.empty()) {
      notes_->add("row_of_no_kind", row.line, cell(row, "kind"));
      return std::optional<Outlet>{};
    }
    read_words(row, outlet);
    if (outlet.name.empty() && outlet.address.empty() && outlet.stands.empty()) {
      notes_->add("row_of_no_place", row.line);
      return std::optional<Outlet>{};
    }
    read_hours(row, outlet);
    return std::optional<Outlet>{std::move(outlet)};
  }

 private:
  [[nodiscard]] std::string_view cell(tables::Table::Row const& row, std::string_view field) const {
    return columns_.cell(row, field);
  }

  /// Where most rows lie: 100 km around the median, against which an exchanged pair shows.
  [[nodiscard]] geo::Box usual_box() const {
    constexpr double metres = 100'000;
    std::vector<double> xs;
    std::vector<double> ys;
    for (auto const& row : table_.rows) {
      auto const x = text::number(cell(row, "lng"));
      auto const y = text::number(cell(row, "lat"));
      if (x && y && (*x != 0 || *y != 0)) {
        xs.push_back(*x);
        ys.push_back(*y);
      }
    }
    if (xs.size() < 3) {
      return {};
    }
    auto const median = [](std::vector<double>& values) {
      auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
      std::ranges::nth_element(values, middle);
      return *middle;
    };
    auto const centre = crs_.to_wgs84(median(xs), median(ys));
    geo::Box box;
    if (centre) {
      box.add(*centre);
      box = geo::widened(box, metres);
    }
    return box;
  }

  Result<void> read_place(tables::Table::Row const& row, Outlet& outlet) {
    std::optional<geo::Point> at;
    if (auto const* shape = std::get_if<geo::MultiPolygon>(&row.shape); shape != nullptr && !shape->empty()) {
      at = geo::inner_point(*shape);
      land_ = geo::area_square_metres(*shape);
    } else if (auto const* point = std::get_if<geo::Point>(&row.shape); point != nullptr) {
      at = *point;
      land_ = -1;
    } else {
      land_ = -1;
      if (text::number(cell(row, "lng")) == 0.0 && text::number(cell(row, "lat")) == 0.0) {
        notes_->add("coordinate_zero", row.line);
      } else {
        auto const read = rows::point_of(table_, row, columns_, crs_, expected_);
        if (!read) {
          return tl::unexpected<Error>{read.error()};
        }
        at = *read;
        if (!at && (!cell(row, "lng").empty() || !cell(row, "lat").empty())) {
          notes_->add("coordinate_odd", row.line);
          add_mark(outlet, "coordinate_odd");
        }
      }
    }
    if (at) {
      outlet.stands.push_back({*at, {}, std::nullopt});
    } else {
      outlet.placing = Placing::unplaced;
      outlet.placing_permille = 0;
    }
    return {};
  }

  void read_kinds(tables::Table::Row const& row, Outlet& outlet) {
    kinds::Evidence evidence;
    evidence.name = outlet.name;
    evidence.amap_code = cell(row, "amap_code");
    evidence.kind_text = cell(row, "kind");
    evidence.area_square_metres = land_ >= 0 ? land_ : text::number(cell(row, "land")).value_or(-1);
    if (evidence.area_square_metres < 0 && !columns_.has("land")) {
      evidence.area_square_metres = text::number(cell(row, "area")).value_or(-1);
    }
    outlet.kinds = kinds_.match(evidence);
    auto const match = kinds_.from_words(evidence.kind_text);
    if (match.doubtful) {
      add_mark(outlet, "kind_guessed");
      notes_->add("kind_guessed", row.line, evidence.kind_text);
    }
    if (!match.unknown.empty() && !outlet.kinds.empty()) {
      for (auto const& word : match.unknown) {
        notes_->add("kind_word_unknown", row.line, word);
      }
    }
  }

  void read_words(tables::Table::Row const& row, Outlet& outlet) {
    outlet.address = outlets::with_community(cell(row, "address"), cell(row, "community"));
    if (outlets::set_telephone(outlet, cell(row, "telephone"))) {
      notes_->add("telephone_odd", row.line);
    }
    outlet.licence = outlets::credit_code(cell(row, "licence"));
    if (!outlet.licence.empty() && text::check_credit_code(outlet.licence) != text::LicenceCheck::good) {
      add_mark(outlet, "licence_check");
      notes_->add("licence_check", row.line);
    }
    for (auto const& [field, to] : {std::pair{"opened", &Outlet::opened}, std::pair{"rebuilt", &Outlet::rebuilt}}) {
      auto const written = cell(row, field);
      outlet.*to = text::date(written).value_or("");
      if (!written.empty() && (outlet.*to).empty()) {
        add_mark(outlet, "date_odd");
        notes_->add("date_odd", row.line, written);
      }
    }
    outlet.chain = cell(row, "chain");
    outlet.condition = cell(row, "condition");
    outlet.serving = outlets::serving_from_words(cell(row, "serving"), outlets::serving_of(kinds_, outlet.kinds));
    outlet.services = outlets::services_from_words(cell(row, "services"), kinds_, outlet.kinds);
    // A floor area is no capacity: square metres serve nobody.
    auto const capacity = text::number(cell(row, "capacity"));
    if (capacity && *capacity >= 0 && *capacity < 1e9) {
      outlet.capacity = static_cast<std::int64_t>(*capacity);
    }
  }

  void read_hours(tables::Table::Row const& row, Outlet& outlet) {
    auto const written = cell(row, "hours");
    if (written.empty()) {
      return;
    }
    auto hours = hours::Hours::parse_plain(written);
    if (!hours) {
      add_mark(outlet, "hours_odd");
      notes_->add("hours_odd", row.line, written);
    }
    if (!hours || outlet.stands.empty()) {
      outlet.hours_text = written;
    } else {
      outlet.stands.front().hours = std::move(*hours);
    }
  }

  tables::Table const& table_;
  Columns const& columns_;
  geo::Crs const& crs_;
  kinds::Kinds const& kinds_;
  LineNotes* notes_;
  geo::Box expected_;
  double land_ = -1;
};

/// One cart, several rows: placed rows of one name, kind and licence (else telephone, else number of the cart) become
/// one outlet with a stand for each place and week. Only kinds that roam: branches of a chain may share all three and
/// are outlets each. `carts` are the numbers by outlet.
void join_stands(std::vector<Outlet>& found, std::vector<std::string> const& carts, kinds::Kinds const& kinds) {
  std::map<std::tuple<std::string, std::string, std::vector<kinds::KindIndex>>, std::size_t> first;
  std::vector<Outlet> joined;
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto& outlet = found[i];
    auto const roams = std::ranges::all_of(outlet.kinds, [&](auto kind) { return kinds[kind].roams; });
    auto const& mark = !outlet.licence.empty()     ? outlet.licence
                       : !outlet.telephone.empty() ? outlet.telephone
                                                   : carts[i];
    if (!roams || outlet.stands.empty() || outlet.name.empty() || mark.empty()) {
      joined.push_back(std::move(outlet));
      continue;
    }
    auto const [known, fresh] = first.try_emplace({text::folded(outlet.name), mark, outlet.kinds}, joined.size());
    if (fresh) {
      joined.push_back(std::move(outlet));
      continue;
    }
    auto& owner = joined[known->second];
    auto const& stand = outlet.stands.front();
    if (std::ranges::find(owner.stands, stand) == owner.stands.end()) {
      owner.stands.push_back(stand);
    }
    owner.sources.push_back(outlet.sources.front());
  }
  found = std::move(joined);
}

/// Ids outlast the order of rows: from the licence, else name and address, else the row; each only where it is this
/// outlet's alone.
void give_ids(std::vector<Outlet>& found) {
  auto const keys_of = [](Outlet const& outlet) {
    auto const name = text::folded(outlet.name);
    auto const address = text::folded(outlet.address);
    std::vector<std::string> keys;
    if (!outlet.licence.empty()) {
      keys.push_back(fmt::format("licence:{}", outlet.licence));
      keys.push_back(fmt::format("licence:{}|{}", outlet.licence, name));
      keys.push_back(fmt::format("licence:{}|{}|{}", outlet.licence, name, address));
    }
    if (!name.empty() && !address.empty()) {
      keys.push_back(fmt::format("outlet:{}|{}", name, address));
    }
    return keys;
  };
  std::map<std::string, int> uses;
  for (auto const& outlet : found) {
    for (auto const& key : keys_of(outlet)) {
      ++uses[key];
    }
  }
  for (auto& outlet : found) {
    auto const keys = keys_of(outlet);
    auto const own = std::ranges::find_if(keys, [&](auto const& key) { return uses[key] == 1; });
    outlet.id = OutletId{id_of(own == keys.end() ? outlet.sources.front() : *own)};
  }
}

Result<void> check_columns(tables::Table const& table, Columns const& columns) {
  auto const field = [](std::string_view name) {
    return *std::ranges::find(outlets::fields(), name, &FieldNames::field);
  };
  auto const has_shape = std::ranges::any_of(table.rows, [](auto const& row) { return row.shape.index() != 0; });
  if (columns.has("lng") != columns.has("lat")) {
    return refuse_column(table, field(columns.has("lng") ? "lat" : "lng"));
  }
  if (!has_shape && !columns.has("lng") && !columns.has("address") && !columns.has("name")) {
    return refuse(ErrorKind::bad_input, "outlets_no_place", {{"file", rows::place_of(table)}});
  }
  if (!columns.has("kind") && !columns.has("amap_code") && !columns.has("name")) {
    return refuse_column(table, field("kind"));
  }
  return {};
}

/// The field whose cell a note of the reader is about.
std::string_view field_of(std::string_view code) {
  static std::map<std::string_view, std::string_view> const fields{
      {"row_of_no_kind", "kind"},     {"row_of_no_place", "address"}, {"coordinate_zero", "lng"},
      {"coordinate_odd", "lng"},      {"kind_guessed", "kind"},       {"kind_word_unknown", "kind"},
      {"telephone_odd", "telephone"}, {"licence_check", "licence"},   {"date_odd", "opened"},
      {"hours_odd", "hours"},         {"coordinate_range", "lng"},    {"coordinate_swapped", "lng"},
      {"crs_unknown", "crs"}};
  auto const found = fields.find(code);
  return found == fields.end() ? std::string_view{} : found->second;
}

/// What was noted about one row, fault by fault.
void tell_faults(LineNotes const& notes, tables::Table::Row const& row, Columns const& columns,
                 std::vector<RowFault>& faults) {
  Report report;
  notes.tell({}, report);
  for (auto const& notice : report.notices) {
    auto const about = std::ranges::find(notice.args, "about", &std::pair<std::string, std::string>::first);
    auto value = about == notice.args.end() ? std::string{} : about->second;
    auto field = field_of(notice.code);
    // Two columns hold dates: the one in which it stands.
    field = notice.code == "date_odd" && columns.cell(row, "opened") != value ? "rebuilt" : field;
    auto const lost = notice.code == "row_of_no_kind" || notice.code == "row_of_no_place";
    value = value.empty() ? std::string{columns.cell(row, field)} : value;
    faults.push_back({row.line, std::string{field}, notice.code, std::move(value), !lost});
  }
}

}  // namespace

Result<std::vector<std::string>> outlet_columns(tables::Table const& table, ColumnChoice const& chosen) {
  auto const columns = find_columns(table, outlets::fields(), chosen);
  if (!columns) {
    return tl::unexpected<Error>{columns.error()};
  }
  std::vector<std::string> fields(table.columns.size());
  for (auto const& [field, column] : columns->at) {
    fields.at(column) = field;
  }
  return fields;
}

Result<std::vector<Outlet>> outlets_from_rows(tables::Table const& table, geo::Crs const& crs,
                                              kinds::Kinds const& kinds, ColumnChoice const& chosen,
                                              std::vector<RowFault>& faults) {
  auto const columns = find_columns(table, outlets::fields(), chosen);
  if (!columns) {
    return tl::unexpected<Error>{columns.error()};
  }
  if (auto const checked = check_columns(table, *columns); !checked) {
    return tl::unexpected<Error>{checked.error()};
  }
  LineNotes none;
  RowReader reader{table, *columns, crs, kinds, none};
  std::vector<Outlet> found;
  std::vector<std::string> carts;
  for (auto const& row : table.rows) {
    LineNotes notes;
    reader.note_to(notes);
    auto outlet = reader.read(row);
    tell_faults(notes, row, *columns, faults);
    if (!outlet) {
      auto const field = field_of(outlet.error().code);
      faults.push_back(
          {row.line, std::string{field}, outlet.error().code, std::string{columns->cell(row, field)}, false});
    } else if (*outlet) {
      found.push_back(**std::move(outlet));
      carts.emplace_back(columns->cell(row, "cart"));
    }
  }
  join_stands(found, carts, kinds);
  give_ids(found);
  return found;
}

Result<std::vector<Outlet>> outlets_from_table(tables::Table const& table, geo::Crs const& crs,
                                               kinds::Kinds const& kinds, ColumnChoice const& chosen, Report& report,
                                               std::vector<Completeness>& completeness) {
  auto const columns = find_columns(table, outlets::fields(), chosen);
  if (!columns) {
    return tl::unexpected<Error>{columns.error()};
  }
  if (auto const checked = check_columns(table, *columns); !checked) {
    return tl::unexpected<Error>{checked.error()};
  }
  auto const complete = outlets::completeness_of(table, chosen, kinds);
  if (!complete) {
    return tl::unexpected<Error>{complete.error()};
  }
  LineNotes notes;
  RowReader reader{table, *columns, crs, kinds, notes};
  std::vector<Outlet> found;
  std::vector<std::string> carts;
  for (auto const& row : table.rows) {
    auto outlet = reader.read(row);
    if (!outlet) {
      return hand_on(outlet);
    }
    if (*outlet) {
      found.push_back(**std::move(outlet));
      carts.emplace_back(columns->cell(row, "cart"));
    }
  }
  join_stands(found, carts, kinds);
  give_ids(found);
  notes.tell(rows::place_of(table), report);
  auto const counts = notes.counts();
  for (auto const* reason : {"row_of_no_kind", "row_of_no_place"}) {
    if (auto const count = counts.find(reason); count != counts.end()) {
      report.skipped[reason] += count->second;
    }
  }
  completeness.insert(completeness.end(), complete->begin(), complete->end());
  return found;
}

}  // namespace linquan::city

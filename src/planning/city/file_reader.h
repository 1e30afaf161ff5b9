#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <algorithm>

#include "city.capnp.h"
#include "columns.h"
#include "file_format.h"

namespace linquan::city {

/// The texts of a message where they lie in it, by number.
///
/// A long text may be asked for once only, as the writer has it: otherwise a small forged file could name one long text
/// a million times, and reading it would take all memory.
class Texts {
 public:
  explicit Texts(format::Strings::Reader reader) : ends_{column(reader.getEnds(), "strings.ends")} {
    auto const bytes = reader.getBytes().asChars();
    bytes_ = {bytes.begin(), bytes.size()};
    if (!std::ranges::is_sorted(ends_) || (ends_.empty() ? 0 : ends_.back()) != bytes_.size()) {
      throw Damaged{"strings.ends"};
    }
  }
  [[nodiscard]] std::string_view operator()(std::uint32_t number) {
    if (number >= ends_.size()) {
      throw Damaged{fmt::format("string {} ({})", number, ends_.size())};
    }
    auto const first = number == 0 ? 0 : ends_[number - 1];
    auto const text = bytes_.substr(first, ends_[number] - first);
    if (text.size() > shared_text_bytes) {
      long_bytes_ += text.size();
      if (long_bytes_ > bytes_.size()) {
        throw Damaged{fmt::format("string {}: shared", number)};
      }
    }
    return text;
  }
  /// Opening hours are kept as their text; each text is understood once.
  [[nodiscard]] hours::Hours const& hours(std::uint32_t number) {
    auto const text = (*this)(number);
    auto const known = hours_.find(number);
    if (known != hours_.end()) {
      return known->second;
    }
    auto parsed = hours::Hours::parse(text);
    if (!parsed) {
      throw Damaged{fmt::format("hours \"{}\"", text)};
    }
    return hours_.emplace(number, std::move(*parsed)).first->second;
  }

 private:
  std::span<std::uint32_t const> ends_;
  std::string_view bytes_;
  std::size_t long_bytes_ = 0;
  std::unordered_map<std::uint32_t, hours::Hours> hours_;
};

template <class Number>
std::optional<std::int64_t> optional_of(std::uint8_t known, Number value) {
  return known != 0 ? std::optional<std::int64_t>{value} : std::nullopt;
}

/// Three columns that are one Access a row.
class AccessColumns {
 public:
  AccessColumns(format::Accesses::Reader reader, std::string_view name)
      : edge_{column(reader.getEdge(), name)},
        offset_{column(reader.getOffsetMillimetres(), name, edge_.size())},
        door_{column(reader.getDoorMillimetres(), name, edge_.size())} {}
  AccessColumns(format::Accesses::Reader reader, std::string_view name, std::size_t rows)
      : AccessColumns{reader, name} {
    if (edge_.size() != rows) {
      throw Damaged{fmt::format("{}: {} ({})", name, edge_.size(), rows)};
    }
  }
  [[nodiscard]] std::size_t size() const { return edge_.size(); }
  [[nodiscard]] walk::Access operator[](std::size_t i) const { return {edge_[i], offset_[i], door_[i]}; }

 private:
  std::span<std::uint32_t const> edge_;
  std::span<std::uint32_t const> offset_;
  std::span<std::uint32_t const> door_;
};

/// Reads the tables of one city; each function one table.
class Reader {
 public:
  explicit Reader(format::City::Reader in) : in_{in}, texts_{in.getStrings()} {}

  City read() {
    city_.name = texts_(in_.getName());
    city_.tool_version = texts_(in_.getToolVersion());
    auto const corners = points_of(in_.getBox(), "box", 2);
    city_.box = {corners[0], corners[1]};
    auto const streets = in_.getStreets();
    nodes(streets);
    edges(streets);
    traits(streets);
    names(streets);
    street_gates(streets);
    areas(in_.getAreas());
    shapes(in_.getShapes());
    obstacles(in_.getObstacles());
    homes(in_.getHomes());
    auto const outlets_in = in_.getOutlets();
    outlets(outlets_in);
    outlet_lists(outlets_in);
    stands(outlets_in);
    services(outlets_in);
    gates(in_.getGates());
    candidates(in_.getCandidates());
    for (auto const number : column(in_.getKindIds(), "kindIds")) {
      city_.kind_ids.emplace_back(texts_(number));
    }
    inputs(in_.getInputs());
    completeness(in_.getCompleteness());
    auto const report = in_.getReport();
    skipped(report);
    notices(report);
    unsnapped(report);
    doubles(report);
    return std::move(city_);
  }

 private:
  /// One text column into one member of every row.
  template <class List, class Rows, class Member>
  void texts(List const& list, std::string_view name, Rows& rows, Member member) {
    auto const numbers = column(list, name, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::invoke(member, rows[i]) = texts_(numbers[i]);
    }
  }
  /// One column of numbers into one member of every row, by a cast where the member is an enum.
  template <class List, class Rows, class Member>
  static void numbers(List const& list, std::string_view name, Rows& rows, Member member) {
    auto const values = column(list, name, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto& field = std::invoke(member, rows[i]);
      if constexpr (std::is_enum_v<std::remove_reference_t<decltype(field)>>) {
        field = static_cast<std::remove_reference_t<decltype(field)>>(values[i]);
      } else {
        field = values[i];
      }
    }
  }
  template <class List, class Rows>
  static void ids(List const& list, std::string_view name, Rows& rows) {
    auto const values = column(list, name);
    reserve_pages(rows.edit(), values.size());
    rows.resize(values.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].id = decltype(rows[i].id){values[i]};
    }
  }
  template <class Run>
  [[nodiscard]] std::vector<std::string> strings(Run const& run) {
    std::vector<std::string> all;
    all.reserve(run.size());
    for (auto const number : run) {
      all.emplace_back(texts_(number));
    }
    return all;
  }

  void nodes(format::Streets::Reader in);
  void edges(format::Streets::Reader in);
  void traits(format::Streets::Reader in);
  void names(format::Streets::Reader in);
  void street_gates(format::Streets::Reader in);
  void areas(format::Areas::Reader in);
  void shapes(format::Shapes::Reader in);
  void obstacles(format::Obstacles::Reader in);
  void homes(format::Homes::Reader in);
  void outlets(format::Outlets::Reader in);
  void outlet_lists(format::Outlets::Reader in);
  void stands(format::Outlets::Reader in);
  void services(format::Outlets::Reader in);
  void gates(format::Gates::Reader in);
  void candidates(format::Candidates::Reader in);
  void inputs(format::Inputs::Reader in);
  void completeness(format::Completeness::Reader in);
  void skipped(format::Report::Reader in);
  void notices(format::Report::Reader in);
  void unsnapped(format::Report::Reader in);
  void doubles(format::Report::Reader in);

  format::City::Reader in_;
  Texts texts_;
  City city_;
};

template <class Number>
std::vector<Number> vector_of(std::span<Number const> numbers) {
  return {numbers.begin(), numbers.end()};
}

}  // namespace linquan::city

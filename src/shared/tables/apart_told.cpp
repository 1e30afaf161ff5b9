#include <string>
#include <utility>

#include "linquan/base/limits.h"
#include "linquan/tables/apart.h"
#include "linquan/text/packed.h"
#include "linquan/text/text.h"

namespace linquan::tables {
namespace {

constexpr std::uint64_t args_max = 20;

tl::unexpected<Error> broken() {
  return refuse(ErrorKind::bad_input, "table_broke_reader");
}

void tell(text::Packer& packer, Error const& error) {
  packer.add("refused");
  packer.add(error.kind == ErrorKind::machine ? "machine" : "bad_input");
  packer.add(error.code);
  packer.add(error.args.size());
  for (auto const& [name, value] : error.args) {
    packer.add(name);
    packer.add(value);
  }
}

tl::unexpected<Error> refusal_in(text::Unpacker& unpacker) {
  auto const kind = unpacker.text();
  auto const code = unpacker.text();
  auto const count = unpacker.number();
  if (!kind || !code || !count || *count > args_max) {
    return broken();
  }
  Error error{*kind == "machine" ? ErrorKind::machine : ErrorKind::bad_input, std::string{*code}, {}};
  for (std::uint64_t i = 0; i < *count; ++i) {
    auto const name = unpacker.text();
    auto const value = unpacker.text();
    if (!name || !value) {
      return broken();
    }
    error.args.emplace_back(*name, *value);
  }
  return unpacker.done() ? tl::unexpected<Error>{std::move(error)} : broken();
}

bool take_text(text::Unpacker& unpacker, std::string& to) {
  auto const part = unpacker.text();
  to = part.value_or("");
  return part.has_value() && text::is_utf8(*part);
}

bool take_row(text::Unpacker& unpacker, Table& table) {
  auto const line = unpacker.number();
  if (!line || *line > UINT32_MAX) {
    return false;
  }
  auto& row = table.rows.emplace_back();
  row.line = static_cast<std::uint32_t>(*line);
  row.cells.resize(table.columns.size());
  for (auto& cell : row.cells) {
    if (!take_text(unpacker, cell)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string told(Result<Table> const& read) {
  text::Packer packer;
  if (!read) {
    tell(packer, read.error());
    return packer.take();
  }
  packer.add("table");
  packer.add(read->sheet);
  packer.add(read->encoding);
  packer.add(read->columns.size());
  for (auto const& column : read->columns) {
    packer.add(column);
  }
  packer.add(read->rows.size());
  for (auto const& row : read->rows) {
    packer.add(row.line);
    for (auto const& cell : row.cells) {
      packer.add(cell);
    }
  }
  return packer.take();
}

Result<Table> table_told(std::string_view text, std::size_t rows_max) {
  text::Unpacker unpacker{text};
  auto const word = unpacker.text();
  if (word == "refused") {
    return refusal_in(unpacker);
  }
  Table table;
  if (word != "table" || !take_text(unpacker, table.sheet) || !take_text(unpacker, table.encoding)) {
    return broken();
  }
  auto const columns = unpacker.number();
  if (!columns || *columns > limits::table_columns) {
    return broken();
  }
  table.columns.resize(static_cast<std::size_t>(*columns));
  for (auto& column : table.columns) {
    if (!take_text(unpacker, column)) {
      return broken();
    }
  }
  auto const rows = unpacker.number();
  if (!rows || *rows > rows_max || *rows * table.columns.size() > apart_cells_max) {
    return broken();
  }
  for (std::uint64_t i = 0; i < *rows; ++i) {
    if (!take_row(unpacker, table)) {
      return broken();
    }
  }
  return unpacker.done() ? Result<Table>{std::move(table)} : broken();
}

}  // namespace linquan::tables

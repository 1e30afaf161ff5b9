#include "table_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::city {
namespace {

/// 人口（人） → 人口: what stands before the first bracket, folded; empty where there is no bracket.
std::string folded_before_bracket(std::string_view head) {
  auto const bracket = std::min(head.find('('), head.find("（"));
  return bracket == std::string_view::npos ? std::string{} : text::folded(head.substr(0, bracket));
}

/// A head of two rows comes joined by a space: 其中 60岁以上 → 60岁以上, 人口 合计 → 人口; empty where it is none.
/// Only Chinese heads: in English a space is part of a head, and "contact name" is no name.
std::string folded_part(std::string_view head) {
  auto const space = head.rfind(' ');
  if (space == std::string_view::npos) {
    return {};
  }
  auto const lower = head.substr(space + 1);
  auto const total = lower == "合计" || lower == "总计" || lower == "总数" || lower == "小计";
  auto const part = total ? head.substr(0, space) : lower;
  auto const chinese = std::ranges::any_of(part, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return chinese ? text::folded(part) : std::string{};
}

struct Heads {
  std::vector<std::string> whole;
  std::vector<std::string> short_form;
  std::vector<std::string> part;
  std::vector<bool> taken;

  [[nodiscard]] std::optional<std::size_t> free_column(std::vector<std::string> const& heads,
                                                       std::string const& name) const {
    for (std::size_t i = 0; i < heads.size(); ++i) {
      if (!taken[i] && !name.empty() && heads[i] == name) {
        return i;
      }
    }
    return std::nullopt;
  }
};

std::string joined(std::vector<std::string> const& words) {
  std::string all;
  for (auto const& word : words) {
    all += (all.empty() ? "" : ", ") + word;
  }
  return all;
}

tl::unexpected<Error> missing(tables::Table const& table, std::string_view field, std::string column) {
  return refuse(ErrorKind::bad_input, "column_missing",
                {{"file", table.file},
                 {"field", std::string{field}},
                 {"column", std::move(column)},
                 {"columns", joined(table.columns)},
                 {"found", joined(table.columns)}});
}

std::optional<std::size_t> column_of(Heads const& heads, FieldNames const& wanted) {
  for (auto const* forms : {&heads.whole, &heads.short_form, &heads.part}) {
    for (auto const name : wanted.names) {
      if (auto const column = heads.free_column(*forms, text::folded(name))) {
        return column;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view Columns::cell(tables::Table::Row const& row, std::string_view field) const {
  auto const found = at.find(field);
  return found == at.end() || found->second >= row.cells.size() ? std::string_view{} : row.cells[found->second];
}

tl::unexpected<Error> refuse_column(tables::Table const& table, FieldNames const& wanted) {
  return missing(table, wanted.field, joined({wanted.names.begin(), wanted.names.end()}));
}

Result<Columns> find_columns(tables::Table const& table, std::span<FieldNames const> fields,
                             ColumnChoice const& overrides, MissingOverride missing_override) {
  auto const file = table.file.substr(table.file.find_last_of("/\\") + 1);
  Heads heads;
  for (auto const& head : table.columns) {
    heads.whole.push_back(text::folded(head));
    heads.short_form.push_back(folded_before_bracket(head));
    heads.part.push_back(folded_part(head));
  }
  heads.taken.resize(table.columns.size());

  Columns columns;
  auto const take = [&](std::string_view field, std::size_t column) {
    columns.at.emplace(field, column);
    heads.taken[column] = true;
  };
  for (auto const& wanted : fields) {
    auto const own = overrides.find(fmt::format("{}:{}", wanted.field, file));
    auto const chosen = own != overrides.end() ? own : overrides.find(std::string{wanted.field});
    if (chosen == overrides.end()) {
      continue;
    }
    auto const column = heads.free_column(heads.whole, text::folded(chosen->second));
    if (!column && own == overrides.end() && missing_override == MissingOverride::of_another_table) {
      continue;
    }
    if (!column) {
      return missing(table, wanted.field, chosen->second);
    }
    take(wanted.field, *column);
  }
  for (auto const& wanted : fields) {
    if (columns.has(wanted.field)) {
      continue;
    }
    if (auto const column = column_of(heads, wanted)) {
      take(wanted.field, *column);
    }
  }
  return columns;
}

}  // namespace linquan::city

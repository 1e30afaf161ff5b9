#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/tables/table.h"

/// Tables of strangers, read in a process of its own: whatever their bytes do to a parser, they do it there.
namespace linquan::tables {

enum class ForeignForm : std::uint8_t { csv, xlsx };

/// Bytes that somebody sent.
struct Foreign {
  std::string_view bytes;
  ForeignForm form = ForeignForm::csv;
  std::string name;   ///< as its sender calls it; told, never opened
  std::string sheet;  ///< empty: the first with a head
};

/// Cells of one table: what is small in a file may be large in memory.
inline constexpr std::size_t apart_cells_max = 4'000'000;

/// What a child may take at most.
struct ApartLimits {
  std::uint64_t file_bytes = std::uint64_t{20} << 20;
  std::size_t rows = 100'000;
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;   ///< of address space
  std::uint64_t answer_bytes = std::uint64_t{64} << 20;  ///< what it says
  std::chrono::seconds processor_time{15};
  std::chrono::milliseconds time{20'000};
};

/// The name without the folders that its sender put before it, without control characters, at most 100 bytes.
std::string plain_name(std::string_view name);

/// Reads foreign tables. For many threads; how many read at once is their callers' affair.
class ApartReader {
 public:
  /// `program` understands `read-table`: it hands its arguments to read_as_child().
  explicit ApartReader(std::filesystem::path program, ApartLimits limits = {});

  /// The table as read_table() reads it. The bytes lie in a private folder while they are read, and nowhere else.
  ///
  /// bad_input   `table_too_large`, `table_took_long`, `table_broke_reader`: the child ended before it could say
  ///             anything, and what read_table() refuses
  /// machine     `table_reader_failed` {reason}
  [[nodiscard]] Result<Table> read(Foreign const& foreign) const;

  [[nodiscard]] ApartLimits const& limits() const { return limits_; }

 private:
  std::filesystem::path program_;
  ApartLimits limits_;
};

/// The first argument of a program that is run to read one table.
inline constexpr std::string_view child_word = "read-table";

/// The child's whole life: binds itself to its limits, reads the one file and says on standard output what it holds.
/// Its exit code. `arguments` are those behind child_word, as ApartReader gives them.
int read_as_child(int count, char const* const* arguments);

/// What a child says: a table or why there is none.
std::string told(Result<Table> const& read);
/// The same back. Rows that do not fit their head, more of them than `rows_max`, too many cells and texts that are no
/// UTF-8 are no table.
///
/// bad_input   `table_broke_reader`
Result<Table> table_told(std::string_view text, std::size_t rows_max);

}  // namespace linquan::tables

#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"

namespace {

/// A folder in memory where the system has one, gone when the process ends in order.
class Folder {
 public:
  Folder() {
    auto name =
        (std::filesystem::exists("/dev/shm") ? std::string{"/dev/shm"} : std::string{"."}) + "/fuzz_tableXXXXXX";
    linquan::ensure(::mkdtemp(name.data()) != nullptr, "no folder for the fuzzer's files");
    path_ = name;
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

/// The first byte chooses the format; the rest is the file. Nothing in it may do harm, and what is read is in shape.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  constexpr std::array<char const*, 6> names{"a.csv", "a.xlsx", "a.geojson", "a.gpkg", "a.tif", "a.shp"};
  static Folder const folder;
  if (size == 0) {
    return 0;
  }
  std::string_view const bytes{reinterpret_cast<char const*>(data) + 1, size - 1};
  auto const path = folder.path() / names[data[0] % names.size()];
  ensure(write_file(path, bytes).has_value(), "the fuzzer's file cannot be written");

  static_cast<void>(tables::read_grid(path, geo::Crs::wgs84()));
  auto const table = tables::read_table(path, {});
  std::filesystem::remove(path);
  if (!table) {
    ensure(table.error().kind == ErrorKind::bad_input, "bad bytes are not the machine's fault");
    return 0;
  }
  for (auto const& row : table->rows) {
    ensure(row.cells.size() == table->columns.size(), "a row has other columns than its table");
    ensure(row.line != 0, "a row does not know its line");
  }
  return 0;
}

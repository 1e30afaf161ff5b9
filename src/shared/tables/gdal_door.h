#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "linquan/base/result.h"

class GDALDataset;

namespace linquan::tables {

/// Makes the few GDAL drivers known that this module opens or writes with; nothing else can then be opened by accident.
void register_drivers();

/// While it lives, what GDAL, PROJ and GEOS complain about on this thread is kept here instead of standard error.
class Complaints {
 public:
  Complaints();
  Complaints(Complaints const&) = delete;
  Complaints& operator=(Complaints const&) = delete;
  Complaints(Complaints&&) = delete;
  Complaints& operator=(Complaints&&) = delete;
  ~Complaints();

  /// The first failure, else the first warning, else empty.
  [[nodiscard]] std::string const& reason() const { return failure_.empty() ? warning_ : failure_; }
  [[nodiscard]] bool failed() const { return !failure_.empty(); }
  void note(bool failure, std::string_view sentence);
  void forget();

 private:
  std::string failure_;
  std::string warning_;
};

struct CloseDataset {
  void operator()(GDALDataset* dataset) const;
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

/// Opens an ordinary file read-only with one driver and no other; `flags` say vector or raster.
///
/// Virtual paths (/vsicurl/, /vsizip/…) are refused, whatever lies behind them.
/// bad_input   `table_unreadable` (file, reason)
struct OpenRequest {
  std::string driver;
  unsigned flags = 0;
};
Result<Dataset> open_dataset(std::filesystem::path const& path, OpenRequest const& request, Complaints& complaints);

/// A refusal that names the file and why it cannot be read: a word that people are told in their own language.
enum class Fault : std::uint8_t {
  broken,   ///< damaged, or not what its name says; GDAL's own words are English and go along as `detail`
  archive,  ///< an .xlsx whose archive is not whole
  virtual_path,
  missing,
  no_file,
  forbidden,
  no_place,  ///< a raster that does not say where it lies
};
tl::unexpected<Error> unreadable(std::filesystem::path const& path, Fault fault, std::string_view detail = {});

/// The path as it may be handed to GDAL: absolute, so that no driver's prefix is read into it; refused where virtual.
Result<std::string> ordinary_path(std::filesystem::path const& path);

}  // namespace linquan::tables

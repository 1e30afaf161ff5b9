#include "gdal_door.h"

#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <mutex>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace linquan::tables {
namespace {

void note_complaint(CPLErr severity, CPLErrorNum /*number*/, char const* sentence) {
  auto* const complaints = static_cast<Complaints*>(CPLGetErrorHandlerUserData());
  if (severity == CE_Failure || severity == CE_Fatal || severity == CE_Warning) {
    complaints->note(severity != CE_Warning, sentence);
  }
}

}  // namespace

void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRXLSX();
    RegisterOGRGeoPackage();
    RegisterOGRGeoJSON();
    RegisterOGRShape();
    GDALRegister_GTiff();
  });
}

Complaints::Complaints() {
  CPLPushErrorHandlerEx(note_complaint, this);
}

Complaints::~Complaints() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void Complaints::note(bool failure, std::string_view sentence) {
  auto& kept = failure ? failure_ : warning_;
  if (kept.empty()) {
    kept = sentence;
  }
}

void Complaints::forget() {
  failure_.clear();
  warning_.clear();
  CPLErrorReset();
}

void CloseDataset::operator()(GDALDataset* dataset) const {
  GDALClose(GDALDataset::ToHandle(dataset));
}

namespace {

std::string_view word_of(Fault fault) {
  switch (fault) {
    case Fault::broken:
      return "broken";
    case Fault::archive:
      return "archive";
    case Fault::virtual_path:
      return "virtual";
    case Fault::missing:
      return "missing";
    case Fault::no_file:
      return "no_file";
    case Fault::forbidden:
      return "forbidden";
    case Fault::no_place:
      return "no_place";
  }
  return "broken";
}

}  // namespace

tl::unexpected<Error> unreadable(std::filesystem::path const& path, Fault fault, std::string_view detail) {
  return refuse(ErrorKind::bad_input, "table_unreadable",
                {{"file", path.string()}, {"reason", std::string{word_of(fault)}}, {"detail", std::string{detail}}});
}

Result<std::string> ordinary_path(std::filesystem::path const& path) {
  std::error_code ignored;
  auto const absolute = std::filesystem::absolute(path, ignored);
  for (auto const& form : {path.string(), absolute.string(), absolute.lexically_normal().string()}) {
    if (std::string_view{form}.substr(0, 4) == "/vsi") {
      return unreadable(path, Fault::virtual_path);
    }
  }
  return absolute.string();
}

Result<Dataset> open_dataset(std::filesystem::path const& path, OpenRequest const& request, Complaints& complaints) {
  register_drivers();
  auto const name = ordinary_path(path);
  if (!name) {
    return tl::unexpected<Error>{name.error()};
  }
  CPLStringList drivers;
  drivers.AddString(request.driver.c_str());
  auto* const opened =
      GDALDataset::Open(name->c_str(), request.flags | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers.List());
  if (opened == nullptr) {
    return unreadable(path, Fault::broken, complaints.reason());
  }
  return Dataset{opened};
}

}  // namespace linquan::tables

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/base/file.h"
#include "settings.h"

namespace {

/// One file in memory where the system has it, written anew for each input.
std::filesystem::path own_file() {
  auto const* const folder = std::filesystem::exists("/dev/shm") ? "/dev/shm" : ".";
  return std::filesystem::path{folder} / ("fuzz_settings" + std::to_string(::getpid()) + ".yaml");
}

}  // namespace

/// A configuration file may hold any bytes: it is understood or refused, and a refusal is never the machine's fault.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  static auto const path = own_file();
  ensure(write_file(path, {reinterpret_cast<char const*>(data), size}).has_value(), "the file cannot be written");
  auto const settings = cli::read_settings(path);
  std::filesystem::remove(path);
  if (!settings) {
    ensure(settings.error().kind == ErrorKind::bad_input, "bad bytes are not the machine's fault");
    return 0;
  }
  ensure(settings->file == path, "the settings do not know their file");
  if (settings->import) {
    for (auto const& file : settings->import->request.osm) {
      ensure(file.is_absolute() || path.is_relative(), "a path does not start from the settings' folder");
    }
  }
  return 0;
}

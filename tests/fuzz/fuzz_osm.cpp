#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/base/file.h"
#include "linquan/base/progress.h"
#include "linquan/osm/extract.h"
#include "linquan/walk/plan.h"

/// Any bytes as an OSM file: the first byte chooses the format. What is read must also build into a sound graph.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  if (size < 2 || size > 200'000) {
    return 0;
  }
  constexpr std::array endings{".osm", ".osm.pbf", ".osm.gz", ".osm.bz2"};
  static auto const folder = std::filesystem::temp_directory_path();
  auto const path = folder / ("linquan_fuzz_" + std::to_string(::getpid()) + endings[data[0] % endings.size()]);
  std::string const bytes{data + 1, data + size};
  if (!write_file(path, bytes)) {
    return 0;
  }
  SilentProgress progress;
  auto const extract = osm::read(std::array{path}, progress);
  std::filesystem::remove(path);
  if (!extract) {
    ensure(!extract.error().code.empty(), "fuzz_osm: a refusal without a code");
    return 0;
  }
  auto const built = walk::build(extract->plan);
  for (auto const& edge : built.graph.edges) {
    ensure(edge.from < built.graph.nodes.size() && edge.to < built.graph.nodes.size(), "fuzz_osm: edge without a node");
    ensure(edge.traits < built.graph.traits.size(), "fuzz_osm: edge without traits");
  }
  return 0;
}

#include "objects.h"

#include <algorithm>
#include <exception>
#include <osmium/io/any_input.hpp>
#include <osmium/object_pointer_collection.hpp>
#include <osmium/osm/object_comparisons.hpp>
#include <osmium/visitor.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "linquan/base/limits.h"

namespace linquan::osm {
namespace {

/// The message of a library's exception without its habits: one line, no trailing full stop.
std::string reason_of(std::exception const& error) {
  std::string text = error.what();
  std::ranges::replace(text, '\n', ' ');
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) {
    text.pop_back();
  }
  return text;
}

Result<std::uint64_t> checked_size(std::filesystem::path const& path) {
  std::error_code error;
  auto const bytes = std::filesystem::file_size(path, error);
  if (error) {
    return refuse(ErrorKind::bad_input, "file_unreadable", {{"path", path.string()}, {"reason", error.message()}});
  }
  if (bytes > limits::osm_file_bytes) {
    return refuse(
        ErrorKind::bad_input, "file_too_large",
        {{"path", path.string()}, {"bytes", std::to_string(bytes)}, {"limit", std::to_string(limits::osm_file_bytes)}});
  }
  return bytes;
}

}  // namespace

Result<Objects> Objects::read(std::span<std::filesystem::path const> files, Progress& progress) {
  Objects objects;
  std::uint64_t total = 0;
  for (auto const& path : files) {
    auto bytes = checked_size(path);
    if (!bytes) {
      return hand_on(bytes);
    }
    total += *bytes;
  }
  progress.step("step_read_streets", total);
  std::uint64_t done = 0;
  osmium::Timestamp newest;
  for (auto const& path : files) {
    try {
      osmium::io::Reader reader{osmium::io::File{path.string()}, osmium::osm_entity_bits::node |
                                                                     osmium::osm_entity_bits::way |
                                                                     osmium::osm_entity_bits::relation};
      while (auto buffer = reader.read()) {
        progress.advance(done + reader.offset());
        if (progress.stopped()) {
          return refuse(ErrorKind::interrupted, "interrupted");
        }
        objects.buffers_.push_back(std::move(buffer));
      }
      reader.close();
      done += *checked_size(path);
    } catch (std::exception const& error) {
      return refuse(ErrorKind::bad_input, "osm_unreadable",
                    {{"file", path.filename().string()}, {"reason", reason_of(error)}});
    }
  }
  for (auto& buffer : objects.buffers_) {
    osmium::apply(buffer, objects.objects_);
    for (auto const& object : buffer.select<osmium::OSMObject>()) {
      newest = std::max(newest, object.timestamp());
    }
  }
  objects.objects_.sort(osmium::object_order_type_id_reverse_version{});
  objects.objects_.unique(osmium::object_equal_type_id{});
  if (objects.objects_.empty()) {
    return refuse(ErrorKind::bad_input, "osm_empty",
                  {{"file", files.empty() ? "" : files.front().filename().string()}});
  }
  objects.timestamp_ = newest.valid() ? newest.to_iso() : std::string{};
  return objects;
}

}  // namespace linquan::osm

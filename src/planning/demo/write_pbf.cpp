#include <algorithm>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/memory/buffer.hpp>
#include <utility>

#include "linquan/base/file.h"
#include "osm_map.h"

namespace linquan::demo {
namespace {

constexpr std::size_t buffer_bytes = 1U << 20U;

void add_tags(osmium::memory::Buffer& buffer, osmium::builder::Builder& parent, Tags tags) {
  if (tags.empty()) {
    return;
  }
  // A key stands once; the first value wins. OSM tools write them in the order of their keys.
  std::stable_sort(tags.begin(), tags.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  auto const last =
      std::unique(tags.begin(), tags.end(), [](auto const& a, auto const& b) { return a.first == b.first; });
  osmium::builder::TagListBuilder list{buffer, &parent};
  for (auto tag = tags.begin(); tag != last; ++tag) {
    list.add_tag(tag->first, tag->second);
  }
}

void add_way_nodes(osmium::memory::Buffer& buffer, osmium::builder::Builder& parent, OsmMap::Way const& way) {
  osmium::builder::WayNodeListBuilder nodes{buffer, &parent};
  for (auto const node : way.nodes) {
    nodes.add_node_ref(OsmMap::id(node));
  }
}

void add_members(osmium::memory::Buffer& buffer, osmium::builder::Builder& parent, OsmMap::Relation const& relation) {
  osmium::builder::RelationMemberListBuilder members{buffer, &parent};
  members.add_member(osmium::item_type::way, OsmMap::id(relation.outer), "outer");
  for (auto const inner : relation.inner) {
    members.add_member(osmium::item_type::way, OsmMap::id(inner), "inner");
  }
}

/// Hands full buffers to the writer.
class Sink {
 public:
  Sink(osmium::io::Writer& writer, Progress& progress) : writer_{&writer}, progress_{&progress} {}
  osmium::memory::Buffer& buffer() { return buffer_; }
  void object_done() {
    buffer_.commit();
    ++objects_;
    if (buffer_.committed() > buffer_bytes - buffer_bytes / 8) {
      flush();
    }
  }
  void flush() {
    osmium::memory::Buffer full{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
    std::swap(full, buffer_);
    (*writer_)(std::move(full));
    progress_->advance(objects_);
  }

 private:
  osmium::io::Writer* writer_;
  Progress* progress_;
  osmium::memory::Buffer buffer_{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
  std::uint64_t objects_ = 0;
};

void write_nodes(OsmMap const& map, Sink& sink) {
  std::vector<OsmMap::Tagged const*> tagged;
  tagged.reserve(map.tagged().size());
  for (auto const& one : map.tagged()) {
    tagged.push_back(&one);
  }
  std::sort(tagged.begin(), tagged.end(), [](auto const* a, auto const* b) { return a->node < b->node; });
  auto next = tagged.begin();
  for (NodeRef ref = 0; ref < map.nodes().size(); ++ref) {
    {
      osmium::builder::NodeBuilder builder{sink.buffer()};
      builder.set_id(OsmMap::id(ref)).set_version(1).set_visible(true);
      builder.set_location(osmium::Location{map.point(ref).lon, map.point(ref).lat});
      if (next != tagged.end() && (*next)->node == ref) {
        add_tags(sink.buffer(), builder, (*next)->tags);
        ++next;
      }
    }
    sink.object_done();
  }
}

void write_ways(OsmMap const& map, Sink& sink) {
  for (WayRef ref = 0; ref < map.ways().size(); ++ref) {
    auto const& way = map.ways()[ref];
    {
      osmium::builder::WayBuilder builder{sink.buffer()};
      builder.set_id(OsmMap::id(ref)).set_version(1).set_visible(true);
      add_way_nodes(sink.buffer(), builder, way);
      add_tags(sink.buffer(), builder, way.tags);
    }
    sink.object_done();
  }
}

void write_relations(OsmMap const& map, Sink& sink) {
  std::int64_t id = 0;
  for (auto const& relation : map.relations()) {
    {
      osmium::builder::RelationBuilder builder{sink.buffer()};
      builder.set_id(++id).set_version(1).set_visible(true);
      add_members(sink.buffer(), builder, relation);
      add_tags(sink.buffer(), builder, relation.tags);
    }
    sink.object_done();
  }
}

}  // namespace

Result<void> write_pbf(OsmMap const& map, std::filesystem::path const& path, Progress& progress) {
  progress.step("step_demo_osm", map.nodes().size() + map.ways().size() + map.relations().size());
  PendingFile pending{path};
  try {
    osmium::io::File file{pending.path().string(), "pbf,add_metadata=false"};
    osmium::io::Header header;
    header.set("generator", "linquan demo-city: synthetic, not a real place");
    header.set("sorting", "Type_then_ID");
    osmium::io::Writer writer{file, header, osmium::io::overwrite::allow};
    Sink sink{writer, progress};
    write_nodes(map, sink);
    sink.flush();
    write_ways(map, sink);
    sink.flush();
    write_relations(map, sink);
    sink.flush();
    writer.close();
  } catch (std::exception const& failure) {
    return refuse(ErrorKind::machine, "file_unwritable", {{"path", path.string()}, {"reason", failure.what()}});
  }
  return pending.commit();
}

}  // namespace linquan::demo

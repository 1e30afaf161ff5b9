#include "osm_map.h"

#include <iterator>

namespace linquan::demo {

NodeRef OsmMap::node(At at) {
  points_.push_back(earth_.to_point(at));
  tags_of_.push_back(nothing);
  return static_cast<NodeRef>(points_.size() - 1);
}

NodeRef OsmMap::node(At at, Tags tags) {
  auto const made = node(at);
  tag(made, std::move(tags));
  return made;
}

void OsmMap::tag(NodeRef node, Tags tags) {
  if (tags_of_[node] == nothing) {
    tags_of_[node] = static_cast<std::uint32_t>(tagged_.size());
    tagged_.push_back({node, {}});
  }
  auto& have = tagged_[tags_of_[node]].tags;
  have.insert(have.end(), std::make_move_iterator(tags.begin()), std::make_move_iterator(tags.end()));
}

WayRef OsmMap::way(std::vector<NodeRef> nodes, Tags tags) {
  ways_.push_back({std::move(nodes), std::move(tags)});
  return static_cast<WayRef>(ways_.size() - 1);
}

WayRef OsmMap::area(std::vector<At> const& ring, Tags tags) {
  std::vector<NodeRef> nodes;
  nodes.reserve(ring.size() + 1);
  for (auto const corner : ring) {
    nodes.push_back(node(corner));
  }
  nodes.push_back(nodes.front());
  return way(std::move(nodes), std::move(tags));
}

void OsmMap::tag_way(WayRef way, Tags tags) {
  auto& have = ways_[way].tags;
  have.insert(have.end(), std::make_move_iterator(tags.begin()), std::make_move_iterator(tags.end()));
}

void OsmMap::multipolygon(WayRef outer, std::vector<WayRef> inner, Tags tags) {
  relations_.push_back({outer, std::move(inner), std::move(tags)});
}

}  // namespace linquan::demo

/// Draws on the map what was picked: the outline of a walk, an area's edge, a gap's homes.
import type * as maplibre from "maplibre-gl";
import {watch} from "vue";

import {desk, walk} from "../desk";

function outline(map: maplibre.Map) {
  const pick = desk.view.pick;
  const features: GeoJSON.Feature[] = [];
  if (pick?.what === "place") {
    features.push(...((walk.circle?.outline?.features ?? []) as GeoJSON.Feature[]));
    features.push({type: "Feature", properties: {what: "from"},
      geometry: {type: "Point", coordinates: [pick.lon, pick.lat]}});
  } else if (pick?.what === "outlet") {
    for (const stand of walk.outlet?.stands ?? []) {
      features.push({type: "Feature", properties: {what: "from"},
        geometry: {type: "Point", coordinates: [stand.at.lon, stand.at.lat]}});
    }
  }
  map.getSource<maplibre.GeoJSONSource>("walk")?.setData({type: "FeatureCollection", features});
}

function draw(map: maplibre.Map) {
  const pick = desk.view.pick;
  map.setFilter("area-picked", ["==", ["get", "code"], pick?.what === "area" ? pick.code : ""]);
  map.setFilter("homes-marked", ["in", ["get", "id"], ["literal", [...desk.marked]]]);
  outline(map);
}

/// From now on, until the map is taken away.
export function follow_pick(map: maplibre.Map) {
  draw(map);
  watch([() => desk.view.pick, () => desk.marked, () => walk.circle, () => walk.outlet], () => draw(map));
}

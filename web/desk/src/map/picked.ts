/// Draws on the map what was picked or drafted: the outline of a walk, a path, an area's edge, a gap's homes, sites.
import type * as maplibre from "maplibre-gl";
import {watch} from "vue";

import {desk} from "../desk";
import {drafted} from "../drafted";
import {looked, path} from "../looked";

type Feature = GeoJSON.Feature;

function point(lat: number, lon: number, properties: Record<string, unknown>): Feature {
  return {type: "Feature", properties, geometry: {type: "Point", coordinates: [lon, lat]}};
}

function walk_features(): Feature[] {
  const pick = desk.view.pick;
  switch (pick?.what) {
    case "place":
      return [
        ...((looked.circle?.outline?.features ?? []) as Feature[]),
        ...(path.line ? [{type: "Feature", properties: {what: "path"}, geometry: path.line} as Feature] : []),
        point(pick.lat, pick.lon, {what: "from"}),
      ];
    case "outlet":
      return (looked.outlet?.stands ?? []).map((stand) => point(stand.at.lat, stand.at.lon, {what: "from"}));
    case "gate":
      return looked.gate?.at ? [point(looked.gate.at.lat, looked.gate.at.lon, {what: "from"})] : [];
    default:
      return [];
  }
}

function drafted_features(): Feature[] {
  return [
    ...drafted.lines.map((line): Feature => ({type: "Feature", properties: {},
      geometry: {type: "LineString", coordinates: [[line.from[1], line.from[0]], [line.to[1], line.to[0]]]}})),
    ...[...drafted.marks, ...(drafted.held ? [drafted.held] : [])].map(({lat, lon, mark, name, edit}) =>
      point(lat, lon, {mark, name, ...(edit === undefined ? {} : {edit})})),
  ];
}

function set(map: maplibre.Map, source: string, features: Feature[]) {
  void map.getSource<maplibre.GeoJSONSource>(source)?.setData({type: "FeatureCollection", features});
}

function draw_pick(map: maplibre.Map) {
  const pick = desk.view.pick;
  map.setFilter("area-picked", ["==", ["get", "code"], pick?.what === "area" ? pick.code : ""]);
  map.setFilter("circle-picked", ["==", ["get", "code"], pick?.what === "circle" ? (looked.living?.code ?? "") : ""]);
  map.setFilter("homes-marked", ["in", ["get", "id"], ["literal", [...desk.marked]]]);
  set(map, "walk", walk_features());
}

/// From now on, until the returned function is called.
export function follow_pick(map: maplibre.Map): () => void {
  const ends = [
    watch([() => desk.view.pick, () => desk.marked, () => looked.circle, () => looked.outlet, () => looked.gate,
      () => looked.living, () => path.line], () => draw_pick(map), {immediate: true}),
    watch(() => desk.communities, (all) => set(map, "names", all.flatMap((one) =>
      one.at ? [point(one.at.lat, one.at.lon, {name: one.name})] : [])), {immediate: true}),
    watch(drafted, () => set(map, "drafted", drafted_features()), {immediate: true}),
  ];
  return () => ends.forEach((end) => end());
}

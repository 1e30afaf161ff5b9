/// Sources and layers: the basemap in quiet greys, and the city's own in colours of the score.
import type {
  ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification, SymbolLayerSpecification,
} from "maplibre-gl";

import type {Schemas} from "../api/client";
import {classes, unknown_colour} from "./scale";

export type Base = Schemas["Basemap"];

export interface Asked {
  standard: string;
  person: string;
  /// A minute of the week; null: at any hour.
  when: string | null;
  /// Colours by this rule alone.
  rule: string | null;
  /// Verdicts that homes tell.
  rules: string[];
  scenario: string | null;
}

/// A step for each class; grey where nothing is known.
export const by_score: ExpressionSpecification = ["case", ["has", "score"],
  ["step", ["get", "score"], classes[0]?.colour ?? "", ...classes.slice(1).flatMap((one) => [one.from, one.colour])],
  unknown_colour] as unknown as ExpressionSpecification;

const percent: ExpressionSpecification = ["case", ["has", "score"],
  ["concat", ["to-string", ["round", ["*", ["get", "score"], 100]]], "%"], "?"];

/// Addresses of the tiles that show scores, for what was chosen.
export function scored_tiles(asked: Asked): Record<"homes" | "hexagons", string> {
  const {standard, person, when, rule, scenario} = asked;
  const query = new URLSearchParams({standard, person, ...(when ? {when} : {}), ...(rule ? {rule} : {}),
    ...(scenario ? {scenario} : {})}).toString();
  const rules = asked.rules.length ? `&rules=${asked.rules.map(encodeURIComponent).join(",")}` : "";
  const root = `${location.origin}/api/v1/tiles`;
  return {
    homes: `${root}/homes/{z}/{x}/{y}?${query}${rules}`,
    hexagons: `${root}/hexagons/{z}/{x}/{y}?${query}`,
  };
}

function vector(path: string, minzoom: number, maxzoom: number): SourceSpecification {
  return {type: "vector", tiles: [`${location.origin}/api/v1/${path}`], minzoom, maxzoom};
}

// Edges of the ground are not smoothed: what does that is one program more that the first picture waits for.
const ground: LayerSpecification[] = [
  {id: "ground", type: "background", paint: {"background-color": "#f4f4f2"}},
  {id: "green", type: "fill", source: "base", "source-layer": "green",
    paint: {"fill-color": "#e6eae3", "fill-antialias": false}},
  {id: "water", type: "fill", source: "base", "source-layer": "water",
    paint: {"fill-color": "#d3dadf", "fill-antialias": false}},
  {id: "waterway", type: "line", source: "base", "source-layer": "waterway", paint: {"line-color": "#d3dadf"}},
  {id: "buildings", type: "fill", source: "base", "source-layer": "buildings",
    paint: {"fill-color": "#e3e3e0", "fill-antialias": false}},
  {id: "roads", type: "line", source: "base", "source-layer": "roads", layout: {"line-cap": "round"},
    paint: {"line-color": ["match", ["get", "class"], "foot", "#e0dfdc", "#d0d0cd"],
      "line-width": ["interpolate", ["linear"], ["zoom"], 10, ["match", ["get", "class"], "main", 1.2, 0.4],
        17, ["match", ["get", "class"], "main", 9, "middle", 7, "small", 4, 1.5]]}},
  {id: "rail", type: "line", source: "base", "source-layer": "rail",
    paint: {"line-color": "#b9b9b6", "line-dasharray": [4, 3]}},
];

const scored: LayerSpecification[] = [
  {id: "hexagons", type: "fill", source: "hexagons", "source-layer": "hexagons", maxzoom: 14,
    paint: {"fill-color": by_score, "fill-opacity": 0.75, "fill-outline-color": "#ffffff"}},
  {id: "hexagons-unknown", type: "fill", source: "hexagons", "source-layer": "hexagons", maxzoom: 14,
    filter: ["!", ["has", "score"]], paint: {"fill-pattern": "hatch"}},
  {id: "areas", type: "line", source: "areas", "source-layer": "areas",
    paint: {"line-color": "#6a7278", "line-width": 1, "line-dasharray": [2, 2]}},
  {id: "areas-face", type: "fill", source: "areas", "source-layer": "areas", paint: {"fill-opacity": 0}},
  {id: "area-picked", type: "line", source: "areas", "source-layer": "areas", filter: ["==", ["get", "code"], ""],
    paint: {"line-color": "#1d2327", "line-width": 3}},
  {id: "circles-face", type: "fill", source: "circles", "source-layer": "areas", paint: {"fill-opacity": 0}},
  {id: "circles", type: "line", source: "circles", "source-layer": "areas",
    paint: {"line-color": "#3f464b", "line-width": 1.6}},
  {id: "circle-picked", type: "line", source: "circles", "source-layer": "areas", filter: ["==", ["get", "code"], ""],
    paint: {"line-color": "#1d2327", "line-width": 4}},
];

const near: LayerSpecification[] = [
  {id: "streets", type: "line", source: "streets", "source-layer": "streets", minzoom: 15,
    paint: {"line-color": "#a9adb0", "line-width": 0.8}},
  {id: "homes", type: "circle", source: "homes", "source-layer": "homes", minzoom: 14,
    paint: {"circle-color": by_score, "circle-stroke-color": "#3f464b",
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 14, 2.6, 18, 9],
      "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 14, 0.4, 17, 1]}},
  {id: "homes-marked", type: "circle", source: "homes", "source-layer": "homes", minzoom: 14,
    filter: ["in", ["get", "id"], ["literal", []]],
    paint: {"circle-color": "rgba(0,0,0,0)", "circle-stroke-color": "#1d2327", "circle-stroke-width": 2,
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 14, 5, 18, 12]}},
  {id: "gates", type: "symbol", source: "gates", "source-layer": "gates", minzoom: 15,
    layout: {"icon-image": "gate", "icon-allow-overlap": true}},
  {id: "outlets", type: "symbol", source: "outlets", "source-layer": "outlets", minzoom: 14,
    layout: {"icon-image": "outlet", "icon-allow-overlap": true,
      "icon-size": ["interpolate", ["linear"], ["zoom"], 14, 0.5, 17, 1]}},
  {id: "outline-face", type: "fill", source: "walk", filter: ["==", ["get", "what"], "circle"],
    paint: {"fill-color": "#1d2327", "fill-opacity": 0.06}},
  ...([[5, [1, 1]], [10, [3, 1.5]], [15, null]] as const).map(([minutes, dashes]): LayerSpecification => ({
    id: `outline-${minutes}`, type: "line", source: "walk", filter: ["==", ["get", "minutes"], minutes],
    paint: {"line-color": "#1d2327", "line-width": ["interpolate", ["linear"], ["zoom"], 13, 1, 16, 2],
      ...(dashes ? {"line-dasharray": [...dashes]} : {})},
  })),
  {id: "path-edge", type: "line", source: "walk", filter: ["==", ["get", "what"], "path"],
    layout: {"line-cap": "round", "line-join": "round"}, paint: {"line-color": "#ffffff", "line-width": 7}},
  {id: "path", type: "line", source: "walk", filter: ["==", ["get", "what"], "path"],
    layout: {"line-cap": "round", "line-join": "round"}, paint: {"line-color": "#a3005c", "line-width": 4}},
  {id: "from", type: "circle", source: "walk", filter: ["==", ["get", "what"], "from"],
    paint: {"circle-radius": 7, "circle-color": "#ffffff", "circle-stroke-color": "#1d2327", "circle-stroke-width": 3}},
  {id: "drafted-line", type: "line", source: "drafted", filter: ["==", ["geometry-type"], "LineString"],
    paint: {"line-color": "#a3005c", "line-width": 5, "line-dasharray": [2, 1]}},
  {id: "drafted", type: "circle", source: "drafted", filter: ["==", ["geometry-type"], "Point"],
    paint: {"circle-radius": 11, "circle-color": "#a3005c", "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 2}},
];

const ink = {"text-color": "#33393d", "text-halo-color": "#ffffff", "text-halo-width": 1.4};
const font = ["sans"];

const names: SymbolLayerSpecification[] = [
  {id: "hexagon-scores", type: "symbol", source: "hexagons", "source-layer": "hexagons", minzoom: 12.5, maxzoom: 14,
    layout: {"text-field": percent, "text-size": 11, "text-font": font}, paint: ink},
  {id: "home-scores", type: "symbol", source: "homes", "source-layer": "homes", minzoom: 16.5,
    layout: {"text-field": percent, "text-size": 10, "text-font": font, "text-offset": [0, 1.2]}, paint: ink},
  {id: "outlet-names", type: "symbol", source: "outlets", "source-layer": "outlets", minzoom: 16.5,
    layout: {"text-field": ["coalesce", ["get", "name"], ""], "text-size": 11, "text-font": font,
      "text-offset": [0, 1.1], "text-optional": true}, paint: ink},
  {id: "road-names", type: "symbol", source: "base", "source-layer": "road_names", minzoom: 14,
    layout: {"symbol-placement": "line", "text-field": ["get", "name"], "text-size": 11, "text-font": font},
    paint: {...ink, "text-color": "#666c70"}},
  {id: "area-names", type: "symbol", source: "names", maxzoom: 16,
    layout: {"text-field": ["get", "name"], "text-size": 12, "text-font": font}, paint: {...ink, "text-halo-width": 2}},
  {id: "drafted-marks", type: "symbol", source: "drafted", filter: ["==", ["geometry-type"], "Point"],
    layout: {"text-field": ["get", "mark"], "text-size": 12, "text-font": font, "text-allow-overlap": true},
    paint: {"text-color": "#ffffff"}},
  {id: "drafted-names", type: "symbol", source: "drafted", filter: ["==", ["geometry-type"], "Point"],
    layout: {"text-field": ["get", "name"], "text-size": 12, "text-font": font, "text-offset": [0, 1.5]},
    paint: {...ink, "text-halo-width": 2}},
];

const nothing: GeoJSON.FeatureCollection = {type: "FeatureCollection", features: []};

/// What is coloured by score. It stays out of sight until the city is judged: who asks for its tiles before waits.
export const judged = ["hexagons", "hexagons-unknown", "hexagon-scores", "homes", "home-scores"];

/// The basemap's source and layers: ours in quiet greys, or one of pictures as it comes; neither where there is none.
function basemap(base: Base | null): {source: SourceSpecification | null; under: LayerSpecification[]; over: boolean} {
  const [background, ...quiet] = ground as [LayerSpecification, ...LayerSpecification[]];
  if (base === null) {
    return {source: null, under: [background], over: false};
  }
  if (base.media_type.startsWith("image/")) {
    const tiles = [`${location.origin}/api/v1/basemap/{z}/{x}/{y}`];
    return {source: {type: "raster", tiles, tileSize: 256, minzoom: base.zoom_min, maxzoom: base.zoom_max},
      under: [background, {id: "pictures", type: "raster", source: "base", paint: {"raster-saturation": -0.8}}],
      over: false};
  }
  return {source: vector("basemap/{z}/{x}/{y}", base.zoom_min, base.zoom_max), under: [background, ...quiet],
    over: true};
}

/// The whole style, without layers of a basemap that is not there. `is_judged`: whether scores can be shown already.
export function style_of(asked: Asked, base: Base | null, is_judged: boolean): StyleSpecification {
  const tiles = scored_tiles(asked);
  const scored_source = (address: string, minzoom: number, maxzoom: number): SourceSpecification => (
    {type: "vector", tiles: [address], minzoom, maxzoom});
  const sources: StyleSpecification["sources"] = {
    homes: scored_source(tiles.homes, 14, 16), hexagons: scored_source(tiles.hexagons, 6, 13),
    circles: vector("tiles/circles/{z}/{x}/{y}", 6, 16),
    areas: vector("tiles/areas/{z}/{x}/{y}?level=community", 6, 16),
    outlets: vector("tiles/outlets/{z}/{x}/{y}", 14, 16), gates: vector("tiles/gates/{z}/{x}/{y}", 14, 16),
    streets: vector("tiles/streets/{z}/{x}/{y}", 13, 16),
    walk: {type: "geojson", data: nothing}, drafted: {type: "geojson", data: nothing},
    names: {type: "geojson", data: nothing},
  };
  const {source, under, over} = basemap(base);
  if (source) {
    sources.base = source;
  }
  const layers = [...under, ...scored, ...near, ...names.filter((one) => over || one.source !== "base")];
  return {version: 8, sources, layers: layers.map((one) => (!is_judged && judged.includes(one.id) ?
    {...one, layout: {...one.layout, visibility: "none"}} as LayerSpecification : one))};
}

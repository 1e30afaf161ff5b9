/// What is put on the map, and the city's own outlets, are carried elsewhere with the mouse or a finger.
import type * as maplibre from "maplibre-gl";

import {drafted, type Held, tool} from "../drafted";

const near = 6;
/// A finger or a hand that trembles carries nothing.
const moved_from = 4;

function held_at(map: maplibre.Map, at: maplibre.Point): Held | null {
  const box: [maplibre.PointLike, maplibre.PointLike] = [[at.x - near, at.y - near], [at.x + near, at.y + near]];
  const found = map.queryRenderedFeatures(box, {layers: ["drafted", "outlets"]});
  const edit = found.find((one) => one.layer.id === "drafted")?.properties.edit as number | undefined;
  if (typeof edit === "number") {
    return {edit};
  }
  const outlet = found.find((one) => one.layer.id === "outlets")?.properties;
  return outlet ? {outlet: String(outlet.id), name: String(outlet.name ?? "")} : null;
}

/// One carrying, from the press until it is let go, or given up with Escape or beyond the map.
function carry(map: maplibre.Map, held: Held, from: maplibre.Point) {
  const canvas = map.getCanvasContainer();
  let at: maplibre.LngLat | null = null;
  const ends: (() => void)[] = [];
  const end = (drops: boolean) => {
    ends.forEach((one) => one());
    drafted.held = null;
    canvas.style.cursor = "";
    if (drops && at) {
      tool.drop?.(held, {lat: at.lat, lon: at.lng});
    }
  };
  const follow = (event: maplibre.MapMouseEvent | maplibre.MapTouchEvent) => {
    if (at || event.point.dist(from) >= moved_from) {
      at = event.lngLat;
      drafted.held = {lat: at.lat, lon: at.lng, mark: "✥", name: ""};
      canvas.style.cursor = "grabbing";
    }
  };
  const listen = (name: string, on_event: (event: Event) => void) => {
    window.addEventListener(name, on_event);
    ends.push(() => window.removeEventListener(name, on_event));
  };
  for (const name of ["mousemove", "touchmove"] as const) {
    map.on(name, follow);
    ends.push(() => map.off(name, follow));
  }
  listen("mouseup", (event) => end(event.target instanceof Node && canvas.contains(event.target)));
  listen("touchend", () => end(true));
  listen("touchcancel", () => end(false));
  listen("keydown", (event) => (event as KeyboardEvent).key === "Escape" && end(false));
}

export function follow_drags(map: maplibre.Map) {
  const begin = (event: maplibre.MapMouseEvent | maplibre.MapTouchEvent) => {
    const held = tool.drop === null ? null : held_at(map, event.point);
    if (held) {
      // The map itself stays where it is.
      event.preventDefault();
      carry(map, held, event.point);
    }
  };
  map.on("mousedown", begin);
  map.on("touchstart", begin);
}

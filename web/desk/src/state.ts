/// What the address holds: everything that makes the view what it is.

export type Language = "zh" | "en";

export type Pick =
  | {what: "place"; lat: number; lon: number; home: string | null}
  | {what: "outlet"; id: string}
  | {what: "area"; code: string};

export interface View {
  language: Language;
  standard: string;
  person: string;
  lat: number | null;
  lon: number | null;
  zoom: number | null;
  pick: Pick | null;
  rule: string | null;
}

export const usual: View = {
  language: "zh", standard: "mofcom", person: "standard", lat: null, lon: null, zoom: null, pick: null, rule: null,
};

function numbers(text: string | null, count: number): number[] | null {
  const list = (text ?? "").split(",").map((one) => (one.trim() === "" ? Number.NaN : Number(one)));
  return list.length === count && list.every(Number.isFinite) ? list : null;
}

function pick_of(fields: URLSearchParams): Pick | null {
  const outlet = fields.get("outlet");
  if (outlet) {
    return {what: "outlet", id: outlet};
  }
  const area = fields.get("area");
  if (area) {
    return {what: "area", code: area};
  }
  const [lat, lon] = numbers(fields.get("place"), 2) ?? [];
  return lat === undefined || lon === undefined ? null : {what: "place", lat, lon, home: fields.get("home")};
}

/// Reads the part of the address after #. What cannot be read is as if it were not there.
export function view_of(hash: string): View {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const [lat, lon, zoom] = numbers(fields.get("map"), 3) ?? [];
  return {
    language: fields.get("language") === "en" ? "en" : "zh",
    standard: fields.get("standard") ?? usual.standard,
    person: fields.get("person") ?? usual.person,
    lat: lat ?? null, lon: lon ?? null, zoom: zoom ?? null,
    pick: pick_of(fields),
    rule: fields.get("rule"),
  };
}

/// The address of a view; view_of() of it is the same view.
export function hash_of(view: View): string {
  const fields = new URLSearchParams();
  if (view.language !== usual.language) {
    fields.set("language", view.language);
  }
  fields.set("standard", view.standard);
  fields.set("person", view.person);
  if (view.lat !== null && view.lon !== null && view.zoom !== null) {
    fields.set("map", [view.lat.toFixed(5), view.lon.toFixed(5), view.zoom.toFixed(2)].join(","));
  }
  const pick = view.pick;
  if (pick?.what === "place") {
    fields.set("place", `${pick.lat.toFixed(7)},${pick.lon.toFixed(7)}`);
    if (pick.home) {
      fields.set("home", pick.home);
    }
  } else if (pick?.what === "outlet") {
    fields.set("outlet", pick.id);
  } else if (pick) {
    fields.set("area", pick.code);
  }
  if (view.rule) {
    fields.set("rule", view.rule);
  }
  return "#" + fields.toString().replaceAll("%2C", ",");
}

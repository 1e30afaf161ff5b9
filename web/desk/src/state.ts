/// What the address holds: everything that makes the view what it is.

export type Language = "zh" | "en";

export type Pick =
  | {what: "place"; lat: number; lon: number; home: string | null}
  | {what: "outlet"; id: string}
  | {what: "gate"; id: string}
  | {what: "circle"; id: string}
  | {what: "area"; code: string};

export const tabs = ["city", "gaps", "sites", "scenarios", "programme"] as const;
export type Tab = (typeof tabs)[number];

export interface View {
  language: Language;
  standard: string;
  person: string;
  lat: number | null;
  lon: number | null;
  zoom: number | null;
  tab: Tab;
  pick: Pick | null;
  /// By which rule the map is coloured; null: by the share of all needs.
  rule: string | null;
  scenario: string | null;
  /// A minute of the week ("Tu 09:00"), with the outlets and gates that are open then; null: at any hour.
  when: string | null;
  /// Of which kind the minutes are charted.
  kind: string;
}

export const usual: View = {
  language: "zh", standard: "local-xuzhou", person: "standard", lat: null, lon: null, zoom: null, tab: "city",
  pick: null, rule: null, scenario: null, when: null, kind: "market",
};

function numbers(text: string | null, count: number): number[] | null {
  const list = (text ?? "").split(",").map((one) => (one.trim() === "" ? Number.NaN : Number(one)));
  return list.length === count && list.every(Number.isFinite) ? list : null;
}

function pick_of(fields: URLSearchParams): Pick | null {
  for (const what of ["outlet", "gate", "circle"] as const) {
    const id = fields.get(what);
    if (id) {
      return {what, id};
    }
  }
  const area = fields.get("area");
  if (area) {
    return {what: "area", code: area};
  }
  const [lat, lon] = numbers(fields.get("place"), 2) ?? [];
  return lat === undefined || lon === undefined ? null : {what: "place", lat, lon, home: fields.get("home")};
}

function fields_of(pick: Pick): [string, string][] {
  switch (pick.what) {
    case "place":
      return [["place", `${pick.lat.toFixed(7)},${pick.lon.toFixed(7)}`], ...(pick.home ? [["home", pick.home]] : []) as
        [string, string][]];
    case "area":
      return [["area", pick.code]];
    default:
      return [[pick.what, pick.id]];
  }
}

export const weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;

function when_of(text: string | null): string | null {
  return /^(Mo|Tu|We|Th|Fr|Sa|Su) ([01]\d|2[0-3]):[0-5]\d$/.test(text ?? "") ? text : null;
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
    tab: tabs.find((one) => one === fields.get("tab")) ?? usual.tab,
    pick: pick_of(fields),
    rule: fields.get("rule"),
    scenario: fields.get("scenario"),
    when: when_of(fields.get("when")),
    kind: fields.get("kind") ?? usual.kind,
  };
}

/// The address of a view; view_of() of it is the same view.
export function hash_of(view: View): string {
  const fields = new URLSearchParams();
  const note = (name: string, value: string | null, unsaid: string | null) => {
    if (value !== null && value !== unsaid) {
      fields.set(name, value);
    }
  };
  note("language", view.language, usual.language);
  note("standard", view.standard, null);
  note("person", view.person, null);
  if (view.lat !== null && view.lon !== null && view.zoom !== null) {
    fields.set("map", [view.lat.toFixed(5), view.lon.toFixed(5), view.zoom.toFixed(2)].join(","));
  }
  note("tab", view.tab, usual.tab);
  (view.pick ? fields_of(view.pick) : []).forEach(([name, value]) => fields.set(name, value));
  note("rule", view.rule, null);
  note("scenario", view.scenario, null);
  note("when", view.when, null);
  note("kind", view.kind, usual.kind);
  return "#" + fields.toString().replaceAll("%2C", ",");
}

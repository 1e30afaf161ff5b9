/// Scenarios: what would be if. Each edit is kept by the service at once, which then scores the city with it.
import {reactive, watch} from "vue";

import {ask, type Schemas, send} from "./api/client";
import {at_hour, desk, kind_name, voice, word} from "./desk";
import {type Held, type Line, type Mark, show} from "./drafted";

export type Edit = Schemas["ScenarioEdit"];

export const scenarios = reactive<{
  list: Schemas["Scenario"][];
  open: Schemas["Scenario"] | null;
  told: Schemas["ScenarioEvaluation"] | null;
}>({list: [], open: null, told: null});

export async function list_scenarios() {
  scenarios.list = (await ask("/api/v1/scenarios", {}, {}, voice())).scenarios;
}

function place_of(edit: Edit, nth: number): Mark | null {
  const carried = edit.put_outlet?.at ?? edit.change_outlet?.at;
  const at = carried ?? [edit.open_gate, edit.close_gate].find(Array.isArray);
  const [lat, lon] = Array.isArray(at) ? at as number[] : [];
  const mark = edit.put_outlet ? "+" : edit.change_outlet ? "→" : edit.open_gate ? "○" : "×";
  return lat === undefined || lon === undefined ? null
    : {lat, lon, mark, name: described(edit), ...(carried ? {edit: nth} : {})};
}

/// Whether an edit says of an outlet where it stands.
export function can_move(edit: Edit): boolean {
  return (edit.put_outlet?.at ?? edit.change_outlet?.at) !== undefined;
}

/// The edits once what is held stands elsewhere: an outlet that moves twice moves once.
export function moved(edits: Edit[], held: Held, {lat, lon}: {lat: number; lon: number}): Edit[] {
  const at = [lat, lon];
  const nth = "edit" in held ? held.edit
    : edits.findIndex((one) => one.change_outlet?.at && one.change_outlet.outlet === held.outlet);
  const before = edits[nth];
  if (!before) {
    return "outlet" in held ? [...edits, {change_outlet: {outlet: held.outlet,
      ...(held.name ? {name: held.name} : {}), at}}] : edits;
  }
  const after = before.put_outlet ? {put_outlet: {...before.put_outlet, at}}
    : {change_outlet: {...before.change_outlet, at}};
  return edits.map((one, i) => (i === nth ? after : one));
}

function line_of(edit: Edit): Line | null {
  const {from, to} = edit.build_street ?? {};
  return from && to ? {from: from as [number, number], to: to as [number, number]} : null;
}

/// An edit in words.
export function described(edit: Edit): string {
  if (edit.put_outlet) {
    const kinds = [edit.put_outlet.kinds ?? []].flat().map(kind_name).join(" · ");
    return word("edit_put", {what: edit.put_outlet.name ?? kinds});
  }
  if (edit.change_outlet) {
    const {outlet, name, at} = edit.change_outlet;
    return word(at ? "edit_move" : "edit_change", {what: name ?? String(outlet ?? "")});
  }
  if (edit.remove_outlet !== undefined) {
    return word("edit_remove", {what: String(edit.remove_outlet)});
  }
  return word(edit.open_gate ? "edit_open_gate" : edit.close_gate ? "edit_close_gate"
    : edit.build_street ? "edit_build" : "edit_other");
}

export function draw_scenario() {
  const edits = scenarios.open?.edits ?? [];
  show(edits.map(place_of).filter((one) => one !== null), edits.map(line_of).filter((one) => one !== null));
}

async function judge() {
  const open = scenarios.open;
  const {standard, person} = desk.view;
  const query = {standard, person, ...at_hour()};
  scenarios.told = open && (await ask("/api/v1/scenarios/{id}/evaluation", {id: open.id}, query, voice()));
}

async function opened(scenario: Schemas["Scenario"] | null) {
  scenarios.open = scenario;
  const before = desk.view.scenario;
  desk.view.scenario = scenario?.id ?? null;
  draw_scenario();
  try {
    await judge();
  } finally {
    // The figures come first: whoever draws the tiles finds the scenario judged.
    if (scenario && before === scenario.id) {
      desk.edition += 1;
    }
  }
}

export async function open_scenario(id: string | null) {
  await opened(id === null ? null : await ask("/api/v1/scenarios/{id}", {id}, {}, voice()));
}

export async function new_scenario(name: string) {
  const made = await send("post", "/api/v1/scenarios", {}, {name, edits: []}, voice());
  await list_scenarios();
  await opened(made);
}

/// Keeps other edits, another name, or whether it is shared.
export async function keep(change: {edits?: Edit[]; name?: string; shared?: boolean}) {
  const open = scenarios.open;
  if (open) {
    const body = {version: open.version, ...change};
    const made = await send("patch", "/api/v1/scenarios/{id}", {id: open.id}, body, voice());
    scenarios.list = scenarios.list.map((one) => (one.id === made.id ? made : one));
    await opened(made);
  }
}

export async function remove_scenario() {
  const open = scenarios.open;
  if (open) {
    await send("delete", "/api/v1/scenarios/{id}", {id: open.id}, undefined, voice());
    await opened(null);
    await list_scenarios();
  }
}

watch(() => [desk.view.standard, desk.view.person, desk.view.when], () => {
  if (scenarios.open) {
    void judge().catch(() => {
      scenarios.told = null;
    });
  }
});

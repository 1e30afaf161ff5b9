/// What the page knows of the city, and the one way to change it: the view is in the address, the rest was asked for.
import {reactive, watch} from "vue";

import {ask, Refusal, type Schemas, sentence_of} from "./api/client";
import {hash_of, type Pick, type View, view_of} from "./state";
import {say, type Word} from "./words";

export type Evaluation = Schemas["Evaluation"];
export type Gap = Evaluation["gaps"][number];

const gaps_shown = 100;

interface Desk {
  view: View;
  kinds: Schemas["Kinds"]["kinds"];
  persons: Schemas["Persons"]["persons"];
  standards: Schemas["Standards"]["standards"];
  communities: Schemas["Areas"]["areas"];
  evaluation: Evaluation | null;
  /// Rises with each change that the city has seen: whoever shows figures asks anew.
  round: number;
  /// Rises with each change of the open scenario: only what shows the scenario asks anew.
  edition: number;
  busy: boolean;
  away: boolean;
  fault: string;
  /// Homes of the gap that was chosen.
  marked: string[];
}

export const desk = reactive<Desk>({
  view: view_of(location.hash), kinds: [], persons: [], standards: [], communities: [], evaluation: null,
  round: 0, edition: 0,
  busy: false, away: false, fault: "", marked: [],
});

export function word(name: Word, places: Record<string, string | number> = {}): string {
  return say(desk.view.language, name, places);
}

/// The minute of the week as questions name it.
export function at_hour(): {when?: string} {
  return desk.view.when === null ? {} : {when: desk.view.when};
}

export function voice() {
  return {language: desk.view.language, gone: word("gone")};
}

/// "周二 09:00".
export function hour_name(when: string): string {
  const [day = "", time = ""] = when.split(" ");
  return `${word(`day_${day}` as Word)} ${time}`;
}

export function kind_name(id: string): string {
  return desk.kinds.find((one) => one.id === id)?.[desk.view.language] ?? id;
}

/// All kinds, in the order of their names.
export function kinds_by_name() {
  const language = desk.view.language;
  return [...desk.kinds].sort((a, b) => a[language].localeCompare(b[language], language));
}

/// The evaluation's rule by which the map is coloured.
export function chosen_rule() {
  return desk.evaluation?.rules.find((one) => one.id === desk.view.rule) ?? null;
}

export function choose(pick: Pick | null, marked: string[] = []) {
  desk.marked = marked;
  desk.view.pick = pick;
}

const again_after = 5_000;
let due: ReturnType<typeof setTimeout> | undefined;

/// A service that is away or busy is asked again by itself; what it refuses, it would refuse again.
function again_later(fault: unknown) {
  if (fault instanceof Refusal && (fault.status === 0 || fault.retry_after !== null)) {
    clearTimeout(due);
    due = setTimeout(() => void start(), fault.retry_after === null ? again_after : 1000 * fault.retry_after);
  }
}

let asking: AbortController | null = null;

/// Asks for the evaluation anew. An older question that is under way is dropped.
export async function evaluate() {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  desk.busy = true;
  try {
    const {standard, person} = desk.view;
    const query = {standard, person, ...at_hour(), level: "community", gaps: String(gaps_shown)};
    desk.evaluation = await ask("/api/v1/evaluation", {}, query, voice(), mine.signal);
    desk.fault = "";
    desk.round += 1;
  } catch (fault) {
    if (!mine.signal.aborted) {
      desk.fault = sentence_of(fault);
      again_later(fault);
    }
  } finally {
    if (asking === mine) {
      desk.busy = false;
    }
  }
}

interface Ground {
  bounds: number[];
  base: Schemas["Basemap"] | null;
}

async function learn_ground(): Promise<Ground> {
  const {bounds, basemap} = await ask("/api/v1/tiles", {}, {}, voice());
  return {bounds, base: basemap ? await ask("/api/v1/basemap", {}, {}, voice()) : null};
}

let ground: Promise<Ground> | null = null;

/// Where the city lies, and what lies behind it: asked for once, the same for every map of the page.
export function city_ground(): Promise<Ground> {
  ground ??= learn_ground().catch((fault: unknown) => {
    ground = null;
    throw fault;
  });
  return ground;
}

async function learn() {
  const [kinds, persons, standards, communities] = await Promise.all([
    ask("/api/v1/kinds", {}, {}, voice()), ask("/api/v1/persons", {}, {}, voice()),
    ask("/api/v1/standards", {}, {}, voice()), ask("/api/v1/areas", {}, {level: "community"}, voice()),
  ]);
  Object.assign(desk, {kinds: kinds.kinds, persons: persons.persons, standards: standards.standards,
    communities: communities.areas});
}

/// Learns what stays, then what changes.
export async function start() {
  try {
    await Promise.all([desk.kinds.length === 0 ? learn() : null, evaluate()]);
  } catch (fault) {
    desk.fault = sentence_of(fault);
    again_later(fault);
  }
}

watch(() => hash_of(desk.view), (hash) => history.replaceState(null, "", hash));
watch(() => [desk.view.standard, desk.view.person, desk.view.language, desk.view.when], () => void evaluate());
window.addEventListener("hashchange", () => {
  desk.view = view_of(location.hash);
});

/// What the page knows, and the one way to change it: the view is in the address, the rest was asked for.
import {reactive, shallowReactive, watch} from "vue";

import {ask, Refusal, type Schemas} from "./api/client";
import {hash_of, type Pick, type View, view_of} from "./state";
import {say, type Word} from "./words";

export type Evaluation = Schemas["Evaluation"];
export type Gap = Evaluation["gaps"][number];
export type Verdicts = Record<string, "met" | "unmet" | "unknown">;

const gaps_shown = 50;

interface Desk {
  view: View;
  kinds: Schemas["Kinds"]["kinds"];
  persons: Schemas["Persons"]["persons"];
  standards: Schemas["Standards"]["standards"];
  evaluation: Evaluation | null;
  /// Rises with each change that the city has seen: whoever shows figures asks anew.
  round: number;
  busy: boolean;
  away: boolean;
  fault: string;
  /// The rules' verdicts of the home that was clicked, as its tile has them.
  verdicts: Verdicts | null;
  /// Homes of the gap that was chosen.
  marked: string[];
}

export const desk = reactive<Desk>({
  view: view_of(location.hash), kinds: [], persons: [], standards: [], evaluation: null, round: 0, busy: false,
  away: false, fault: "", verdicts: null, marked: [],
});

export function word(name: Word, places: Record<string, string | number> = {}): string {
  return say(desk.view.language, name, places);
}

export function voice() {
  return {language: desk.view.language, gone: word("gone")};
}

export function kind_name(id: string): string {
  return desk.kinds.find((one) => one.id === id)?.[desk.view.language] ?? id;
}

export function choose(pick: Pick | null, marked: string[] = []) {
  desk.verdicts = null;
  desk.marked = marked;
  desk.view.pick = pick;
}

let asking: AbortController | null = null;

/// Asks for the evaluation anew. An older question that is under way is dropped.
export async function evaluate() {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  desk.busy = true;
  try {
    const query = {standard: desk.view.standard, person: desk.view.person, level: "community", gaps: String(gaps_shown)};
    const found = await ask("/api/v1/evaluation", {}, query, voice(), mine.signal);
    desk.evaluation = found;
    desk.fault = "";
    desk.round += 1;
  } catch (fault) {
    if (!mine.signal.aborted) {
      desk.fault = fault instanceof Refusal ? fault.message : String(fault);
    }
  } finally {
    if (asking === mine) {
      desk.busy = false;
    }
  }
}

async function learn() {
  const [kinds, persons, standards, found] = await Promise.all([
    ask("/api/v1/kinds", {}, {}, voice()), ask("/api/v1/persons", {}, {}, voice()),
    ask("/api/v1/standards", {}, {}, voice()), ask("/api/v1/areas", {}, {level: "community"}, voice()),
  ]);
  Object.assign(desk, {kinds: kinds.kinds, persons: persons.persons, standards: standards.standards});
  areas.list = found.areas;
}

const again_after = 5_000;

/// Until the service answers, it is asked again.
export async function start() {
  try {
    await learn();
    await evaluate();
  } catch (fault) {
    desk.fault = fault instanceof Refusal ? fault.message : String(fault);
    setTimeout(() => void start(), again_after);
  }
}

watch(() => hash_of(desk.view), (hash) => history.replaceState(null, "", hash));
watch(() => [desk.view.standard, desk.view.person, desk.view.language], () => void evaluate());
window.addEventListener("hashchange", () => {
  desk.view = view_of(location.hash);
});

export const areas = reactive<{list: Schemas["Areas"]["areas"]}>({list: []});

/// What was asked for of the pick. Outlines are large and never change in place: they are kept as they came.
export const walk = shallowReactive<{
  circle: Schemas["Circle"] | null; outlet: Schemas["Outlet"] | null; serves: Schemas["Clientele"] | null;
}>({circle: null, outlet: null, serves: null});

let looking: AbortController | null = null;

async function look() {
  looking?.abort();
  const mine = new AbortController();
  looking = mine;
  const pick = desk.view.pick;
  const person = desk.view.person;
  Object.assign(walk, {circle: null, outlet: null, serves: null});
  try {
    if (pick?.what === "place") {
      const query = {at: `${pick.lat.toFixed(7)},${pick.lon.toFixed(7)}`, person, minutes: "5,10,15"};
      walk.circle = await ask("/api/v1/circle", {}, query, voice(), mine.signal);
    } else if (pick?.what === "outlet") {
      const [outlet, serves] = await Promise.all([
        ask("/api/v1/outlets/{id}", {id: pick.id}, {}, voice(), mine.signal),
        ask("/api/v1/outlets/{id}/serves", {id: pick.id}, {person, minutes: "15"}, voice(), mine.signal),
      ]);
      Object.assign(walk, {outlet, serves});
    }
    desk.fault = "";
  } catch (fault) {
    if (!mine.signal.aborted) {
      desk.fault = fault instanceof Refusal ? fault.message : String(fault);
    }
  }
}

watch(() => [desk.view.pick, desk.view.person, desk.round], () => void look(), {immediate: true});

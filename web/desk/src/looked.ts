/// What was asked for of the pick: a home's circle, an outlet and whom it serves, a gate, a living circle.
import {reactive, shallowReactive, watch} from "vue";

import {ask, type Schemas, sentence_of, type Voice} from "./api/client";
import {at_hour, choose, desk, voice} from "./desk";
import {session} from "./session";
import type {Pick} from "./state";

export type Verdicts = Record<string, unknown>;

/// Outlines are large and never change in place: what came is kept as it came.
export const looked = shallowReactive<{
  circle: Schemas["Circle"] | null;
  outlet: Schemas["Outlet"] | null;
  serves: Schemas["Clientele"] | null;
  versions: Schemas["OutletVersions"]["versions"];
  gate: Schemas["PassageWithHistory"] | null;
  living: Schemas["LivingCircle"] | null;
  /// What the standard says of living circles: scores, and the largest gaps.
  judged: Schemas["Evaluation"] | null;
  years: Schemas["CircleYears"]["years"];
  plans: Schemas["CirclePlans"]["plans"];
  /// What the tile of a home that was clicked says of it: its id, and the rules' verdicts.
  verdicts: Verdicts | null;
  fault: string;
}>({circle: null, outlet: null, serves: null, versions: [], gate: null, living: null,
  judged: null, years: [], plans: [], verdicts: null, fault: ""});

/// The outlet to which a path is shown from the home that was picked.
export const path = reactive<{to: string | null; seconds: number | null; line: GeoJSON.LineString | null}>(
  {to: null, seconds: null, line: null});

async function found(pick: Pick, voice_now: Voice, stop: AbortSignal): Promise<Partial<typeof looked>> {
  const person = desk.view.person;
  switch (pick.what) {
    case "place": {
      const query = {at: `${pick.lat.toFixed(7)},${pick.lon.toFixed(7)}`, person, minutes: "5,10,15",
        ...at_hour()};
      return {circle: await ask("/api/v1/circle", {}, query, voice_now, stop)};
    }
    case "outlet": {
      const id = {id: pick.id};
      const outlet = await ask("/api/v1/outlets/{id}", id, {}, voice_now, stop);
      // A closed outlet serves nobody, and who is not signed in may not read its history: neither is asked for.
      const [serves, history] = await Promise.all([
        outlet.state === "open" ? ask("/api/v1/outlets/{id}/serves", id, {person, minutes: "15", ...at_hour()},
          voice_now, stop).catch(() => null) : null,
        session.me ? ask("/api/v1/outlets/{id}/versions", id, {}, voice_now, stop).catch(() => null) : null,
      ]);
      return {outlet, serves, versions: history?.versions ?? []};
    }
    case "gate":
      return {gate: await ask("/api/v1/gates/{id}", {id: pick.id}, {}, voice_now, stop)};
    case "circle": {
      const id = {id: pick.id};
      const {standard} = desk.view;
      const [living, judged, years, plans] = await Promise.all([
        ask("/api/v1/circles/{id}", id, {}, voice_now, stop),
        ask("/api/v1/evaluation", {}, {standard, person, ...at_hour(), level: "living_circle", gaps: "100"}, voice_now,
          stop),
        ask("/api/v1/circles/{id}/years", id, {}, voice_now, stop),
        ask("/api/v1/circles/{id}/plans", id, {}, voice_now, stop),
      ]);
      return {living, judged, years: years.years, plans: plans.plans};
    }
    case "area":
      return {};
  }
}

/// Picks the living circle whose face on the map has this code.
export async function choose_circle(code: string) {
  const {circles} = await ask("/api/v1/circles", {}, {}, voice());
  const found = circles.find((one) => one.code === code);
  if (found) {
    choose({what: "circle", id: found.id});
  }
}

let looking: AbortController | null = null;

/// `anew`: something else was picked; otherwise what is shown stays until the new answer is there.
export async function look(anew: boolean) {
  looking?.abort();
  const mine = new AbortController();
  looking = mine;
  if (anew) {
    Object.assign(looked, {circle: null, outlet: null, serves: null, versions: [], gate: null, living: null,
      judged: null, years: [], plans: []});
    Object.assign(path, {to: null, seconds: null, line: null});
  }
  try {
    const pick = desk.view.pick;
    const came = pick ? await found(pick, voice(), mine.signal) : {};
    if (!mine.signal.aborted) {
      Object.assign(looked, came, {fault: ""});
    }
  } catch (fault) {
    if (!mine.signal.aborted) {
      looked.fault = sentence_of(fault);
    }
  }
}

/// The way from the home to an outlet; the same outlet again takes it away.
export async function show_path(outlet: string) {
  const pick = desk.view.pick;
  if (pick?.what !== "place" || path.to === outlet) {
    Object.assign(path, {to: null, seconds: null, line: null});
    return;
  }
  try {
    const query = {at: `${pick.lat.toFixed(7)},${pick.lon.toFixed(7)}`, person: desk.view.person, minutes: "30",
      to: outlet, outline: "no", ...at_hour()};
    const told = (await ask("/api/v1/circle", {}, query, voice())).path;
    Object.assign(path, {to: outlet, seconds: told?.seconds ?? null, line: told?.line ?? null});
    looked.fault = "";
  } catch (fault) {
    looked.fault = sentence_of(fault);
  }
}

watch(() => [desk.view.pick, desk.view.person, desk.view.when, desk.view.standard], () => void look(true),
  {immediate: true});
watch(() => [desk.round, session.me], () => void look(false));

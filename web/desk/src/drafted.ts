/// What is put on the map besides the city itself: proposed sites, and the edits of a scenario.
import {reactive} from "vue";

export interface Mark {
  lat: number;
  lon: number;
  /// A sign of one or two letters, within the dot.
  mark: string;
  name: string;
  /// Which edit of the scenario it shows, where it can be carried elsewhere.
  edit?: number;
}

export interface Line {
  from: [number, number];
  to: [number, number];
}

/// `held`: what is being carried just now.
export const drafted = reactive<{marks: Mark[]; lines: Line[]; held: Mark | null}>({marks: [], lines: [], held: null});

export interface Hit {
  outlet: string | null;
  outlet_name: string;
  gate: string | null;
}

/// What the next click on the map is for; null: to look at what is there.
export type Tool = (at: {lat: number; lon: number}, hit: Hit) => void;

/// What can be carried: the place of an edit, or an outlet of the city.
export type Held = {edit: number} | {outlet: string; name: string};
export type Drop = (held: Held, at: {lat: number; lon: number}) => void;

export const tool = reactive<{use: Tool | null; drop: Drop | null}>({use: null, drop: null});

export function show(marks: Mark[], lines: Line[] = []) {
  Object.assign(drafted, {marks, lines});
}

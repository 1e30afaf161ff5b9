/// What is put on the map besides the city itself: proposed sites, and the edits of a scenario.
import {reactive} from "vue";

export interface Mark {
  lat: number;
  lon: number;
  /// A sign of one or two letters, within the dot.
  mark: string;
  name: string;
}

export interface Line {
  from: [number, number];
  to: [number, number];
}

export const drafted = reactive<{marks: Mark[]; lines: Line[]}>({marks: [], lines: []});

/// What the next click on the map is for; null: to look at what is there.
export type Tool = (at: {lat: number; lon: number}, hit: {outlet: string | null; gate: string | null}) => void;

export const tool = reactive<{use: Tool | null}>({use: null});

export function show(marks: Mark[], lines: Line[] = []) {
  Object.assign(drafted, {marks, lines});
}

/// Colours of scores: brown below the mark, blue from it on, which those who confuse red and green tell apart.

/// Share of needs met at which the scale turns: what a city reports of its circles when it calls them done, nine needs
/// in ten (standards/local-xuzhou.yaml, source of its round).
export const mark = 0.9;

export interface Class {
  from: number;
  colour: string;
  ink: string;
}

export const classes: readonly Class[] = [
  {from: 0, colour: "#8a2f06", ink: "#ffffff"},
  {from: 0.5, colour: "#d07a37", ink: "#1d2327"},
  {from: 0.7, colour: "#f0c493", ink: "#1d2327"},
  {from: mark, colour: "#8fbbdd", ink: "#1d2327"},
  {from: 0.97, colour: "#174a7c", ink: "#ffffff"},
];

export const unknown_colour = "#c9cdd0";

export function class_of(score: number): Class {
  const [worst, ...better] = classes as [Class, ...Class[]];
  return better.reduce((found, one) => (score >= one.from ? one : found), worst);
}

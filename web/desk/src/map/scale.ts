/// Colours of scores: brown below the pass mark, blue above it, which those who confuse red and green tell apart.

/// Thousandths of the needs met from which a place passes.
export const pass_mark = 600;

export interface Class {
  from: number;
  colour: string;
  ink: string;
}

export const classes: readonly Class[] = [
  {from: 0, colour: "#9c3a0c", ink: "#ffffff"},
  {from: 400, colour: "#e59a5c", ink: "#1d2327"},
  {from: pass_mark, colour: "#b3d0e6", ink: "#1d2327"},
  {from: 750, colour: "#5b97c7", ink: "#1d2327"},
  {from: 900, colour: "#174a7c", ink: "#ffffff"},
];

export const unknown_colour = "#c9cdd0";

export function class_of(score: number): Class {
  const [worst, ...better] = classes as [Class, ...Class[]];
  return better.reduce((found, one) => (score >= one.from ? one : found), worst);
}

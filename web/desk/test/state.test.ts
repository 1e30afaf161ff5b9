import {expect, test} from "vitest";

import {class_of, mark} from "../src/map/scale";
import {hash_of, type Pick, usual, view_of} from "../src/state";

const picks: (Pick | null)[] = [
  null,
  {what: "place", lat: 34.2568, lon: 117.197, home: "5052130823963087"},
  {what: "place", lat: 34.2568, lon: 117.197, home: null},
  {what: "outlet", id: "5509327900793103215"},
  {what: "area", code: "320303001005"},
  {what: "gate", id: "871120934221534883"},
  {what: "circle", id: "7658990454578832720"},
];

test.each(picks)("an address holds the whole view: %o", (pick) => {
  const view = {...usual, language: "en" as const, lat: 34.26, lon: 117.18, zoom: 13.5, pick, rule: "market",
    tab: "scenarios" as const, scenario: "915461476439818240", when: "Tu 09:30", kind: "pharmacy"};
  expect(view_of(hash_of(view))).toEqual(view);
});

test.each([
  "", "#", "#map=1,2", "#map=a,b,c", "#place=,", "#language=xx", "#when=Tu", "#when=Xx 09:00", "#when=Tu 24:00",
])("%s is the usual view", (hash) => {
  expect(view_of(hash)).toEqual(usual);
});

test("the scale turns at the mark", () => {
  expect(class_of(mark - 0.001)).not.toEqual(class_of(mark));
  expect(class_of(mark).from).toBe(mark);
  expect(class_of(0).from).toBe(0);
});

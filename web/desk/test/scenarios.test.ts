import {expect, test, vi} from "vitest";

// The page's state listens to the window's address, which no test has.
vi.stubGlobal("location", {hash: "", href: "http://127.0.0.1/", origin: "http://127.0.0.1"});
vi.stubGlobal("window", {addEventListener: () => undefined});
vi.stubGlobal("history", {replaceState: () => undefined});
const {can_move, moved} = await import("../src/scenarios");

const put = {put_outlet: {name: "a", kinds: ["market"], at: [34.1, 117.1], hours: "6:00-18:00"}};
const gate = {open_gate: "5"};

test("what is new stands elsewhere and stays what it is", () => {
  expect(moved([gate, put], {edit: 1}, {lat: 34.2, lon: 117.2}))
    .toEqual([gate, {put_outlet: {...put.put_outlet, at: [34.2, 117.2]}}]);
});

test("an outlet of the city that is moved twice moves once", () => {
  const once = moved([put], {outlet: "7", name: "b"}, {lat: 34.2, lon: 117.2});
  expect(once).toEqual([put, {change_outlet: {outlet: "7", name: "b", at: [34.2, 117.2]}}]);
  expect(moved(once, {outlet: "7", name: "b"}, {lat: 34.3, lon: 117.3}))
    .toEqual([put, {change_outlet: {outlet: "7", name: "b", at: [34.3, 117.3]}}]);
  expect(moved(once, {edit: 1}, {lat: 34.4, lon: 117.4}).at(1))
    .toEqual({change_outlet: {outlet: "7", name: "b", at: [34.4, 117.4]}});
});

test("what has no place of its own does not move", () => {
  expect(can_move(put)).toBe(true);
  expect(can_move(gate)).toBe(false);
  expect(can_move({put_outlet: {name: "a", kinds: ["market"], stands: []}})).toBe(false);
  expect(moved([put], {edit: 3}, {lat: 0, lon: 0})).toEqual([put]);
});

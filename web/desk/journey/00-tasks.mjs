// Eight questions that a planner asks of a city, each answered by the page as somebody reads it and by the command line
// on the same city. It comes first, before other journeys change the town.
import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

const standard = "local-xuzhou";
const [program, city] = [process.env.LINQUAN_PROGRAM, process.env.LINQUAN_CITY];

/// What the command line says, as JSON.
function told(command, ...options) {
  return JSON.parse(execFileSync(program, [command, city, ...options, "--json", "--lang", "zh"],
    {encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28}));
}

const whole = (number) => Math.round(number).toLocaleString("en-US");
const percent = (share, places = 1) => `${(share * 100).toFixed(places)}%`;
const minutes = (seconds) => Math.max(1, Math.ceil(seconds / 60));

/// A table of the page as its cells' texts, row by row.
async function rows_of(page, table) {
  return page.locator(`${table} tbody tr`).evaluateAll((rows) => rows.map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => cell.textContent.trim().replace(/\s+/g, " "))));
}

/// The figures of a scenario file by the command line: what each rule gains and loses.
function compared(edit) {
  const folder = mkdtempSync(join(tmpdir(), "linquan-tasks-"));
  const file = join(folder, "scenario.yaml");
  writeFileSync(file, JSON.stringify({version: 1, edits: [edit]}));
  try {
    return told("compare", "--scenario", file, "--standard", standard);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/// The rows that a scenario's table should have: name, gain, loss; most moved first.
function moved_rules(state) {
  return state.rules.filter((one) => one.gained > 0 || one.lost > 0)
    .sort((a, b) => b.gained + b.lost - a.gained - a.lost)
    .map((one) => [one.name, one.gained > 0 ? `+${whole(one.gained)}` : "", one.lost > 0 ? `−${whole(one.lost)}` : ""]);
}

/// Makes a scenario of one edit that is made by a click, and reads what the page says of it.
async function scenario_of(desk, name, {tool, at, zoom}) {
  const {page} = desk;
  await desk.look_at(at.lat, at.lon, zoom);
  await page.locator(".tabs button").nth(3).click();
  await page.fill("#scenario-name", name);
  await page.click(".scenarios form button");
  await page.waitForSelector(".scenarios fieldset");
  await desk.idle();
  await page.locator(".scenarios fieldset .row button").nth(tool).click();
  await desk.click_at(at.lat, at.lon);
  // Kept and judged: until then its button waits.
  await page.waitForSelector(".scenarios ol li button:not([disabled])");
  const edit = await page.evaluate(async () => {
    const id = new URLSearchParams(location.hash.slice(1)).get("scenario");
    return (await (await fetch(`/api/v1/scenarios/${id}`)).json()).edits[0];
  });
  const sentence = await page.locator(".scenarios .sentence").textContent();
  const rules = await rows_of(page, ".scenarios .moved").catch(() => []);
  // Other journeys find no scenario of this one.
  await page.locator(".scenarios > p .plain").last().click();
  await page.waitForSelector("#scenario-name");
  return {edit, sentence, rules};
}

export async function walk({open, ask}) {
  if (!program || !city) {
    throw new Error("LINQUAN_PROGRAM and LINQUAN_CITY say what the page is held against");
  }
  const desk = await open("#person=elder&rule=market&tab=gaps");
  const {page} = desk;
  const same = (task, seen, said) => desk.check(JSON.stringify(seen) === JSON.stringify(said),
    `${task}: the page says ${JSON.stringify(seen)}, the command line ${JSON.stringify(said)}`);
  await desk.idle();

  // 1. Which communities lack a market for the old?
  const old = told("evaluate", "--standard", standard, "--person", "elder", "--level", "community", "--gaps", "100");
  const lacking = old.gaps.filter((one) => one.rule === "market");
  same("who lacks a market", (await rows_of(page, ".gaps")).map((row) => [row[0], row[2]]),
    lacking.map((one) => [whole(one.people), one.area]));
  desk.check(lacking.length > 0, "nobody lacks a market: the question asks nothing");

  // 2. Where do three repairers help most?
  await page.selectOption("#person", "standard");
  await desk.sign_in("city-bureau");
  await page.locator(".tabs button").nth(2).click();
  await page.fill("#site-count", "3");
  await page.click(".sites button[type=submit]");
  await page.waitForSelector(".sites table", {timeout: 60_000});
  const sites = told("site", "--kind", "repair_small", "--count", "3", "--minutes", "10",
    "--from", "candidates,streets").sites;
  same("three repairers", (await rows_of(page, ".sites table")).map((row) => [row[1].split(" ")[0], row[2]]),
    sites.map((one) => [one.name.split(" ")[0], whole(one.people_gained)]));

  // 3. Where does one cart stand on which day?
  await page.locator(".sites > .row button").nth(1).click();
  await page.fill("#cart-count", "1");
  await page.click(".sites button[type=submit]");
  await page.waitForSelector(".week", {timeout: 60_000});
  const week = told("carts", "--kind", "repair_small", "--carts", "1", "--minutes", "15", "--circles", "city",
    "--days", "Mo-Fr");
  const visits = (await rows_of(page, ".week")).filter((row) => row.length === 4).map((row) => [row[2], row[3]]);
  same("a cart's week", visits, week.visits.map((one) =>
    [one.name, one.again ? "再次" : `+${whole(one.people_gained)}`]));
  const served = (await rows_of(page, ".week")).filter((row) => row.length === 3).map((row) => row[2]);
  same("a cart's days", served, week.by_day.map((one) => (one.people > 0 ? `${whole(one.people)} 人` : "–")));

  // 4. How many walk at most so long to a pharmacy?
  await page.locator(".tabs button").nth(0).click();
  await page.selectOption("#minutes-kind", "pharmacy");
  const access = told("access", "--kinds", "pharmacy", "--minutes", "30");
  const by_minute = [5, 10, 15, 20, 30].map((n) => [`${n} 分钟内`,
    `${whole(access.by_minute[n])} · ${percent(access.by_minute[n] / access.people)}`]);
  await desk.until((text) => document.querySelector(".minutes tbody")?.textContent.includes(text), by_minute[2][1],
    `${by_minute[2][1]} within 15 minutes`);
  same("minutes to a pharmacy", await rows_of(page, ".minutes table"), by_minute);

  await what_closes_and_opens(desk, ask, same);
  await around_one_home(desk, ask, same);
}

/// 5. Who loses if this pharmacy closes? 6. What does a gate gain?
async function what_closes_and_opens(desk, ask, same) {
  const {page} = desk;
  const {hits} = await ask("/api/v1/search?kinds=pharmacy&count=20");
  const needed = hits.map((one) => ({outlet: one.outlet, state: compared({remove_outlet: one.outlet})}))
    .find((one) => one.state.rules.some((rule) => rule.lost > 0));
  desk.check(needed !== undefined, "nobody loses by any pharmacy: the question asks nothing");
  const {stands} = await ask(`/api/v1/outlets/${needed.outlet}`);
  const closing = await scenario_of(desk, "关一家药店", {tool: 2, at: stands[0].at, zoom: 16});
  same("the pharmacy", closing.edit, {remove_outlet: needed.outlet});
  same("who loses", closing.rules, moved_rules(needed.state));
  const shares = [needed.state.needs_met_share_before, needed.state.needs_met_share_after];
  shares.forEach((one) => desk.check(closing.sentence.includes(percent(one, 2)),
    `the page says "${closing.sentence}", the command line ${percent(one, 2)}`));

  const gates = await page.evaluate(async () => {
    const {map} = document.querySelector(".map");
    map.jumpTo({zoom: 15});
    await new Promise((resolve) => map.once("idle", resolve));
    return map.querySourceFeatures("gates", {sourceLayer: "gates"}).map((one) => ({id: one.properties.id,
      at: {lat: one.geometry.coordinates[1], lon: one.geometry.coordinates[0]}}));
  });
  const wanted = gates.map((one) => ({...one, state: compared({close_gate: one.id})}))
    .find((one) => one.state.rules.some((rule) => rule.lost > 0));
  desk.check(wanted !== undefined, "nobody loses by any gate: the question asks nothing");
  const gate = await scenario_of(desk, "关一道门", {tool: 4, at: wanted.at, zoom: 17});
  same("the gate", gate.edit, {close_gate: wanted.id});
  same("what a gate is worth", gate.rules, moved_rules(wanted.state));
}

/// 7. What does this home reach, and what is missing? 8. Whom does this outlet serve?
async function around_one_home(desk, ask, same) {
  const {page} = desk;
  const {areas} = await ask("/api/v1/areas?level=community");
  const {at: middle} = areas.find((one) => one.at);
  await desk.look_at(middle.lat, middle.lon, 15);
  const homes = () => document.querySelector(".map").map.querySourceFeatures("homes", {sourceLayer: "homes"})
    .map((one) => [one.properties.id, one.geometry.coordinates]).sort()[0]?.[1];
  await desk.until(homes, null, "homes on the map");
  const home = await page.evaluate(homes);
  const at = `${home[1].toFixed(7)},${home[0].toFixed(7)}`;
  await page.evaluate((place) => {
    location.hash = location.hash.replace(/&(place|home)=[^&]*/g, "") + `&place=${place}`;
  }, at);
  await page.waitForSelector(".place table");
  const circle = told("reach", "--at", at, "--minutes", "5,10,15");
  const {kinds} = await ask("/api/v1/kinds");
  const names = new Map(kinds.map((one) => [one.id, one.zh]));
  const far = (one) => one.nearest_seconds ?? (one.known ? 1e6 : 1e7);
  same("what a home reaches", await rows_of(page, ".place table"), Object.entries(circle.outlets)
    .sort(([, a], [, b]) => far(a) - far(b)).map(([id, one]) => [names.get(id), one.known ? String(one.count) : "–",
      one.nearest_seconds !== null ? `${minutes(one.nearest_seconds)} 分钟` : one.known ? "缺" : "无数据"]));

  const {hits: [market]} = await ask("/api/v1/search?kinds=market&count=1");
  await page.evaluate((id) => {
    location.hash = location.hash.replace(/&(place|home|outlet)=[^&]*/g, "") + `&outlet=${id}`;
  }, market.outlet);
  await page.waitForSelector(".outlet .bars");
  const serves = told("reach", "--outlet", market.outlet, "--minutes", "15");
  same("whom a market serves", await rows_of(page, ".outlet .bars"), serves.steps
    .filter((one) => one.up_to_seconds % 300 === 0)
    .map((one) => [`${one.up_to_seconds / 60} 分钟内`, "", `${whole(one.people)} 人`]));
}

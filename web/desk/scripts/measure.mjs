// Measures the desk in Debian's Chromium with software rendering, on a service that runs: measure.mjs ADDRESS [RUNS]
// Prints how long an opening takes, the frames while the map moves over many homes, and how long an edit of a scenario
// takes to show. It measures and judges nothing; an idle machine gives the figures that may be told.
import {chromium} from "playwright-core";

import {flags} from "../journey/browser.mjs";

const [address, runs_text = "5"] = process.argv.slice(2);
const runs = Number(runs_text);
const frames_of = 5_000;
const edits = 10;
const patience = 120_000;

const browser = await chromium.launch({executablePath: "/usr/bin/chromium", args: flags});
const ms = (value) => `${Math.round(value)} ms`;
const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(share * values.length))];
const middle = (values) => quantile(values, 0.5);

async function opened(hash = "") {
  const page = await (await browser.newContext({viewport: {width: 1280, height: 800}, locale: "zh-CN"})).newPage();
  page.setDefaultTimeout(patience);
  const since = Date.now();
  await page.goto(address + hash, {waitUntil: "commit"});
  return {page, since};
}

async function idle(page) {
  await page.waitForFunction(() => {
    const element = document.querySelector(".map");
    element?.map?.triggerRepaint();
    return element?.dataset.idle === "yes";
  }, null, {polling: 50});
}

/// One opening with an empty cache: until the figures stand, until the map has drawn all that it wants to.
async function opening() {
  const {page, since} = await opened();
  await page.waitForSelector(".score strong");
  const figures = Date.now() - since;
  await idle(page);
  const map = Date.now() - since;
  // A map that has drawn nothing rests early.
  const drawn = await page.evaluate(() =>
    document.querySelector(".map").map.queryRenderedFeatures({layers: ["hexagons"]}).length);
  if (drawn === 0) {
    throw new Error("the map shows no hexagon");
  }
  const [scripts, asked] = await page.evaluate(() => {
    const all = performance.getEntriesByType("resource");
    const of = (pattern) => all.filter((one) => pattern.test(one.name));
    const last = (list) => Math.max(0, ...list.map((one) => one.responseEnd));
    return [last(of(/\/desk\/.*\.js/)), last(of(/\/evaluation\?/))];
  });
  await page.context().close();
  return {figures, map, scripts, asked};
}

/// How long frames take while the map is moved over homes as fast as it will.
async function frames() {
  const {page} = await opened();
  await idle(page);
  await page.evaluate(() => document.querySelector(".map").map.setZoom(14));
  await idle(page);
  const {times, homes} = await page.evaluate((length) => new Promise((resolve) => {
    const {map} = document.querySelector(".map");
    const times = [];
    const begun = performance.now();
    let before = begun;
    const step = (now) => {
      times.push(now - before);
      before = now;
      if (now - begun > length) {
        resolve({times: times.slice(1), homes: map.queryRenderedFeatures({layers: ["homes"]}).length});
      } else {
        map.panBy([12 * Math.cos(now / 700), 8 * Math.sin(now / 700)], {animate: false});
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
  }), frames_of);
  await page.context().close();
  return {times, homes};
}

async function sign_in(page) {
  await page.click(".who button");
  await page.fill("#login", "city-bureau");
  await page.fill("#password", "demo-city-bureau");
  await page.click(".sign-in button[type=submit]");
  await page.waitForSelector(".sign-in", {state: "detached"});
}

/// From the click that puts a market until its figures stand, and until the map shows it.
async function edited() {
  const {page} = await opened("#tab=scenarios");
  await idle(page);
  await sign_in(page);
  await page.fill("#scenario-name", `measured ${Date.now()}`);
  await page.click(".scenarios form button");
  await page.waitForSelector(".scenarios fieldset");
  await page.waitForSelector(".scenarios .sentence");
  await page.locator(".scenarios fieldset button").first().click();
  await idle(page);
  const told = [];
  const shown = [];
  for (let i = 0; i < edits; ++i) {
    await page.evaluate(() => {
      globalThis.begun = 0;
      globalThis.told = 0;
      document.querySelector(".map canvas").addEventListener("click", () => {
        globalThis.begun = performance.now();
      }, {once: true, capture: true});
      const list = document.querySelector(".scenarios ol").children.length;
      const wait = () => {
        const done = document.querySelector(".scenarios ol").children.length > list &&
          !document.querySelector(".scenarios li button:disabled");
        globalThis.told = done ? performance.now() : 0;
        return done || requestAnimationFrame(wait);
      };
      requestAnimationFrame(wait);
    });
    await page.mouse.click(700 + 23 * i, 350 + 11 * i);
    await page.waitForFunction(() => globalThis.told > 0, null, {polling: 20});
    await idle(page);
    const {begun, at, now} = await page.evaluate(() =>
      ({begun: globalThis.begun, at: globalThis.told, now: performance.now()}));
    told.push(at - begun);
    shown.push(now - begun);
  }
  await page.locator(".scenarios > p .plain").last().click();
  await page.context().close();
  return {told, shown};
}

const openings = [];
for (let i = 0; i < runs; ++i) {
  openings.push(await opening());
}
for (const name of ["scripts", "asked", "figures", "map"]) {
  const values = openings.map((one) => one[name]);
  console.log(`opening: ${name.padEnd(8)} ${ms(middle(values))} in the middle, ${values.map(ms).join(", ")}`);
}
const {times, homes} = await frames();
console.log(`frames: p50 ${ms(middle(times))}, p95 ${ms(quantile(times, 0.95))}, longest ${ms(Math.max(...times))}, ` +
  `of ${times.length}; ${homes} homes in view at the end`);
const {told, shown} = await edited();
console.log(`an edit: figures after ${ms(middle(told))}, p95 ${ms(quantile(told, 0.95))}; map after ` +
  `${ms(middle(shown))}, p95 ${ms(quantile(shown, 0.95))}`);
await browser.close();

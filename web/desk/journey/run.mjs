// Walks journeys through the desk in Debian's Chromium: run.mjs ADDRESS [JOURNEY …]
// Each journey is a file beside this one. Pictures of what it saw lie in ../shots.
import {mkdirSync, readdirSync} from "node:fs";

import {begin} from "./browser.mjs";

const [address, ...chosen] = process.argv.slice(2);
const here = new URL("./", import.meta.url);
const all = readdirSync(here).filter((name) => /^\d\d-.*\.mjs$/.test(name)).map((name) => name.replace(".mjs", ""));
const names = all.filter((name) => chosen.length === 0 || chosen.some((one) => name.includes(one)));
mkdirSync(new URL("../shots/", here), {recursive: true});

const browser = await begin(address);
let failed = 0;
for (const name of names) {
  const since = Date.now();
  const {walk} = await import(new URL(`${name}.mjs`, here));
  const faults = await browser.journey(name, walk);
  console.log(`${faults.length ? "FAILED" : "passed"}  ${name}  ${((Date.now() - since) / 1000).toFixed(1)} s`);
  faults.forEach((fault) => console.log(`        ${fault}`));
  failed += faults.length ? 1 : 0;
}
await browser.end();
console.log(`${names.length - failed} journeys passed, ${failed} failed`);
process.exit(failed || names.length === 0 ? 1 : 0);

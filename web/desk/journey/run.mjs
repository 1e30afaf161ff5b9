// Walks journeys through the desk in Debian's Chromium: run.mjs ADDRESS [--accept] [JOURNEY …]
// Each journey is a file beside this one. Pictures of what it saw lie in ../shots; some are held against those
// in golden, which --accept makes anew: look at them before you commit them.
import {mkdirSync, readdirSync} from "node:fs";

import {begin} from "./browser.mjs";

const [address, ...given] = process.argv.slice(2);
const chosen = given.filter((one) => one !== "--accept");
const here = new URL("./", import.meta.url);
const all = readdirSync(here).filter((name) => /^\d\d-.*\.mjs$/.test(name)).map((name) => name.replace(".mjs", ""));
const names = all.filter((name) => chosen.length === 0 || chosen.some((one) => name.includes(one)));
mkdirSync(new URL("../shots/", here), {recursive: true});

const browser = await begin(address, given.includes("--accept"));
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

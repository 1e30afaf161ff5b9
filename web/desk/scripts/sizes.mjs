// Prints what a first opening of the desk has to fetch, compressed, and fails beyond the bound.
import {readdirSync, readFileSync} from "node:fs";
import {gzipSync} from "node:zlib";

const bound = 700_000;
const folder = new URL("../dist/", import.meta.url);
let sum = 0;
for (const name of readdirSync(folder).sort()) {
  const bytes = gzipSync(readFileSync(new URL(name, folder))).length;
  sum += bytes;
  console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${name}`);
}
console.log(`${(sum / 1000).toFixed(1).padStart(8)} kB  in all; ${bound / 1000} kB at most`);
if (sum > bound) {
  console.error("The first load is too large.");
  process.exit(1);
}

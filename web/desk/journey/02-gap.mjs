// A planner finds the largest gap, sees whom it is about, asks where carts would help, and takes the report away.
import {statSync} from "node:fs";

/// Two carts for the whole city: the week stands in the table, each day's points on the map.
async function carts(desk) {
  const {page} = desk;
  await page.locator(".sites > .row button").nth(1).click();
  await page.click(".sites button[type=submit]");
  await page.waitForSelector(".week", {timeout: 60_000});
  const visits = await page.locator(".week tbody").nth(0).locator("tr:not(.day)").count();
  desk.check(visits > 0, "nobody stands anywhere on Mondays");
  await page.locator(".days button").nth(1).click();
  await desk.until((n) => {
    const {map} = document.querySelector(".map");
    const points = map.querySourceFeatures("drafted").filter((one) => one.geometry.type === "Point");
    return new Set(points.map((one) => one.geometry.coordinates.join())).size === n;
  }, visits, `${visits} points on the map on Mondays`);
  await desk.idle();
  await desk.shot("carts");
  await desk.golden("carts");
  await desk.accessible("carts");
}

export async function walk({open, ask}) {
  const desk = await open("#tab=gaps");
  const {page} = desk;
  await desk.idle();
  const told = await ask("/api/v1/evaluation?standard=local-xuzhou&person=standard&level=community&gaps=50");
  const first = told.gaps.find((one) => one.code !== null);
  const row = page.locator(".gaps tbody tr").nth(told.gaps.indexOf(first));
  desk.check((await row.textContent()).includes(first.area), `the first gap is not that of ${first.area}`);
  await desk.shot("gaps");
  await desk.accessible("gaps");

  await row.locator("button").click();
  await page.waitForSelector(".area .sentence");
  desk.check((await page.locator(".area h2").textContent()) === first.area, "another area was opened");
  const sentence = await page.locator(".area .sentence p").first().textContent();
  desk.check(sentence === first.sentence, `the page says "${sentence}", the service "${first.sentence}"`);
  const hash = new URLSearchParams(new URL(page.url()).hash.slice(1));
  desk.check(hash.get("area") === first.code && hash.get("rule") === first.rule, `the address is ${hash}`);
  await desk.idle();
  await desk.shot("gap");
  await desk.golden("gap");
  await desk.accessible("gap");

  await desk.sign_in("city-bureau");
  await page.locator(".tabs button").nth(2).click();
  await page.selectOption("#site-kind", "repair_small");
  await page.fill("#site-count", "3");
  await page.click(".sites button[type=submit]");
  await page.waitForSelector(".sites table", {timeout: 60_000});
  desk.check((await page.locator(".sites tbody tr").count()) === 3, "not three sites");
  await desk.until(() => {
    const {map} = document.querySelector(".map");
    return map.queryRenderedFeatures({layers: map.getStyle().layers.map((one) => one.id)})
      .filter((one) => one.source === "drafted" && one.geometry.type === "Point").length > 0;
  }, null, "a site on the map");
  await desk.idle();
  await desk.shot("sites");
  await desk.golden("sites");
  await desk.accessible("sites");

  await carts(desk);
  await page.click(".take summary");
  const table = page.waitForEvent("download");
  await page.locator(".take button", {hasText: "CSV"}).click();
  desk.check(statSync(await (await table).path()).size > 1000, "the table of gaps is empty");
  for (const [button, wanted] of [["Excel", "report.xlsx"], ["GeoPackage", "city.gpkg"]]) {
    const file = page.waitForEvent("download", {timeout: 60_000});
    await page.locator(".take button", {hasText: button}).click();
    const name = (await file).suggestedFilename();
    desk.check(name === wanted, `${button} is called ${name}`);
    await page.waitForSelector(".take button:not([disabled]) >> nth=4");
  }
}

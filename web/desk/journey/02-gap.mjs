// A planner finds the largest gap, sees whom it is about, asks where carts would help, and takes the report away.
import {statSync} from "node:fs";

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
  await desk.accessible("sites");

  await page.click(".take summary");
  const table = page.waitForEvent("download");
  await page.locator(".take button", {hasText: "CSV"}).click();
  desk.check(statSync(await (await table).path()).size > 1000, "the table of gaps is empty");
  const book = page.waitForEvent("download", {timeout: 60_000});
  await page.locator(".take button").last().click();
  const name = (await book).suggestedFilename();
  desk.check(/\.(xlsx|zip)$/.test(name), `the report is called ${name}`);
}

/// The first edit's place, as the service keeps it.
async function place_of_first(page) {
  return page.evaluate(async () => {
    const id = new URLSearchParams(location.hash.slice(1)).get("scenario");
    return (await (await fetch(`/api/v1/scenarios/${id}`)).json()).edits[0].put_outlet.at;
  });
}

/// Drags the market elsewhere with the mouse, then moves it once more with the keyboard alone.
async function carried(desk, at) {
  const {page} = desk;
  const version = () => page.evaluate(async () => {
    const id = new URLSearchParams(location.hash.slice(1)).get("scenario");
    return (await (await fetch(`/api/v1/scenarios/${id}`)).json()).version;
  });
  await desk.idle();
  const [x, y] = await desk.point(at.lat, at.lon);
  const before = await version();
  const middle = await page.evaluate(() => document.querySelector(".map").map.getCenter().toArray());
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 20, {steps: 5});
  await desk.shot("carrying");
  await page.mouse.up();
  for (let i = 0; i < 50 && await version() === before; ++i) {
    await page.waitForTimeout(100);
  }
  const [lat, lon] = await place_of_first(page);
  const [seen_x, seen_y] = await desk.point(lat, lon);
  desk.check(Math.hypot(seen_x - x - 40, seen_y - y - 20) < 2, `dragged to ${seen_x - x}, ${seen_y - y}, not 40, 20`);
  const after = await page.evaluate(() => document.querySelector(".map").map.getCenter().toArray());
  desk.check(Math.hypot(after[0] - middle[0], after[1] - middle[1]) < 1e-9, "the map moved with what was dragged");

  // Escape gives up.
  await page.mouse.move(seen_x, seen_y);
  await page.mouse.down();
  await page.mouse.move(seen_x + 60, seen_y, {steps: 5});
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.waitForTimeout(300);
  desk.check((await place_of_first(page))[1] === lon, "what was given up was moved all the same");

  // Who has no mouse takes the middle of the map.
  await page.locator(".scenarios ol li button").first().focus();
  await page.keyboard.press("Enter");
  await page.locator("button.middle").focus();
  await page.keyboard.press("Enter");
  await desk.until(() => document.querySelector(".scenarios .sentence") !== null, null, "judged anew");
  for (let i = 0; i < 50 && (await place_of_first(page))[1] === lon; ++i) {
    await page.waitForTimeout(100);
  }
  const [mid_lat, mid_lon] = await place_of_first(page);
  desk.check(Math.abs(mid_lon - after[0]) < 1e-6 && Math.abs(mid_lat - after[1]) < 1e-6,
    `moved to ${mid_lat},${mid_lon}, not to the middle ${after[1]},${after[0]}`);
  await page.locator(".scenarios fieldset .row button").nth(1).click();
}

// A planner puts a market into a scenario, sees before and after, and finds it again by its address.
export async function walk({open, ask}) {
  const desk = await open("#tab=scenarios");
  const {page} = desk;
  await desk.idle();
  await desk.sign_in("city-bureau");
  await page.fill("#scenario-name", "两处菜市场");
  await page.click(".scenarios form button");
  await page.waitForSelector(".scenarios fieldset");
  await page.locator(".scenarios fieldset button").first().click();
  await page.selectOption("#put-kind", "market");
  const {gaps} = await ask("/api/v1/evaluation?standard=local-xuzhou&person=standard&level=community&gaps=50");
  const gap = gaps.find((one) => one.rule.includes("market")) ?? gaps[0];
  const {areas} = await ask("/api/v1/areas?level=community");
  const {at} = areas.find((one) => one.code === gap.code && one.at) ?? areas.find((one) => one.at);
  await desk.look_at(at.lat, at.lon, 13.6);
  const since = Date.now();
  await desk.click_at(at.lat, at.lon);
  await page.waitForSelector(".scenarios ol li");
  console.log(`        the scenario has the market ${Date.now() - since} ms after the click`);
  await page.waitForSelector(".scenarios table");
  await desk.idle();
  await desk.shot("after");
  await desk.accessible("scenario");
  const sentence = await page.locator(".scenarios .sentence").textContent();
  const id = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("scenario");
  desk.check(id !== null, "the address does not name the scenario");

  await page.fill("#swipe", "20");
  await desk.shot("swiped");
  await desk.golden("swiped");
  await page.reload();
  await page.waitForSelector(".scenarios ol li");
  await page.waitForSelector(".scenarios .sentence");
  desk.check((await page.locator(".scenarios .sentence").textContent()) === sentence, "another figure after a reload");

  await carried(desk, at);
  const report = page.waitForEvent("download", {timeout: 60_000});
  await page.locator(".scenarios > p .plain").nth(1).click();
  desk.check((await report).suggestedFilename() === "report.xlsx", "the scenario's report is no workbook");
  const shown = (await page.locator(".scenarios .sentence").textContent()).match(/→ ([\d.]+%)/)[1];

  // A second one that takes nothing and gives nothing stands below it.
  await page.locator(".scenarios > p .plain").first().click();
  await page.fill("#scenario-name", "不动");
  await page.click(".scenarios form button");
  await page.waitForSelector(".scenarios fieldset");
  await page.locator(".scenarios > p .plain").first().click();
  await page.click(".compare button");
  await page.waitForSelector(".compare tbody tr:nth-child(2)");
  const names = await page.locator(".compare tbody th").allTextContents();
  desk.check(names.map((one) => one.trim()).join() === "两处菜市场,不动", `compared were ${names.join()}`);
  const shares = await page.locator(".compare tbody .figure").allTextContents();
  desk.check(shares[0] === shown, `${shares[0]} is not what the scenario told: ${shown}`);
  await desk.shot("compared");
  await desk.accessible("compared");
}

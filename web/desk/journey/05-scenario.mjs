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
  await page.reload();
  await page.waitForSelector(".scenarios ol li");
  await page.waitForSelector(".scenarios .sentence");
  desk.check((await page.locator(".scenarios .sentence").textContent()) === sentence, "another figure after a reload");

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
  desk.check(sentence.includes(shares[0]), `${shares[0]} is not what the scenario told`);
  await desk.shot("compared");
  await desk.accessible("compared");
}

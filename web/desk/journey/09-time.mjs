// A planner asks how the city stands on a Tuesday evening: colours, circle, minutes and gaps are those of that minute.
export async function walk({open, ask}) {
  const desk = await open();
  const {page} = desk;
  await desk.idle();
  await page.selectOption("#day", "Tu");
  await page.fill(".when input", "20:30");
  await page.locator(".when input").blur();
  const told = await ask("/api/v1/evaluation?standard=local-xuzhou&person=standard&level=community&when=Tu%2020:30");
  const any = await ask("/api/v1/evaluation?standard=local-xuzhou&person=standard&level=community");
  desk.check(told.needs_met_share < any.needs_met_share, "nothing is closed on a Tuesday evening");
  const share = `${(told.needs_met_share * 100).toFixed(1)}%`;
  await desk.until((text) => document.querySelector(".score strong")?.textContent === text, share, `${share} at 20:30`);
  desk.check(new URLSearchParams(new URL(page.url()).hash.slice(1)).get("when") === "Tu 20:30", "not in the address");
  desk.check((await page.locator(".legend h2").textContent()).includes("周二 20:30"), "the legend says no time");
  await desk.idle();
  await desk.until(colours_are_of, told.needs_met_share, "colours of 20:30");
  await desk.shot("evening");
  await desk.golden("evening");
  await desk.accessible("evening");

  // Minutes to a market, of that minute.
  const minutes = await ask("/api/v1/access?kinds=market&when=Tu%2020:30");
  await page.waitForSelector(".minutes tbody tr");
  const row = await page.locator(".minutes tbody tr").nth(2).textContent();
  desk.check(row.includes(Math.round(minutes.by_minute[15]).toLocaleString("en-US")),
    `the chart says "${row}" of 15 minutes, the service ${minutes.by_minute[15]}`);

  // A home's circle, of that minute.
  const {areas} = await ask("/api/v1/areas?level=community");
  const {at} = areas.find((one) => one.at);
  await desk.look_at(at.lat, at.lon, 15);
  await page.evaluate(([lat, lon]) => {
    location.hash += `&place=${lat},${lon}`;
  }, [at.lat, at.lon]);
  await page.waitForSelector(".place table");
  const circle = await ask(`/api/v1/circle?at=${at.lat},${at.lon}&outline=no&when=Tu%2020:30`);
  const missing = Object.values(circle.outlets).filter((one) => one.known && one.count === 0).length;
  const said = await page.locator(".place strong").first().textContent();
  desk.check(said.includes(String(missing)), `the panel says "${said}", the service ${missing}`);

  await page.selectOption("#day", "");
  await page.locator(".back").click();
  const before = `${(any.needs_met_share * 100).toFixed(1)}%`;
  await desk.until((text) => document.querySelector(".score strong")?.textContent === text, before, "any hour again");
}

/// Whether the hexagons in sight, which are all of them, sum up to the city's needs met.
function colours_are_of(share) {
  const {map} = document.querySelector(".map");
  const seen = [...new Map(map.querySourceFeatures("hexagons", {sourceLayer: "hexagons"})
    .map((one) => [one.id, one.properties])).values()];
  const sum = (name) => seen.reduce((all, one) => all + one[name], 0);
  return Math.abs(sum("met") / (sum("met") + sum("unmet")) - share) < 1e-6;
}

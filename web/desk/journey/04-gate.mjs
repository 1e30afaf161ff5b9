// An officer closes and opens a compound's gate: the circle of a home behind it shrinks, and grows again on the map.
const tried_at_most = 40;

/// How far the outline that is drawn goes: the length of its lines, in degrees; given a length, whether it is longer.
function drawn(than) {
  const seen = document.querySelector(".map").map.querySourceFeatures("walk")
    .filter((one) => one.properties.what === "circle");
  const rings = seen.flatMap((one) => one.geometry.coordinates.flat(one.geometry.type === "Polygon" ? 0 : 1));
  const long = rings.reduce((sum, ring) => sum + ring.slice(1).reduce((length, [x, y], i) =>
    length + Math.hypot(x - ring[i][0], y - ring[i][1]), 0), 0);
  return than ? long > than : long;
}

/// Gates and homes of the town's tiles, as the map has them.
async function seen_on(desk) {
  return desk.page.evaluate(() => {
    const {map} = document.querySelector(".map");
    const of = (source) => [...new Map(map.querySourceFeatures(source, {sourceLayer: source})
      .map((one) => [one.properties.id, {id: one.properties.id, at: one.geometry.coordinates}])).values()];
    return {gates: of("gates"), homes: of("homes")};
  });
}

/// A gate without which the nearest home walks less far, and that home.
async function gate_that_counts({gates, homes}, ask, change) {
  for (const gate of gates.slice(0, tried_at_most)) {
    const far = (one) => Math.hypot(one.at[0] - gate.at[0], one.at[1] - gate.at[1]);
    const home = homes.reduce((best, one) => (far(one) < far(best) ? one : best));
    const walk = () => ask(`/api/v1/circle?at=${home.at[1]},${home.at[0]}&minutes=10&outline=no`);
    const before = (await walk()).street_metres;
    await change(gate.id, "closed");
    const after = (await walk()).street_metres;
    if (after < before * 0.9) {
      return {gate, home};
    }
    await change(gate.id, "mapped");
  }
  throw new Error("no gate counts for the home nearest to it");
}

export async function walk({open, ask}) {
  const desk = await open();
  const {page} = desk;
  await desk.idle();
  await desk.sign_in("city-bureau");
  const middle = await page.evaluate(() => document.querySelector(".map").map.getCenter().toArray());
  await desk.look_at(middle[1], middle[0], 14.2);
  await page.evaluate(() => document.querySelector(".map").map.setZoom(15.05));
  await desk.until(() => document.querySelector(".map").map.querySourceFeatures("gates", {sourceLayer: "gates"}).length,
    null, "gates on the map");
  await desk.idle();
  const change = async (id, opening) => {
    const {version} = await ask(`/api/v1/gates/${id}`);
    return page.evaluate(([path, body, key]) => fetch(path, {method: "POST", body: JSON.stringify(body), headers: {
      "Content-Type": "application/json", "X-Linquan": "1", "Idempotency-Key": key}}).then((answer) => answer.status),
    [`/api/v1/gates/${id}/changes`, {opening, seen: version}, `${id}-${version}-${opening}`]);
  };
  const {gate, home} = await gate_that_counts(await seen_on(desk), ask, change);

  await desk.look_at(home.at[1], home.at[0], 15.2);
  await page.evaluate(([lat, lon, id]) => {
    location.hash = location.hash.replace(/&(place|home|gate)=[^&]*/g, "") + `&place=${lat},${lon}&home=${id}`;
  }, [home.at[1], home.at[0], home.id]);
  await page.waitForSelector(".place table");
  await desk.idle();
  const closed = await page.evaluate(drawn, null);
  await desk.shot("closed");

  // Beside it, on another map, the gate is opened by hand.
  const officer = await open(`#gate=${gate.id}`);
  await officer.sign_in("city-bureau");
  await officer.page.waitForSelector(".gate .row button");
  await officer.accessible("gate");
  await officer.page.locator(".gate .row button").first().click();
  await officer.page.waitForSelector(".gate .says");
  await desk.until(drawn, closed * 1.05, "the outline grows");
  await desk.idle();
  await desk.shot("open");
  await desk.golden("open");
  await desk.accessible("place");
}

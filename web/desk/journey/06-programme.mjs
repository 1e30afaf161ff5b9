/// A circle's score, sentence and rules are those of the evaluation by living circles.
async function judged(desk, ask, circle) {
  const {page} = desk;
  const told = await ask("/api/v1/evaluation?standard=local-xuzhou&person=standard&level=living_circle&gaps=100");
  const area = told.areas.find((one) => one.code === circle.code);
  await page.waitForSelector(".living .score strong");
  const share = `${(area.needs_met_share * 100).toFixed(1)}%`;
  const said = await page.locator(".living .score strong").textContent();
  desk.check(said === share, `the circle's panel says ${said}, the service ${share}`);
  const gap = told.gaps.find((one) => one.code === circle.code);
  const sentence = await page.locator(".living .sentence p").first().textContent();
  desk.check(sentence === gap.sentence, `the circle's panel says "${sentence}", the service "${gap.sentence}"`);
  desk.check((await page.locator(".living .bars tbody tr").count()) > 5, "no rules in the circle's panel");
}

// The programme: how many circles are done, each with its state, on the list and on the map.
export async function walk({open, ask}) {
  const desk = await open("#tab=programme");
  const {page} = desk;
  await desk.idle();
  const [figures, {circles}] = await Promise.all([ask("/api/v1/programme"), ask("/api/v1/circles")]);
  const done = figures.by_state.built + figures.by_state.accepted;
  await page.waitForSelector(".programme");
  const text = await page.locator(".programme").textContent();
  desk.check(text.includes(`${done} / `), `the page does not say that ${done} are done`);
  await desk.shot("programme");
  await desk.accessible("programme");
  await page.locator(".programme tbody button", {hasText: circles[0].name}).first().click();
  await page.waitForSelector(".living h2");
  desk.check((await page.locator(".living h2").textContent()) === circles[0].name, "another circle was opened");
  await desk.idle();
  await desk.shot("circle");
  await desk.golden("circle");
  await desk.accessible("circle");
  await judged(desk, ask, circles[0]);

  // A click on the map, while the programme is open, picks the circle that lies there.
  const [other] = circles.filter((one) => one.id !== circles[0].id);
  await page.locator(".back").click();
  const {boundary} = await ask(`/api/v1/circles/${other.id}`);
  const points = boundary.shape.coordinates.flat(2);
  const [lon, lat] = [0, 1].map((i) => (Math.min(...points.map((one) => one[i])) +
    Math.max(...points.map((one) => one[i]))) / 2);
  await desk.look_at(lat, lon, 12.2);
  await desk.click_at(lat, lon);
  await page.waitForSelector(".living h2");
  desk.check((await page.locator(".living h2").textContent()) === other.name, `not ${other.name} was picked`);
}

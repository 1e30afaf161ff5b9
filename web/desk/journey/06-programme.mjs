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
  await desk.accessible("circle");
}

// A community worker closes a shop on a telephone; a planner's map elsewhere shows it at once; then it is undone.
const community = "320302001001";

export async function walk({open, ask}) {
  const listed = await ask(`/api/v1/areas/${community}/services`);
  const {outlet: id} = listed.lines[0];
  const before = await ask(`/api/v1/outlets/${id}`);
  const planner = await open(`#outlet=${id}`);
  await planner.page.waitForSelector(".outlet h2");

  const worker = await open(`#outlet=${id}`, {width: 390, height: 844});
  await worker.sign_in("community-worker");
  await worker.page.waitForSelector(".outlet .row button");
  await worker.shot("phone");
  await worker.accessible("worker");
  await worker.page.locator(".outlet .row button").first().click();
  await worker.page.waitForSelector(".outlet .says");
  const since = Date.now();
  await planner.until(() => document.querySelector(".outlet strong.bad") !== null, null, "closed on the other map");
  console.log(`        on the other map after ${Date.now() - since} ms`);
  await planner.shot("closed");
  planner.check((await ask(`/api/v1/outlets/${id}`)).state === "closed", "the service does not have it closed");
  await worker.page.waitForSelector(".history li:nth-child(2)");

  await worker.page.locator(".history .link").first().click();
  await planner.until(() => document.querySelector(".outlet strong.bad") === null, null, "open again on the other map");
  planner.check((await ask(`/api/v1/outlets/${id}`)).state === before.state, "undo did not open it again");
}

// The service goes away: the page says so, keeps what was entered, and recovers by itself.
export async function walk({open}) {
  const desk = await open("", undefined, [/ERR_/, /Failed to load resource/, /EventSource/]);
  const {page} = desk;
  await desk.idle();
  await page.waitForSelector(".score strong");
  await page.click(".who button");
  await page.fill("#login", "somebody");
  await page.context().setOffline(true);
  await page.selectOption("#person", "elder");
  await page.waitForSelector(".says.bad");
  await desk.shot("gone");
  await desk.accessible("gone");
  desk.check((await page.inputValue("#login")) === "somebody", "what was entered is gone");
  await page.context().setOffline(false);
  await page.waitForSelector(".says.bad", {state: "detached", timeout: 30_000});
  await page.waitForSelector(".score strong");
  desk.check((await page.inputValue("#login")) === "somebody", "what was entered is gone after it came back");
  const refused = "sign-in is refused in words";
  await page.fill("#password", "wrong");
  await page.click(".sign-in button[type=submit]");
  await page.waitForSelector(".says.bad");
  desk.check(/[一-鿿]/.test(await page.locator(".says.bad").first().textContent()), refused);
}

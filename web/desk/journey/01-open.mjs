// A planner opens the address: map, legend and figures are there, in Chinese and in English, on a telephone too.
// An idle machine needs less than 3 s; the bound leaves room for others at work on it.
const usable_within = 15_000;

export async function walk({open, ask}) {
  const since = Date.now();
  const desk = await open();
  await desk.idle();
  await desk.page.waitForSelector(".score strong");
  const took = Date.now() - since;
  console.log(`        usable after ${took} ms`);
  desk.check(took < usable_within, `usable after ${took} ms, not within ${usable_within}`);
  desk.check(await desk.page.locator(".legend").isVisible(), "the legend is not in sight");
  const told = await ask("/api/v1/evaluation?standard=local-xuzhou&person=standard&level=community");
  const share = `${(told.needs_met_share * 100).toFixed(1)}%`;
  const said = await desk.page.locator(".score strong").first().textContent();
  desk.check(said === share, `the page says ${said}, the service ${share}`);
  await desk.shot("city");
  await desk.golden("city");
  await desk.accessible("city");

  await desk.page.click("header button[lang]");
  await desk.until(() => document.documentElement.lang === "en", null, "English");
  desk.check((await desk.page.title()).startsWith("Linquan"), "no English title");
  await desk.shot("english");

  // The address holds the view: another browser sees the same.
  const hash = new URL(desk.page.url()).hash;
  const other = await open(hash);
  await other.idle();
  other.check(new URL(other.page.url()).hash === hash, `the address ${hash} became ${new URL(other.page.url()).hash}`);
  other.check((await other.page.title()).startsWith("Linquan"), "the address lost the language");

  const phone = await open("", {width: 390, height: 844});
  await phone.idle();
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  phone.check(wide <= 390, `a telephone of 390 px scrolls sideways: ${wide}`);
  phone.check(await phone.page.locator(".legend").isVisible(), "no legend on a telephone");
  await phone.shot("phone");
  await phone.golden("phone");
  await phone.accessible("phone");
}

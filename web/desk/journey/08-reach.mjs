// Who uses the keyboard alone reaches everything; who zooms to 200 % sees everything; paper takes map and panel.
const tabs_at_most = 400;

/// Marks what can be used, presses Tab until the focus comes round, and tells what it never came to.
async function never_reached(page) {
  const all = await page.evaluate(() => {
    const usable = [...document.querySelectorAll("button, select, input, a[href], summary, [tabindex='0']")]
      .filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true}));
    usable.forEach((one, i) => {
      one.dataset.nth = String(i);
    });
    return usable.length;
  });
  const seen = new Set();
  for (let i = 0; i < tabs_at_most && seen.size < all; ++i) {
    await page.keyboard.press("Tab");
    const nth = await page.evaluate(() => document.activeElement?.dataset.nth);
    if (nth !== undefined) {
      seen.add(nth);
    }
  }
  return page.evaluate((reached) => [...document.querySelectorAll("[data-nth]")]
    .filter((one) => !reached.includes(one.dataset.nth)).map((one) => one.outerHTML.slice(0, 80)), [...seen]);
}

export async function walk({open}) {
  const desk = await open();
  await desk.idle();
  await desk.page.waitForSelector(".score strong");
  const missed = await never_reached(desk.page);
  desk.check(missed.length === 0, `the keyboard does not reach ${missed.length}: ${missed[0]}`);

  const zoomed = await open("", {width: 640, height: 400});
  await zoomed.idle();
  const wide = await zoomed.page.evaluate(() => document.documentElement.scrollWidth);
  zoomed.check(wide <= 640, `at 200 % the page scrolls sideways: ${wide}`);
  zoomed.check(await zoomed.page.locator(".legend").isVisible(), "at 200 % the legend is gone");
  await zoomed.page.locator(".tabs button").nth(1).click();
  await zoomed.page.waitForSelector(".gaps tbody tr");
  await zoomed.shot("zoomed");

  await desk.page.emulateMedia({media: "print"});
  await desk.shot("paper");
  desk.check(!(await desk.page.locator(".tabs").isVisible()), "paper has buttons");
  desk.check(await desk.page.locator(".legend").isVisible(), "paper has no legend");
}

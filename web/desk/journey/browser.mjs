// One Chromium for all journeys. Whatever a page asks for elsewhere, writes to its console or throws is a fault.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

import {chromium} from "playwright-core";

import {judge_picture} from "./golden.mjs";

export const flags = [
  "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
];
const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const patience = 20_000;

// The browser's word for an answer that the page waits for and asks again: a standard is being scored.
const busy = /status of 503 .*\/(evaluation|tiles)/;

/// Watches one page; what must not be goes into `faults`. `expected` are patterns of what a journey brings about.
function watch(page, host, faults, expected) {
  const note = (text) => {
    if (![busy, ...expected].some((pattern) => pattern.test(text))) {
      faults.push(text);
    }
  };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      note(`console: ${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (fault) => note(`thrown: ${fault.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.host !== host && !["blob:", "data:"].includes(url.protocol)) {
      faults.push(`asked for ${request.url()}`);
    }
  });
}

/// What axe-core calls serious or critical, on the page as it is.
async function axe(page) {
  // By the debugger, not as a script of the page: the service's policy would refuse that.
  await page.evaluate(axe_source);
  const found = await page.evaluate(() => globalThis.axe.run(document, {resultTypes: ["violations"]}));
  const where = (one) => one.nodes.slice(0, 4).map((node) => node.target.join(" ")).join("; ");
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `axe: ${one.id} (${one.impact}) ${where(one)}`);
}

/// A page, and what journeys do with it.
class Visit {
  constructor(page, name, faults, expected, pictures) {
    Object.assign(this, {page, name, faults, expected, pictures, shots: 0});
  }

  /// Holds what is seen against the stored picture. `varying` are selectors of what differs from day to day.
  async golden(what, varying = []) {
    await this.page.mouse.move(1, 1);
    const picture = await this.page.screenshot({animations: "disabled", caret: "hide", maskColor: "#888888",
      mask: varying.map((one) => this.page.locator(one))});
    const wrong = await judge_picture(this.pictures.page, `${this.name}-${what}`, picture, this.pictures.accept);
    this.check(wrong === null, wrong);
  }

  /// The map has drawn all that it wants to.
  async idle() {
    // A map that has nothing to draw says nothing either: it is asked to draw.
    await this.page.waitForFunction(() => {
      const element = document.querySelector(".map");
      element?.map?.triggerRepaint();
      return element?.dataset.idle === "yes";
    }, null, {timeout: patience, polling: 200}).catch(() => {
      throw new Error("the map never came to rest");
    });
  }

  /// Waits until `test`, a function run in the page, is true.
  async until(test, argument, what = String(test)) {
    await this.page.waitForFunction(test, argument, {timeout: patience}).catch(() => {
      throw new Error(`never: ${what}`);
    });
  }

  check(holds, what) {
    if (!holds) {
      this.faults.push(what);
    }
  }

  async shot(what) {
    this.shots += 1;
    const file = new URL(`../shots/${this.name}-${this.shots}-${what}.png`, import.meta.url).pathname;
    await this.page.screenshot({path: file, animations: "disabled"});
  }

  async accessible(what) {
    this.faults.push(...(await axe(this.page)).map((one) => `${what}: ${one}`));
  }

  /// Where a place lies on the page.
  async point(lat, lon) {
    return this.page.evaluate(([y, x]) => {
      const at = document.querySelector(".map").map.project([x, y]);
      return [at.x, at.y];
    }, [lat, lon]);
  }

  /// Looks at a place from so near, as if one had moved the map there.
  async look_at(lat, lon, zoom) {
    await this.page.evaluate(([y, x, z]) => {
      const element = document.querySelector(".map");
      delete element.dataset.idle;
      element.map.jumpTo({center: [x, y], zoom: z});
    }, [lat, lon, zoom]);
    await this.idle();
  }

  async click_at(lat, lon) {
    await this.page.mouse.click(...await this.point(lat, lon));
  }

  async sign_in(login) {
    await this.page.click(".who button");
    await this.page.fill("#login", login);
    await this.page.fill("#password", `demo-${login}`);
    await this.page.click(".sign-in button[type=submit]");
    await this.page.waitForSelector(".sign-in", {state: "detached", timeout: patience});
  }
}

/// `accept`: pictures are stored instead of being compared.
export async function begin(address, accept = false) {
  const host = new URL(address).host;
  const browser = await chromium.launch({executablePath: "/usr/bin/chromium", args: flags});
  const pictures = {page: await browser.newPage(), accept};
  return {
    async journey(name, walk) {
      const faults = [];
      const contexts = [];
      /// A browser of its own: other cookies, another size.
      const open = async (hash = "", size = {width: 1280, height: 800}, expected = []) => {
        const context = await browser.newContext({viewport: size, locale: "zh-CN", acceptDownloads: true});
        contexts.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(patience);
        watch(page, host, faults, expected);
        await page.goto(address + hash);
        return new Visit(page, name, faults, expected, pictures);
      };
      /// Asks the service itself, as a program would.
      const ask = async (path) => (await fetch(new URL(path, address), {headers: {"Accept-Language": "zh"}})).json();
      try {
        await walk({open, ask, address});
      } catch (fault) {
        faults.push(fault.message.split("\n").slice(0, 3).join(" "));
        await contexts.at(-1)?.pages()[0]?.screenshot({
          path: new URL(`../shots/${name}-failed.png`, import.meta.url).pathname,
        }).catch(() => undefined);
      }
      await Promise.all(contexts.map((one) => one.close()));
      return faults;
    },
    end: () => browser.close(),
  };
}

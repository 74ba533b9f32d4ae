// How quick the application is on a large store: node speed.mjs ADDRESS-OF-A-SERVER [RUNS]. Prints the medians and the worst of first paint, of the first
// events on the screen, of scrolling through the whole list, of filtering, and of opening each view. Run by hand; nothing is asserted.
import { launch, openPage, settled } from "./serving.mjs";

const [base, runs = "5"] = process.argv.slice(2);
if (!base) throw new Error("speed.mjs ADDRESS [RUNS]");
const browser = await launch();
const times = new Map();

function note(what, ms) {
  if (!times.has(what)) times.set(what, []);
  times.get(what).push(ms);
}

/** Measured in the page, from the input to the frame after the one in which the page says that it has settled. */
async function timed(page, what, act, wait) {
  await page.evaluate(() => (window.began = performance.now()));
  await act();
  await page.waitForFunction(wait, null, { polling: "raf" });
  note(what, await page.evaluate(() => performance.now() - window.began));
}

const listed = () => document.querySelectorAll("main .virtual li a").length > 5 && !document.querySelector("main .row-waiting, main .stale");

async function firstPaint(address, name) {
  const page = await openPage(browser, base);
  const began = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await settled(page);
  note(`${name}: whole view (with 150 ms of the test's patience)`, performance.now() - began);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
  note(`${name}: first contentful paint`, paint);
  await page.context().close();
}

async function list() {
  const page = await openPage(browser, base);
  await page.addInitScript(() => {
    window.long = [];
    new PerformanceObserver((entries) => window.long.push(...entries.getEntries().map((entry) => entry.duration))).observe({ type: "longtask", buffered: true });
    window.delays = [];
    new PerformanceObserver((entries) => window.delays.push(...entries.getEntries().map((entry) => entry.duration))).observe({ type: "event", durationThreshold: 16, buffered: true });
  });
  await page.goto("/events");
  await page.waitForFunction(listed);
  await page.evaluate(() => ((window.long.length = 0), (window.delays.length = 0)));
  for (let k = 0; k < 10; k++)
    await timed(page, "scrolling to anywhere in all events, until the rows are there", () => page.evaluate((at) => {
      const list = document.querySelector("main .virtual");
      list.scrollTop = list.scrollHeight * at;
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, (k * 0.37 + 0.05) % 1), listed);
  await page.locator("main .virtual").hover();
  for (let k = 0; k < 20; k++) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(50);
  }
  for (const filter of ["quad=4", "type=ASSAULT,COERCE", "status=actual", "min_confidence=0.8", "actor=USA", "from=2020"])
    await timed(page, "filtering all events, until the list is new", () => page.evaluate((query) => {
      history.pushState(null, "", `/events?${query}`);
      dispatchEvent(new PopStateEvent("popstate"));
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, filter), listed);
  for (const ms of await page.evaluate(() => window.long)) note("long tasks while scrolling and filtering", ms);
  for (const ms of await page.evaluate(() => window.delays)) note("input to next paint over 16 ms", ms);
  await page.context().close();
}

for (let k = 0; k < Number(runs); k++) {
  await firstPaint("/", "home");
  await firstPaint("/events", "events");
  await list();
}
for (const view of ["timeline", "dyad", "network", "map", "board", "articles", "runs"]) await firstPaint(`/${view}`, view);
await browser.close();

for (const [what, all] of times) {
  all.sort((a, b) => a - b);
  console.log(`${what}: median ${all[all.length >> 1].toFixed(0)} ms, worst ${all.at(-1).toFixed(0)} ms, ${all.length} times`);
}

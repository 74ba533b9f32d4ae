// Pictures of every view, light, dark and narrow, for eyes: SCREENSHOTS=/tmp/shots node screenshots.mjs [ADDRESS-OF-A-SERVER]
// Without an address a store of the samples and real articles is made and served.
import fs from "node:fs";
import path from "node:path";
import { launch, makeStore, openPage, serve, settled } from "./serving.mjs";

const out = process.env.SCREENSHOTS;
if (!out) throw new Error("SCREENSHOTS names the folder for the pictures");
fs.mkdirSync(out, { recursive: true });

const given = process.argv[2];
const server = given ? { base: given, stop() {}, ask: async (address) => (await fetch(given + address)).json() } : await serve("--db", makeStore());
const browser = await launch();
const { items } = await server.ask("/api/events?type=COERCE&limit=1");
const event = items[0];
const addresses = {
  home: "/", paste: "/paste", articles: "/articles", events: "/events", "events-filtered": "/events?dyad=Iceland,Denmark", reader: `/reader/${event?.article.key}?event=${event?.id}`,
  timeline: "/timeline", "timeline-strait": "/timeline?dyad=Iceland,Denmark", dyad: "/dyad?dyad=Iceland,Denmark", network: "/network", map: "/map", board: "/board?text=herring",
  strategy: "/strategy?text=herring", runs: "/runs", nothing: "/events?actor=ZZZ",
};
const kinds = { light: {}, dark: { colorScheme: "dark" }, narrow: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true } };
const only = process.env.ONLY?.split(",");

for (const [kind, options] of Object.entries(kinds))
  for (const [name, address] of Object.entries(addresses)) {
    if (only && !only.includes(name)) continue;
    const page = await openPage(browser, server.base, options);
    await page.goto(address);
    await settled(page).catch(() => console.log(`${name} ${kind}: never settled`));
    await page.waitForTimeout(500);
    await page.screenshot({ path: path.join(out, `${name}-${kind}.png`), fullPage: kind === "narrow" });
    for (const trouble of page.troubles) console.log(`${name} ${kind}: ${trouble}`);
    await page.context().close();
  }
await browser.close();
await server.stop();

// For the tests of the application: a store of known content, `casus serve` on a free port, the distribution's Chromium, and pages that remember
// every error, violation of the policy and request to elsewhere. What a view must show is the business of the tests.
//
//   CASUS         the program (build/release/casus)
//   CASUS_MODULES the folder with node_modules (this one)
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(process.env.CASUS_MODULES ?? here, "package.json"));
const { chromium } = require("playwright-core");
const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const root = path.resolve(here, "../..");
export const program = process.env.CASUS ?? path.join(root, "build/release/casus");
export const articles = path.join(root, "../shared/articles");
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), "casus-web-"));
process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));

export const casus = (...words) => execFileSync(program, words, { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });

/** Ends with status 1 where some of what it reads is broken, and has read the rest. */
function ingest(...words) {
  const { status } = spawnSync(program, ["ingest", ...words], { stdio: "ignore" });
  if (status > 1) throw new Error(`casus ingest ended with status ${status}`);
}

/** A file of which the second line cannot be read. */
function broken() {
  const file = path.join(folder, "broken.jsonl");
  fs.writeFileSync(file, '{"id":"sound","text":"Peru thanked Chile on Monday.","date":"2026-03-02"}\n{broken\n');
  return file;
}

/** A store of the samples, a file that is partly broken and, where these are, of real articles. */
export function makeStore(name = "crisis.db", sources = null) {
  const db = path.join(folder, name);
  const samples = ["strait", "briefs.jsonl", "strike.txt", "council.txt", "ceasefire.txt", "border.txt"].map((file) => path.join(root, "samples", file));
  const real = fs.existsSync(articles) ? fs.readdirSync(articles).filter((file) => file.endsWith(".txt")).sort().map((file) => path.join(articles, file)) : [];
  ingest(...(sources ?? [...samples, ...real, broken()]), "--db", db);
  return db;
}

/** A store in which nothing is. */
export function makeEmptyStore() {
  const nothing = path.join(folder, "nothing.jsonl");
  fs.writeFileSync(nothing, "");
  return makeStore("empty.db", [nothing]);
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The address comes on the first line of the output; the models may still be loading then. */
async function firstAnswer(child, base) {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`casus serve ended with status ${child.exitCode}`);
    const answer = await fetch(`${base}/api/status`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("casus serve does not answer");
}

export async function serve(...words) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(program, ["serve", "--listen", `127.0.0.1:${port}`, ...words], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await firstAnswer(child, base);
  const stop = async () => {
    child.kill("SIGTERM");
    return ended;
  };
  const ask = async (address) => (await fetch(base + address)).json();
  return { base, pid: child.pid, stop, ask };
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });

/** A page of its own context. `troubles` gathers what may not happen: errors, violations, dialogs, requests to elsewhere. */
export async function openPage(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, baseURL: base, timezoneId: "UTC", locale: "en-GB", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.setDefaultTimeout(10_000);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.troubles.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => page.troubles.push(`exception: ${error.stack ?? error}`));
  page.on("dialog", (dialog) => {
    page.troubles.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("request", (request) => !request.url().startsWith(base) && !/^(blob|data):/.test(request.url()) && page.troubles.push(`request to ${request.url()}`));
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
  return page;
}

/** Opens an address and waits until the view has its data: no word of loading, nothing on its way. */
export async function show(page, address) {
  await page.goto(address);
  await settled(page);
}

export async function settled(page) {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    const waiting = main ? [...main.querySelectorAll(".loading, .row-waiting, [aria-busy=true]")].filter((e) => e.checkVisibility()) : [];
    return main?.querySelector("h1") && waiting.length === 0 && !/^Loading/m.test(main.innerText);
  });
  await page.waitForTimeout(150);
}

/** What the accessibility rules of axe find wrong, one line each. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map((v) => `${v.id} (${v.impact}): ${v.nodes.length} of ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}: ${v.nodes[0].failureSummary.split("\n")[1]?.trim()}`);
}

export const text = (page) => page.locator("main").innerText();

/** Everything that the export menu of a view gives: [{ label, name, bytes }]. */
export async function exports(page) {
  const menu = page.locator("main details.menu");
  const offers = menu.locator("li > *");
  const made = [];
  for (let k = 0; k < (await offers.count()); k++) {
    if ((await menu.getAttribute("open")) === null) await menu.locator("summary").click();
    const label = await offers.nth(k).innerText();
    const [download] = await Promise.all([page.waitForEvent("download"), offers.nth(k).click()]);
    made.push({ label, name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) });
  }
  return made;
}

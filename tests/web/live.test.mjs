// What comes into the store shows in open pages without a reload: by another process, by a watched folder, from another page.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { withPage } from "./pages.mjs";
import { casus, folder, launch, makeStore, root, serve, show, text } from "./serving.mjs";

let browser, server, db;
const watched = path.join(folder, "incoming");

before(async () => {
  fs.mkdirSync(watched);
  db = makeStore("live.db", [path.join(root, "samples/strait")]);
  [browser, server] = await Promise.all([launch(), serve("--db", db, "--watch", watched)]);
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0);
});

const article = (name, sentence) => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `date 2026-06-01\n\n${sentence}\n`);
  return file;
};

test("casus ingest beside the server", () =>
  withPage(browser, server.base, {}, async (page) => {
    await show(page, "/events?order=newest&from=2026-05-20");
    const opened = await page.evaluate(() => performance.timeOrigin);
    assert.doesNotMatch(await text(page), /Portugal/);
    casus("ingest", article("first.txt", "Portugal condemned Estonia on Monday."), "--db", db);
    await page.locator("main").getByText(/Portugal condemned Estonia/).first().waitFor({ timeout: 15_000 });
    assert.match(await page.locator("header").innerText(), /1 new event/);
    assert.equal(await page.evaluate(() => performance.timeOrigin), opened, "the page was not loaded again");
  }));

test("a file that is put into the watched folder, with two pages open", () =>
  withPage(browser, server.base, {}, (page) =>
    withPage(browser, server.base, {}, async (other) => {
      await show(page, "/events?from=2026-05-20");
      await show(other, "/");
      fs.copyFileSync(article("second.txt", "Uruguay's president threatened Bolivia with sanctions on Monday."), path.join(watched, "second.txt"));
      await page.locator("main").getByText(/Uruguay/).first().waitFor({ timeout: 20_000 });
      await other.locator("main").getByText(/Uruguay/).first().waitFor({ timeout: 10_000 });
    })));

test("a broken file in the watched folder is told in the runs, and the server goes on", () =>
  withPage(browser, server.base, {}, async (page) => {
    await show(page, "/runs");
    fs.writeFileSync(path.join(watched, "third.jsonl"), '{"text":"Peru thanked Chile on Monday.","date":"2026-06-01"}\n{broken\n');
    await page.locator("main").getByText(/third\.jsonl/).first().waitFor({ timeout: 20_000 });
    assert.equal((await server.ask("/api/events?actor=PER")).total, 1);
  }));

test("an article that grows is not lost", async () => {
  const file = path.join(watched, "fourth.txt");
  const out = fs.openSync(file, "w");
  fs.writeSync(out, "date 2026-06-02\n\nKenya accused Uganda ");
  await new Promise((resolve) => setTimeout(resolve, 3000));
  fs.writeSync(out, "of lies on Tuesday. Kenya expelled Uganda's ambassador.\n");
  fs.closeSync(out);
  for (let tries = 0; tries < 150; tries++) {
    if ((await server.ask("/api/events?actor=KEN")).total >= 2) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("the end of the article never came");
});

/** As when another tab is brought to the front; the driver shows all pages as visible. */
const setVisible = (page, visible) =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visible ? "visible" : "hidden");

test("ten tabs: a browser has six connections to a server, and tabs that nobody sees need none", async () => {
  const context = await browser.newContext({ baseURL: server.base });
  try {
    const pages = [];
    for (let k = 0; k < 10; k++) {
      for (const page of pages) await setVisible(page, false);
      pages.push(await context.newPage());
      await pages[k].goto("/events?from=2026-05-20", { timeout: 10_000 });
      await pages[k].locator("header").getByText(/^live$/).waitFor({ timeout: 10_000 });
    }
    casus("ingest", article("fifth.txt", "Panama condemned Cuba on Monday."), "--db", db);
    await pages[9].locator("main").getByText(/Panama/).first().waitFor({ timeout: 15_000 });
    await setVisible(pages[9], false);
    await setVisible(pages[0], true);
    await pages[0].locator("main").getByText(/Panama/).first().waitFor({ timeout: 10_000 });
  } finally {
    await context.close();
  }
});

test("a server that comes back is found again", () =>
  withPage(browser, server.base, {}, async (page) => {
    await show(page, "/events?from=2026-05-20");
    const [, port] = /:(\d+)$/.exec(server.base);
    await server.stop();
    await page.locator("header").getByText(/not connected/).waitFor({ timeout: 10_000 });
    const { spawn } = await import("node:child_process");
    const { program } = await import("./serving.mjs");
    const child = spawn(program, ["serve", "--listen", `127.0.0.1:${port}`, "--db", db], { stdio: "ignore" });
    server.stop = async () => {
      child.kill("SIGTERM");
      return new Promise((resolve) => child.once("exit", resolve));
    };
    await page.locator("header").getByText(/^live$/).waitFor({ timeout: 20_000 });
    page.troubles = page.troubles.filter((trouble) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/.test(trouble));
  }));

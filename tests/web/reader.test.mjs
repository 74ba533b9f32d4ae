// The reader: highlights at the right bytes, the card of an event, verdicts by keyboard and the gold they make; an article pasted and dropped.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { checkFile } from "./files.mjs";
import { withPage } from "./pages.mjs";
import { axe, exports, folder, launch, makeStore, root, serve, show, text } from "./serving.mjs";

let browser, server, key, events;

/** An article whose offsets differ in bytes, code points and UTF-16. */
const foreign = "Zażółć 😀 gęślą — naïve.\n\nIceland’s prime minister condemned Denmark’s government on Monday. 🚢 Denmark’s navy attacked Iceland’s coast guard near Höfn.\n";

before(async () => {
  const lines = path.join(folder, "foreign.jsonl");
  fs.writeFileSync(lines, `${JSON.stringify({ id: "foreign", title: "Bytes and signs", date: "2026-03-20", source: "Ours", text: foreign })}\n`);
  const db = makeStore("reader.db", [path.join(root, "samples/strait"), lines]);
  [browser, server] = await Promise.all([launch(), serve("--db", db)]);
  const { items } = await server.ask("/api/articles?limit=100");
  key = Object.fromEntries(items.map((item) => [item.id, item.key]));
  ({ events } = await server.ask(`/api/articles/${key["1-wire"]}`));
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0);
});

const inPage = (use, options = {}) => withPage(browser, server.base, options, use);
const corrections = async (article) => (await server.ask(`/api/corrections?article=${article}`)).items;
/** Waits until the server has what the page sent. */
async function until(what, found) {
  for (let tries = 0; tries < 100; tries++) {
    if (await found()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`never: ${what}`);
}

/** The first verdict of a browser asks for a name. */
async function giveName(page) {
  await page.getByRole("dialog").getByLabel("Name").fill("Ann");
  await page.keyboard.press("Enter");
}

/** Where there are marks of several kinds words may be cut into pieces: all marked words as one text. */
const marks = async (page) => (await page.locator(".article-text mark, .article-text a").allInnerTexts()).join("");

const isChosen = (page, id) => page.waitForFunction((wanted) => new URL(location.href).searchParams.get("event") === wanted, id);

test("the text is whole, and what is known of it is marked", () =>
  inPage(async (page) => {
    await show(page, `/reader/${key["1-wire"]}`);
    const shown = await text(page);
    const source = fs.readFileSync(path.join(root, "samples/strait/1-wire.txt"), "utf8");
    for (const line of source.split("\n").filter((one) => one.length > 40)) assert.ok(shown.includes(line.trim()), line);
    const marked = await marks(page);
    for (const { trigger } of events) assert.ok(marked.includes(trigger.text), `${trigger.text} is marked: ${marked}`);
    for (const side of [...events[0].actor, ...events[0].recipient]) assert.ok(marked.includes(side.text), `${side.text} is marked: ${marked}`);
  }));

test("an event of the address is chosen, and its card says it all", () =>
  inPage(async (page) => {
    const event = events.find((one) => one.rule.startsWith("detain") && one.trigger.text === "detained");
    await show(page, `/reader/${key["1-wire"]}?event=${event.id}`);
    const shown = await text(page);
    for (const word of ["COERCE", "Iceland's coast guard", "a Danish trawler", "ISLMIL", "DNKBUS", "actual", "Icelandic Foreign Ministry", event.rule]) assert.ok(shown.includes(word), `${word} in ${shown}`);
    assert.match(shown, /2 Mar(ch)? 2026|2026-03-02/);
    assert.match(shown, new RegExp(String(event.confidence).replace("0.", "(0[.]|)")), "how sure it is");
    await page.getByText(/Why this event/).click();
    assert.match(await text(page), /lexicon/i, "its chain");
    assert.deepEqual(await axe(page), []);
  }));

test("marks stand where the bytes are, whatever the signs", () =>
  inPage(async (page) => {
    const { article, events: found } = await server.ask(`/api/articles/${key.foreign}`);
    assert.ok(found.length >= 2, "there are events");
    const bytes = Buffer.from(article.text);
    for (const event of found.filter((one) => one.trigger)) {
      await show(page, `/reader/${key.foreign}?event=${event.id}`);
      const word = bytes.subarray(event.trigger.begin, event.trigger.end).toString();
      const marked = await marks(page);
      for (const side of [word, ...event.actor.map((one) => one.text)]) assert.ok(marked.includes(side), `${side} in ${marked}`);
    }
    assert.ok((await text(page)).includes("🚢"));
  }));

test("keyboard: next, before, accept, reject, take back", () =>
  inPage(async (page) => {
    await show(page, `/reader/${key["1-wire"]}`);
    await page.locator("h1").focus();
    const [first, second] = events.map((event) => event.id);
    await isChosen(page, first);
    await page.keyboard.press("j");
    await isChosen(page, second);
    await page.keyboard.press("k");
    await isChosen(page, first);

    await page.keyboard.press("a");
    await giveName(page);
    await until("accepted", async () => (await corrections(key["1-wire"])).some((c) => c.event === first && c.verdict === "accepted" && c.author === "Ann"));
    await page.keyboard.press("ArrowRight");
    await isChosen(page, second);
    await page.keyboard.press("r");
    await until("rejected", async () => (await corrections(key["1-wire"])).some((c) => c.event === second && c.verdict === "rejected" && c.author === "Ann"));
    await page.getByText(/rejected by Ann/).waitFor();
    await page.keyboard.press("u");
    await until("taken back", async () => !(await corrections(key["1-wire"])).some((c) => c.event === second));
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("next event", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("k");
    await isChosen(page, first);
  }));

test("a correction by keyboard, and the gold of an article that was reviewed in full", () =>
  inPage(async (page) => {
    const article = key.foreign;
    const { events: found } = await server.ask(`/api/articles/${article}`);
    await show(page, `/reader/${article}?event=${found[0].id}`);
    await page.locator("h1").focus();
    await page.keyboard.press("c");
    await giveName(page);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Type").selectOption("REJECT");
    assert.deepEqual(await axe(page), []);
    await dialog.getByRole("button", { name: /save/i }).press("Enter");
    await until("corrected", async () => (await corrections(article)).some((c) => c.event === found[0].id && c.verdict === "corrected" && c.record.event === "REJECT"));
    const gold = async () => (await (await fetch(`${server.base}/api/gold`)).text()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
    assert.deepEqual(await gold(), [], "half a review is no gold");
    for (const { id } of found.slice(1)) {
      await page.keyboard.press("j");
      await isChosen(page, id);
      await page.keyboard.press("a");
      await until("accepted", async () => (await corrections(article)).some((c) => c.event === id && c.verdict === "accepted"));
    }
    const lines = await gold();
    assert.equal(lines.length, found.length);
    assert.ok(lines.every((line) => line.doc === "foreign"));
    assert.deepEqual(lines.map((line) => line.event).sort(), ["REJECT", ...found.slice(1).map((event) => event.event)].sort());
    const files = await exports(page);
    assert.ok(files.some((file) => /gold/i.test(file.name + file.label)), "the reader gives the gold away");
    for (const file of files) await checkFile(page, file);
  }));

test("letters typed into a field are no verdicts", () =>
  inPage(async (page) => {
    const before = (await corrections(key["1-wire"])).length;
    await show(page, `/articles`);
    await page.locator("main input").first().click();
    await page.keyboard.type("raucous");
    await show(page, `/reader/${key["1-wire"]}?event=${events[3].id}`);
    await page.locator("h1").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Alt+r");
    await page.waitForTimeout(300);
    assert.equal((await corrections(key["1-wire"])).length, before);
  }));

test("an article that is not there says so", () =>
  inPage(async (page) => {
    await page.goto("/reader/999999");
    await page.getByRole("alert").or(page.locator(".empty")).first().waitFor();
    assert.match(await text(page), /no such|no article/i);
    page.troubles = page.troubles.filter((trouble) => !/status of 404/.test(trouble));
  }));

test("the reader fits a narrow screen", () =>
  inPage(async (page) => {
    await show(page, `/reader/${key["1-wire"]}?event=${events[1].id}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no horizontal scrolling");
    assert.deepEqual(await axe(page), []);
  }, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: "dark" }));

test("a pasted article is coded at once, and kept when told", () =>
  inPage(async (page) => {
    await show(page, "/paste");
    const area = page.locator("main textarea").first();
    await area.fill("OSLO, March 25 (Ours) - Norway's foreign minister met Iceland's prime minister on Tuesday. Denmark rejected the proposal of the European Commission.\n");
    await area.press("Control+Enter");
    await page.getByText(/talks with|CONSULT|meets/i).first().waitFor();
    const shown = await text(page);
    for (const word of [/Norway/, /Iceland/, /Denmark/, /reject|refus/i]) assert.match(shown, word);
    assert.ok((await page.locator("main mark").count()) > 0, "sides are marked");
    assert.deepEqual(await axe(page), []);
    const before = (await server.ask("/api/status")).articles;
    await page.getByRole("button", { name: /keep|store/i }).first().click();
    await until("kept", async () => (await server.ask("/api/status")).articles === before + 1);
    for (const file of await exports(page)) await checkFile(page, file);
  }));

test("a dropped file is coded", () =>
  inPage(async (page) => {
    await show(page, "/paste");
    await page.locator("main input[type=file]").first().setInputFiles(path.join(root, "samples/strait/4-london.txt"));
    await page.getByText(/trawler/).first().waitFor();
    await page.locator("main a.trigger, main mark").first().waitFor();
    assert.match(await text(page), /detain|seiz|board|coerc/i);
  }));

test("a file that cannot be read is named, with the reason", () =>
  inPage(async (page) => {
    await show(page, "/paste");
    await page.locator("main input[type=file]").first().setInputFiles({ name: "broken.jsonl", mimeType: "application/jsonl", buffer: Buffer.from("{broken\n") });
    await page.getByRole("alert").getByText(/line 1|JSON/).first().waitFor();
    page.troubles = page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble));
  }));

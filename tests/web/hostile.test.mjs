// Articles whose every field is an attack: nothing of it runs in any view, nothing leads to an address of theirs that is no page.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { checkFile } from "./files.mjs";
import { withPage } from "./pages.mjs";
import { exports, folder, launch, makeStore, serve, show, text } from "./serving.mjs";

const attacks = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\"><svg onload=alert(3)>", "'-alert(4)-'", "javascript:alert(5)", "<a href=\"javascript:alert(6)\">press</a>",
  "</textarea></title></style><script>alert(7)</script>", "{{constructor.constructor('alert(8)')()}}", "<iframe srcdoc=\"<script>parent.alert(9)</script>\">", "<style>*{display:none}</style>",
  "‮evil", "<base href=//evil.example/>", "<form action=//evil.example><button>OK</button></form>",
];
const urls = ["javascript:alert(11)", "JaVaScRiPt:alert(12)", "data:text/html,<script>alert(13)</script>", "vbscript:msgbox(14)", " javascript:alert(15)", "//evil.example/x", "https://example.org/\"onmouseover=\"alert(16)"];

let browser, server, items;
before(async () => {
  const lines = attacks.map((attack, k) =>
    JSON.stringify({ id: `${attack}${k}`, title: attack, source: attack, language: "en", url: urls[k % urls.length], date: `2026-02-0${(k % 9) + 1}`,
      text: `Iceland's prime minister Bob ${attack} Smith condemned Denmark over ${attack} on Monday.\n\nThe group ${attack} attacked soldiers of Iceland in Oslo. Denmark demanded that the ${attack} Front withdraw. Norway offered to mediate if ${attack} agrees ${k}.\n` }));
  const file = path.join(folder, "<img src=x onerror=alert(20)>.jsonl");
  fs.writeFileSync(file, `${lines.join("\n")}\n{"text": "<script>alert(21)</script>\n`);
  const db = makeStore("hostile.db", [file]);
  [browser, server] = await Promise.all([launch(), serve("--db", db)]);
  ({ items } = await server.ask("/api/articles?limit=50"));
  assert.equal(items.length, attacks.length);
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0);
});

/** What an attack that works leaves behind. */
async function assertHarmless(page) {
  const found = await page.evaluate(() => ({
    foreign: [...document.querySelectorAll("main script, main iframe, main base, main style, main img[src=x], header script")].map((e) => e.outerHTML),
    handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).map((e) => e.outerHTML.slice(0, 200)),
    links: [...document.querySelectorAll("a[href], form[action], area[href]")].map((e) => e.href ?? e.action).filter((to) => !/^(https?:|blob:)/i.test(to) || /evil\.example/.test(to)),
  }));
  assert.deepEqual(found, { foreign: [], handlers: [], links: [] });
}

for (const address of ["/", "/articles", "/events", "/timeline", "/dyad", "/network", "/network?level=actor", "/map", "/board", "/strategy", "/runs"])
  test(`nothing runs at ${address}`, () =>
    withPage(browser, server.base, {}, async (page) => {
      await show(page, address);
      await assertHarmless(page);
      assert.ok((await text(page)).length > 40, "the view stands");
    }));

test("nothing runs in the reader of any article", () =>
  withPage(browser, server.base, {}, async (page) => {
    for (const { key } of items) {
      await show(page, `/reader/${key}`);
      await page.locator("h1").focus();
      await page.keyboard.press("j");
      await page.waitForTimeout(100);
      await assertHarmless(page);
    }
  }));

test("what is pasted does not run", () =>
  withPage(browser, server.base, {}, async (page) => {
    await show(page, "/paste");
    const area = page.locator("main textarea").first();
    await area.fill(`Iceland condemned ${attacks.join(" ")} Denmark on Monday.\n`);
    await area.press("Control+Enter");
    await page.locator("main a.trigger, main mark").first().waitFor();
    await assertHarmless(page);
  }));

test("attacks in the address do not run", () =>
  withPage(browser, server.base, {}, async (page) => {
    for (const attack of attacks)
      for (const address of [`/events?actor=${encodeURIComponent(attack)}`, `/reader/${encodeURIComponent(attack)}`, `/${encodeURIComponent(attack)}`, `/dyad?dyad=${encodeURIComponent(`${attack},x`)}`]) {
        await page.goto(address);
        await page.locator("h1, [role=alert]").first().waitFor();
        await assertHarmless(page);
      }
    page.troubles = page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble));
  }));

test("what is given away holds no script", () =>
  withPage(browser, server.base, {}, async (page) => {
    for (const address of ["/timeline", "/network", "/map", "/board", "/dyad", "/events"]) {
      await show(page, address);
      for (const file of await exports(page)) await checkFile(page, file);
    }
  }));

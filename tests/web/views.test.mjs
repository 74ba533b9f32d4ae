// Each view on known articles: the words it must show, its address in a fresh page, its exports, keyboard, narrow screen, colours, accessibility.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { checkFile } from "./files.mjs";
import { withPage as inPage } from "./pages.mjs";
import { axe, exports, launch, makeEmptyStore, makeStore, serve, settled, show, text } from "./serving.mjs";

// `address` shows `words`; `files` are the kinds its export menu must give, `holds` what the text ones must say.
const strait = "dyad=Iceland,Denmark";
const views = [
  { name: "home", address: "/", words: [/Iceland/, /Denmark/, /events/, /articles/] },
  { name: "paste", address: "/paste", words: [/Paste|article/i], blank: true },
  { name: "articles", address: "/articles?text=herring", words: [/1-wire|Iceland detains/, /2026/], files: ["csv"], holds: /wire|Iceland/ },
  { name: "events", filtered: true, address: `/events?${strait}&type=COERCE`, words: [/coast guard|Iceland/, /Danish trawler/, /detain|seiz|coerc/i, /Mar 2026/], files: ["csv", "jsonl"], holds: /trawler/ },
  { name: "timeline", filtered: true, address: `/timeline?${strait}`, words: [/Iceland/, /Denmark|Danish/, /2026/], files: ["csv", "svg"], holds: /ISL|Iceland/ },
  { name: "dyad", filtered: true, address: `/dyad?${strait}`, words: [/Iceland → Denmark: mean score [−+][\d.]+ \(\d+ events\)/, /Denmark → Iceland: [−+][\d.]+ \(\d+ events\)/, /verbal conflict/], files: ["csv"], holds: /2026/ },
  { name: "network", filtered: true, address: "/network?text=herring", words: [/Iceland/, /Denmark/], files: ["csv"], holds: /Iceland|ISL/ },
  { name: "map", filtered: true, address: "/map", words: [/Copenhagen/, /1 event/], files: ["csv", "svg"], holds: /Copenhagen/ },
  { name: "board", filtered: true, address: `/board?text=herring`, words: [/Iceland/, /Denmark/, /demand|asks|refus|reject/i], files: ["json"], holds: /Denmark/ },
  { name: "strategy", filtered: true, address: "/strategy?text=herring", words: [/Iceland/, /equilibri/i], files: ["json"], holds: /decision_makers|Iceland/ },
  { name: "runs", address: "/runs", words: [/ingest/, /read/i, /coded/i, /broken\.jsonl/], files: ["csv"], holds: /broken\.jsonl/ },
];

let browser, server, empty, without;
before(async () => {
  [browser, server, empty, without] = await Promise.all([launch(), serve("--db", makeStore()), serve("--db", makeEmptyStore()), serve()]);
});
after(async () => {
  await browser?.close();
  for (const one of [server, empty, without]) assert.equal(await one?.stop(), 0, "the server ends well");
});

const withPage = (base, options, use) => inPage(browser, base, options, use);

/** Nothing sticks out to the right, nothing can be pushed there. */
async function assertFits(page) {
  const out = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth;
    return wide ? [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map((e) => `${e.tagName}.${e.className}`) : [];
  });
  assert.deepEqual(out, [], "no horizontal scrolling");
}

/** How light the ground of the page is, 0 to 765. */
const ground = (page) =>
  page.evaluate(() => {
    const colours = [document.body, document.documentElement].map((e) => getComputedStyle(e).backgroundColor).filter((colour) => colour !== "rgba(0, 0, 0, 0)");
    return (colours[0] ?? "rgb(255, 255, 255)").match(/[\d.]+/g).slice(0, 3).reduce((sum, n) => sum + Number(n), 0);
  });

/** Goes through the page by Tab: no trap, each stop is seen. */
async function assertKeyboard(page) {
  const seen = new Set();
  let last = "";
  for (let k = 0; k < 40; k++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      e.dataset.stop ??= String(Math.random());
      const rings = [e, e.closest("label")].filter(Boolean).map((one) => getComputedStyle(one));
      const ringed = rings.some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none");
      const drawn = () => [...e.querySelectorAll("*")].map((one) => `${getComputedStyle(one).stroke} ${getComputedStyle(one).strokeWidth}`).join();
      let redrawn = false; // a part of a drawing may show its focus by its strokes
      if (!ringed && e instanceof SVGElement) {
        const focused = drawn();
        e.blur();
        redrawn = drawn() !== focused;
        e.focus();
      }
      const box = e.getBoundingClientRect();
      return { id: e.dataset.stop, what: `${e.outerHTML.slice(0, 80)} ${e.textContent.slice(0, 30)}`, parts: ["date", "time"].includes(e.type), ring: ringed || redrawn,
        size: box.width * box.height, inside: box.bottom > 0 && box.top < innerHeight };
    });
    if (!stop) break;
    const within = stop.id === last && stop.parts; // the browser's own parts of a field, which it marks itself
    assert.ok(stop.id !== last || within, `Tab goes on from ${stop.what}`);
    assert.ok(stop.size > 0, `${stop.what} has a size`);
    assert.ok(stop.inside, `${stop.what} is on the screen`);
    assert.ok(stop.ring || within, `one sees that ${stop.what} has the focus`);
    seen.add(stop.id);
    last = stop.id;
  }
  assert.ok(seen.size >= 10, `${seen.size} stops`);
}

/** Each file is sound; there is one of each kind that is wanted, and those of text say what is known. */
async function assertGives(page, view) {
  const files = await exports(page);
  const kinds = [];
  for (const file of files) {
    const kind = await checkFile(page, file);
    kinds.push(kind);
    if (view.files.includes(kind) && !["svg", "png"].includes(kind)) assert.match(file.bytes.toString(), view.holds, file.name);
  }
  for (const kind of view.files) assert.ok(kinds.includes(kind), `${kind} is among ${kinds}`);
  assert.equal(new Set(files.map((file) => file.name)).size, files.length, "names of files tell them apart");
}

for (const view of views) {
  describe(view.name, () => {
    test("shows what is known, to all, and gives it away", () =>
      withPage(server.base, {}, async (page) => {
        await show(page, view.address);
        const shown = await text(page);
        for (const word of view.words) assert.match(shown, word);
        assert.equal(await page.locator("h1").count(), 1, "one heading of the first order");
        assert.match(await page.title(), /casus/);
        assert.ok((await ground(page)) > 600, "light ground");
        assert.deepEqual(await axe(page), []);
        if (view.files) await assertGives(page, view);
      }));

    test("its address restores it, in the dark", () =>
      withPage(server.base, { colorScheme: "dark" }, async (page) => {
        await show(page, view.address);
        const shown = await text(page);
        const address = page.url();
        await show(page, "/nothing");
        await page.evaluate(() => (sessionStorage.clear(), localStorage.clear()));
        await show(page, address);
        assert.equal(await text(page), shown);
        assert.ok((await ground(page)) < 200, "dark ground");
        assert.deepEqual(await axe(page), []);
      }));

    test("keyboard", () =>
      withPage(server.base, {}, async (page) => {
        await show(page, view.address);
        await assertKeyboard(page);
      }));

    test("at 360 pixels", () =>
      withPage(server.base, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async (page) => {
        await show(page, view.address);
        await assertFits(page);
        for (const word of view.words) assert.match(await text(page), word);
        assert.deepEqual(await axe(page), []);
      }));

    test("without events it says what to do", { skip: view.blank ? "is empty anyway" : false }, async () => {
      for (const one of [empty, without])
        await withPage(one.base, {}, async (page) => {
          await show(page, view.address.split("?")[0]);
          assert.match(await text(page), /paste|ingest|--db|--watch|drop|begin with an empty model/i, `at ${one === empty ? "an empty store" : "no store"}`);
          page.troubles = page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble)); // the console tells of every answer that is an error
        });
    });

    test("where nothing fits it says so", { skip: view.filtered ? false : "has no filters" }, () =>
      withPage(server.base, {}, async (page) => {
        await show(page, `${view.address.split("?")[0]}?actor=ZZZ&from=1950&to=1951`);
        assert.match(await text(page), /no |nobody|nothing|none/i);
        await page.getByRole("button", { name: /clear/i }).first().click();
        assert.doesNotMatch(page.url(), /ZZZ/);
        page.troubles = page.troubles.filter((trouble) => !/status of 422/.test(trouble)); // no model from no events
      }));
  });
}

test("filters are set by keyboard and stand in the address", () =>
  withPage(server.base, {}, async (page) => {
    await show(page, "/events");
    const all = await text(page);
    await page.getByRole("button", { name: /^Filter/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("From", { exact: true }).fill("2026-03-12");
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=2026-03-12/);
    await settled(page);
    assert.notEqual(await text(page), all);
    await page.goBack();
    await settled(page);
    assert.doesNotMatch(page.url(), /from=/);
  }));

test("the menu leads to every view, and keeps the filters", () =>
  withPage(server.base, {}, async (page) => {
    await show(page, `/events?${strait}`);
    for (const name of ["Timeline", "Dyad", "Network", "Map", "Board", "Strategy"]) {
      await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
      await settled(page);
      assert.match(decodeURIComponent(page.url()), /dyad=Iceland,Denmark/, name);
      assert.equal(await page.locator("[aria-current=page]").innerText(), name);
    }
  }));

test("a wrong filter is told, with the way out", () =>
  withPage(server.base, {}, async (page) => {
    await show(page, "/events?type=NONSENSE");
    assert.match(await page.getByRole("alert").first().innerText(), /type|NONSENSE/i);
    page.troubles = page.troubles.filter((trouble) => !/status of 400/.test(trouble));
  }));

test("an address that is none says so", () =>
  withPage(server.base, {}, async (page) => {
    await show(page, "/nothing/here");
    assert.match(await text(page), /no such|nothing/i);
  }));

test("the switch of colours holds", () =>
  withPage(server.base, { colorScheme: "light" }, async (page) => {
    await show(page, "/");
    await page.getByLabel("Colours").selectOption("dark");
    await page.reload();
    await settled(page);
    const back = await ground(page);
    assert.ok(back < 200, `dark after a reload: ${back}`);
  }));

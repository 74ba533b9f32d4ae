// A page for the length of a test: closed after it, and held to have had no trouble.
import assert from "node:assert/strict";
import { openPage } from "./serving.mjs";

export async function withPage(browser, base, options, use) {
  const page = await openPage(browser, base, options);
  try {
    await use(page);
    assert.deepEqual(page.troubles, [], "no errors, no violations of the policy");
  } finally {
    await page.context().close();
  }
}

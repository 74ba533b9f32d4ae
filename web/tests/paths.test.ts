// Paths and filters of addresses.
import "./browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo } from "../src/filters";
import { addressOf, match } from "../src/router";

test("paths that fit", () => {
  assert.deepEqual(match("/reader/:key", "/reader/12"), { key: "12" });
  assert.deepEqual(match("/events", "/events/"), {});
  assert.deepEqual(match("/", "/"), {});
});
test("paths that do not", () => {
  assert.equal(match("/reader/:key", "/reader"), null);
  assert.equal(match("/events", "/event"), null);
  assert.equal(match("/", "/x"), null);
});
test("a broken escape is taken as it is", () => assert.deepEqual(match("/reader/:key", "/reader/%E0%A4"), { key: "%E0%A4" }));
test("commas stay readable, the rest is escaped", () =>
  assert.equal(addressOf("/events", new URLSearchParams({ dyad: "A,B", text: "a&b" })), "/events?dyad=A,B&text=a%26b"));
test("links keep filters", () => assert.equal(linkTo("/dyad", { quad: "4" }, { by: "week" }), "/dyad?quad=4&by=week"));

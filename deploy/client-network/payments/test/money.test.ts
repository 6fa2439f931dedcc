import assert from "node:assert/strict";
import { test } from "node:test";
import { add, formatMoney, parseMoney } from "../src/money.ts";

test("reads and writes minor units", () => {
  assert.equal(parseMoney("12.5", "EUR").minor, 1250n);
  assert.equal(formatMoney({ minor: -5n, currency: "EUR" }), "-0.05 EUR");
  assert.equal(formatMoney({ minor: 700n, currency: "JPY" }), "700 JPY");
});

test("refuses what it would have to round", () => {
  for (const text of ["12.505", "1e3", "-1", "", "12."]) assert.throws(() => parseMoney(text, "EUR"), RangeError);
  assert.throws(() => parseMoney("1.5", "JPY"), RangeError);
});

test("refuses to add different currencies", () => {
  assert.throws(() => add(parseMoney("1", "EUR"), parseMoney("1", "USD")), TypeError);
});

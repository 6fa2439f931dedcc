import assert from "node:assert/strict";
import { test } from "node:test";
import { feeFor } from "../src/fees.ts";
import { parseMoney } from "../src/money.ts";

test("a card costs a share and a fixed part, rounded half up", () => {
  assert.equal(feeFor(parseMoney("100.00", "EUR"), "card").minor, 170n);
  assert.equal(feeFor(parseMoney("1.00", "EUR"), "card").minor, 26n);
});

test("a wallet is capped", () => {
  assert.equal(feeFor(parseMoney("10000.00", "EUR"), "wallet").minor, 1500n);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { feeFor } from "../src/fees.ts";
import { Ledger } from "../src/ledger.ts";
import { parseMoney } from "../src/money.ts";

test("a payment reaches the merchant less the fee", () => {
  const ledger = new Ledger();
  const amount = parseMoney("100.00", "EUR");
  ledger.pay(amount, feeFor(amount, "card"));
  assert.equal(ledger.balance("merchant", "EUR").minor, 9830n);
  assert.equal(ledger.balance("customer", "EUR").minor, -10000n);
});

test("refuses postings that do not add up", () => {
  const ledger = new Ledger();
  assert.throws(() => ledger.post({ account: "merchant", amount: parseMoney("1", "EUR") }), RangeError);
  assert.equal(ledger.balance("merchant", "EUR").minor, 0n);
});

import { add, negate, type Currency, type Money } from "./money.ts";

export type Account = "merchant" | "customer" | "fees";
export type Posting = { readonly account: Account; readonly amount: Money };

/** Postings only ever go in, and only in sets that add up to zero in each currency. */
export class Ledger {
  readonly #postings: Posting[] = [];

  post(...postings: Posting[]): void {
    const sums = new Map<Currency, bigint>();
    for (const { amount } of postings) sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor);
    for (const [currency, sum] of sums) if (sum !== 0n) throw new RangeError(`off by ${sum} in ${currency}`);
    this.#postings.push(...postings);
  }

  pay(amount: Money, fee: Money): void {
    this.post(
      { account: "customer", amount: negate(amount) },
      { account: "merchant", amount: add(amount, negate(fee)) },
      { account: "fees", amount: fee },
    );
  }

  balance(account: Account, currency: Currency): Money {
    return this.#postings
      .filter((posting) => posting.account === account && posting.amount.currency === currency)
      .reduce((sum, posting) => add(sum, posting.amount), { minor: 0n, currency });
  }
}

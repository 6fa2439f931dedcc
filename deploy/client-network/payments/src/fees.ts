import type { Money } from "./money.ts";

export const methods = ["card", "transfer", "wallet"] as const;
export type Method = (typeof methods)[number];

/** What a method costs: a share of the amount in hundredths of a percent, and a fixed part in minor units. */
type Rate = { readonly basisPoints: bigint; readonly fixed: bigint; readonly cap?: bigint };

const rates: Readonly<Record<Method, Rate>> = {
  card: { basisPoints: 145n, fixed: 25n },
  transfer: { basisPoints: 0n, fixed: 35n },
  wallet: { basisPoints: 95n, fixed: 10n, cap: 1500n },
};

export function isMethod(text: string): text is Method {
  return (methods as readonly string[]).includes(text);
}

/** The fee, rounded half up: the merchant reads the same number on the quote and on the statement. */
export function feeFor(amount: Money, method: Method): Money {
  const { basisPoints, fixed, cap } = rates[method];
  const share = (amount.minor * basisPoints + 5000n) / 10000n;
  const fee = share + fixed;
  return { minor: cap !== undefined && fee > cap ? cap : fee, currency: amount.currency };
}

/** An amount in the smallest unit of its currency: 12.50 EUR is 1250. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

export type Currency = keyof typeof decimals;

const decimals = { EUR: 2, NGN: 2, USD: 2, JPY: 0 } as const;

export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(decimals, text);
}

/** Reads "12.50"; refuses what is not exactly representable, so that no cent is ever rounded away on the way in. */
export function parseMoney(text: string, currency: Currency): Money {
  const places = decimals[currency];
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > places) throw new RangeError(`"${text}" is not an amount in ${currency}`);
  return { minor: BigInt(match[1] + fraction.padEnd(places, "0")), currency };
}

export function formatMoney({ minor, currency }: Money): string {
  const places = decimals[currency];
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${sign}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""} ${currency}`;
}

export function add(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new TypeError(`${left.currency} and ${right.currency} do not add up`);
  return { minor: left.minor + right.minor, currency: left.currency };
}

export function negate({ minor, currency }: Money): Money {
  return { minor: -minor, currency };
}

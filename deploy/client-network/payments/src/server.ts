import { createServer } from "node:http";
import { feeFor, isMethod } from "./fees.ts";
import { formatMoney, isCurrency, parseMoney } from "./money.ts";

const port = Number(process.env.PORT ?? 8085);

function quote(query: URLSearchParams): object {
  const currency = query.get("currency") ?? "";
  const method = query.get("method") ?? "";
  if (!isCurrency(currency)) throw new RangeError(`we do not trade in "${currency}"`);
  if (!isMethod(method)) throw new RangeError(`there is no method "${method}"`);
  const amount = parseMoney(query.get("amount") ?? "", currency);
  return { amount: formatMoney(amount), method, fee: formatMoney(feeFor(amount, method)) };
}

createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://payments");
  const answer = (status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
  if (url.pathname !== "/quote") return answer(404, { error: "only /quote is here" });
  try {
    return answer(200, quote(url.searchParams));
  } catch (error) {
    return error instanceof RangeError ? answer(400, { error: error.message }) : answer(500, { error: "we are looking into it" });
  }
}).listen(port, "127.0.0.1", () => console.log(`quotes on http://127.0.0.1:${port}/quote`));

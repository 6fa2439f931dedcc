using System.Text.Json;
using Microsoft.Playwright;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>
/// The WebSockets of a page, timed in the browser itself: what a test hears of a closed socket by way of a driver is late by as much
/// as the driver is busy.
/// </summary>
internal static class SocketLog
{
    /// <summary>Put into every page before its own scripts.</summary>
    public const string Script = """
        (() => {
          const log = [];
          Object.defineProperty(globalThis, "__sockets", { value: log });
          globalThis.WebSocket = class extends WebSocket {
            constructor(...given) {
              super(...given);
              const one = { url: this.url, opened: 0, closed: 0, code: 0 };
              log.push(one);
              this.addEventListener("open", () => { one.opened = Date.now(); });
              this.addEventListener("close", (event) => { one.closed = Date.now(); one.code = event.code; });
            }
          };
        })();
        """;

    /// <summary>The sockets of the page so far.</summary>
    public static async Task<IReadOnlyList<PageSocket>> ReadAsync(IPage page)
    {
        var log = await page.EvaluateAsync<JsonElement>("() => globalThis.__sockets.map((one) => ({ ...one }))");
        return [.. log.EnumerateArray().Select(one => new PageSocket(
            one.GetProperty("url").GetString()!, Moment(one.GetProperty("opened")), Moment(one.GetProperty("closed"))))];
    }

    private static DateTimeOffset? Moment(JsonElement milliseconds) =>
        milliseconds.GetDouble() is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null;
}

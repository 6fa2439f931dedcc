using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Numbers in query strings. An empty box of a form arrives as an empty word, which is no number and no fault.</summary>
internal static class QueryNumber
{
    public static int? Of(string? text) => int.TryParse(text, out var number) ? number : null;

    /// <summary>The part of a list that was asked for; the first when none was.</summary>
    public static Paging Paging(string? page, string? size) => new(Of(page) ?? 1, Of(size) ?? 0);
}

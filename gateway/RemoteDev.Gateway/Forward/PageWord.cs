using System.Text.Json;
using System.Text.Json.Serialization;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Forward;

/// <summary>A text message from the page of a terminal: <c>{"columns":80,"rows":24}</c> or <c>{"drawn":4096}</c>.</summary>
/// <param name="Size">The terminal's new size; null when it says what it has drawn.</param>
/// <param name="Drawn">Octets that the page has drawn since it began.</param>
internal readonly record struct PageWord(TerminalSize? Size, long Drawn)
{
    private const int Longest = 128;

    private static readonly JsonSerializerOptions Strict =
        new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, MaxDepth = 2 };

    /// <summary>Null when it is neither.</summary>
    public static PageWord? Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > Longest)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Members>(json, Strict) switch
            {
                { Columns: { } columns, Rows: { } rows, Drawn: null } => new PageWord(TerminalSize.Near(columns, rows), 0),
                { Columns: null, Rows: null, Drawn: { } drawn } => new PageWord(null, drawn),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Members(int? Columns, int? Rows, long? Drawn);
}

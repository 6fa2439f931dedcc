using System.Diagnostics;
using System.Text.Json;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>The gateway's trace as it lies on its disk.</summary>
internal sealed class TraceOnDisk(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Every whole line, in the order of days.</summary>
    public IReadOnlyList<string> Lines()
    {
        var lines = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            var text = reader.ReadToEnd();

            // The last line may be in the middle of being written.
            lines.AddRange(text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return lines;
    }

    /// <summary>Every event.</summary>
    public IReadOnlyList<JsonElement> Events() => [.. Lines().Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>How many events there are now; a mark to look for what comes behind it.</summary>
    public int Mark() => Lines().Count;

    /// <summary>The first event of this type behind the mark that fits; waits for it, and fails with what came instead.</summary>
    public async Task<JsonElement> AwaitAsync(int mark, string type, Func<JsonElement, bool>? fits = null)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var behind = Events().Skip(mark).ToList();
            if (behind.Find(one => Type(one) == type && (fits is null || fits(one))) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }

            Assert.True(
                waited.Elapsed < Patience,
                $"The trace has no such {type} within {Patience.TotalSeconds} s, but: {string.Join('\n', behind.Where(one => Type(one) != "request.forwarded").TakeLast(30))}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>When an event happened, by the gateway's clock.</summary>
    public static DateTimeOffset At(JsonElement one) => one.GetProperty("at").GetDateTimeOffset();

    public static string Type(JsonElement one) => one.GetProperty("type").GetString()!;

    /// <summary>A text property, or null.</summary>
    public static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) ? value.GetString() : null;
}

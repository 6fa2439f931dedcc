using System.Globalization;
using System.Text.Json.Nodes;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>Which part of a list is asked for, and which attributes of it (RFC 7644, sections 3.4.2.4 and 3.9).</summary>
internal sealed record ScimPage(int StartIndex, int Count, IReadOnlySet<string> Only, IReadOnlySet<string> Without)
{
    /// <summary>The longest page.</summary>
    public const int Most = 200;

    private const int Usual = 100;

    private static readonly string[] Always = ["schemas", "id"];

    public static ScimPage Of(IQueryCollection query) => new(
        Math.Max(1, Number(query["startIndex"], 1)), Math.Clamp(Number(query["count"], Usual), 0, Most), Names(query["attributes"]), Names(query["excludedAttributes"]));

    /// <summary>The part of them, as one answer.</summary>
    public ScimAnswer Answer(IReadOnlyList<JsonObject> all) =>
        ScimAnswer.Ok(ScimSchemas.ListOf([.. all.Skip(StartIndex - 1).Take(Count).Select(Cut)], all.Count, StartIndex));

    /// <summary>Without what was not asked for.</summary>
    public JsonObject Cut(JsonObject resource)
    {
        foreach (var name in resource.Select(pair => pair.Key).ToArray())
        {
            var plain = name.ToLowerInvariant();
            if (!Always.Contains(plain, StringComparer.Ordinal) && (Without.Contains(plain) || (Only.Count > 0 && !Only.Contains(plain))))
            {
                resource.Remove(name);
            }
        }

        return resource;
    }

    // Directories send numbers that are none, too large or negative; the RFC reads those as the nearest that makes sense.
    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static HashSet<string> Names(string? text) =>
        (text is null or { Length: > ScimFilter.MaxLength } ? "" : text)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => ScimFilter.Plain(name).Split('.')[0]).ToHashSet(StringComparer.Ordinal);
}

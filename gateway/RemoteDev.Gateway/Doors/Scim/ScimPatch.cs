using System.Text.Json;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>One operation of a PATCH (RFC 7644, section 3.5.2).</summary>
/// <param name="Verb"><c>add</c>, <c>replace</c> or <c>remove</c>, in lower case.</param>
/// <param name="Path">Null when the value is an object of attributes.</param>
/// <param name="Value">Undefined when there is none.</param>
internal sealed record ScimPatch(string Verb, string? Path, JsonElement Value)
{
    public const int Most = 100;

    private const int LongestPath = 512;

    /// <summary>The operations, or why they cannot be read.</summary>
    public static (IReadOnlyList<ScimPatch> Operations, ScimAnswer? Fault) Read(JsonElement body)
    {
        if (!body.TryGetProperty("Operations", out var list) && !body.TryGetProperty("operations", out list))
        {
            return ([], Syntax("Operations is missing."));
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > Most)
        {
            return ([], Syntax($"Operations is not a list of 1 to {Most} operations."));
        }

        var operations = new List<ScimPatch>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "op")?.ToLowerInvariant() is not ("add" or "replace" or "remove") || Text(item, "path") is { Length: > LongestPath })
            {
                return ([], Syntax("An operation's op is not add, replace or remove."));
            }

            var (verb, path) = (Text(item, "op")!.ToLowerInvariant(), Text(item, "path"));
            var value = item.TryGetProperty("value", out var given) ? given : default;
            if (verb == "remove" && string.IsNullOrEmpty(path))
            {
                return ([], ScimAnswer.Fault(StatusCodes.Status400BadRequest, "A remove names by path what to remove.", "noTarget"));
            }

            if (verb != "remove" && (value.ValueKind == JsonValueKind.Undefined || (string.IsNullOrEmpty(path) && value.ValueKind != JsonValueKind.Object)))
            {
                return ([], ScimAnswer.Invalid("An operation without a path has an object of attributes as its value."));
            }

            operations.Add(new ScimPatch(verb, string.IsNullOrEmpty(path) ? null : path, value));
        }

        return (operations, null);
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ScimAnswer Syntax(string detail) => ScimAnswer.Fault(StatusCodes.Status400BadRequest, detail, "invalidSyntax");
}

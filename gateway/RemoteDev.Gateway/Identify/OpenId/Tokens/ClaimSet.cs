using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RemoteDev.Gateway.Identify.OpenId.Tokens;

/// <summary>
/// The members of a JSON object that a provider sent, read by exact type: a boolean that is written as a string is no boolean. A document
/// that says the same member twice means nothing.
/// </summary>
internal sealed class ClaimSet
{
    private const int MaxValues = 512;
    private const int MaxText = 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private readonly JsonElement _root;

    private ClaimSet(JsonElement root) => _root = root;

    public static bool TryParse(string json, [NotNullWhen(true)] out ClaimSet? claims)
    {
        claims = null;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                claims = new ClaimSet(document.RootElement.Clone());
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return claims is not null;
    }

    public bool Has(string name) => _root.TryGetProperty(name, out _);

    /// <summary>The string, or null for what is none, is empty or is longer than 1,024 characters.</summary>
    public string? Text(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= MaxText } text ? text : null;

    /// <summary>A string of any length that the answer's own bound allows: tokens.</summary>
    public string? LongText(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>True for the boolean true alone.</summary>
    public bool IsTrue(string name) => _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public DateTimeOffset? Moment(string name)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds))
        {
            return null;
        }

        return seconds is >= 0 and < 253_402_300_800 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
    }

    public long? Number(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The strings of a list, or the one string, or the boolean or number as JSON writes it; what else there is says nothing.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (!_root.TryGetProperty(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Take(MaxValues).Select(One).OfType<string>()]
            : One(value) is { } one ? [one] : [];
    }

    public bool IsObject(string name, [NotNullWhen(true)] out ClaimSet? inner)
    {
        inner = _root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new ClaimSet(value) : null;
        return inner is not null;
    }

    private static string? One(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 and <= MaxText } text ? text : null,
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => value.GetRawText() is { Length: <= 32 } raw ? raw : null,
        _ => null,
    };
}

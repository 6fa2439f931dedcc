using System.Text.Json;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Console.Providers;

/// <summary>Claims as somebody pastes or types them: the JSON of an id_token or of userinfo, or lines of <c>groups = Developers</c>.</summary>
internal static class ClaimText
{
    public const int MaxLength = 32 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 };

    /// <summary>The claims, or null with what is wrong.</summary>
    public static ProviderClaims? Read(string text, out string? fault)
    {
        fault = null;
        if (text.Length > MaxLength)
        {
            fault = $"has {text.Length} characters; at most {MaxLength} are read";
            return null;
        }

        try
        {
            return ProviderClaims.Of(text.TrimStart().StartsWith('{') ? OfJson(text) : OfLines(text));
        }
        catch (JsonException wrong)
        {
            fault = $"is not JSON, at line {wrong.LineNumber + 1}; paste the decoded payload of the token, not the token itself";
        }
        catch (FormatException wrong)
        {
            fault = wrong.Message;
        }

        return null;
    }

    private static List<KeyValuePair<string, string>> OfJson(string text)
    {
        using var document = JsonDocument.Parse(text, Options);
        return [.. from claim in document.RootElement.EnumerateObject() from value in Values(claim.Value) select KeyValuePair.Create(claim.Name, value)];
    }

    // An object inside (an address, for instance) is nothing that a rule could name.
    private static IEnumerable<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    private static List<KeyValuePair<string, string>> OfLines(string text)
    {
        var claims = new List<KeyValuePair<string, string>>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [{ Length: > 0 } name, { Length: > 0 } value])
            {
                throw new FormatException($"line {number}: write a claim like groups = Developers, or paste the JSON of a token");
            }

            claims.Add(KeyValuePair.Create(name, value));
        }

        return claims;
    }
}

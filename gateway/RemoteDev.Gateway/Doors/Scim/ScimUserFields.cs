using System.Text.Json;
using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>A user as a request describes it, attribute by attribute. What the gateway keeps nothing of is passed over; a path that nobody knows is refused.</summary>
internal sealed class ScimUserFields
{
    // RFC 7643, sections 4.1 and 4.3: known, sent by default mappings, and nothing that this gateway needs.
    private static readonly HashSet<string> PassedOver = new(StringComparer.Ordinal)
    {
        "schemas", "meta", "groups", "nickname", "profileurl", "title", "usertype", "preferredlanguage", "locale", "timezone", "password", "phonenumbers", "ims",
        "photos", "addresses", "entitlements", "roles", "x509certificates",
    };

    public string? UserName { get; set; }

    public string? ExternalId { get; set; }

    public string? DisplayName { get; set; }

    public string? Formatted { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public string? Email { get; set; }

    public bool? Active { get; set; }

    /// <summary>What the person is to be called, or null when nothing says.</summary>
    public string? ShownName => DisplayName ?? Formatted ?? (string.Join(' ', new[] { GivenName, FamilyName }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } both ? both : null);

    /// <summary>Takes every attribute of an object; the first fault ends it.</summary>
    public ScimAnswer? SetAll(JsonElement body)
    {
        foreach (var attribute in body.EnumerateObject())
        {
            if (Set(attribute.Name, attribute.Value) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Takes one attribute, by its name or path.</summary>
    public ScimAnswer? Set(string path, JsonElement value)
    {
        var name = ScimFilter.Plain(path);
        switch (name)
        {
            case "username":
                return Text(value, Limits.Item, text => UserName = text, name);
            case "externalid":
                return Text(value, Limits.Item, text => ExternalId = text, name);
            case "displayname":
                return Text(value, Limits.DisplayName, text => DisplayName = text, name);
            case "name.formatted":
                return Text(value, Limits.DisplayName, text => Formatted = text, name);
            case "name.givenname":
                return Text(value, Limits.DisplayName, text => GivenName = text, name);
            case "name.familyname":
                return Text(value, Limits.DisplayName, text => FamilyName = text, name);
            case "name" when value.ValueKind == JsonValueKind.Object:
                return Parts(value);
            case "active":
                return Flag(value);
            case "emails":
                return Emails(value);
            case "id":
                return null;
        }

        if (name.StartsWith("emails", StringComparison.Ordinal) && name.EndsWith("].value", StringComparison.Ordinal))
        {
            // emails[type eq "work"].value: a person has one address here, and it is the one at work.
            return name.Contains("\"work\"", StringComparison.Ordinal) || name.Contains("primary eq", StringComparison.Ordinal)
                ? Text(value, Limits.Email, text => Email = text, "emails")
                : null;
        }

        return IsPassedOver(name) ? null : ScimAnswer.Fault(StatusCodes.Status400BadRequest, "The path names no attribute of a user.", "invalidPath");
    }

    /// <summary>Takes an attribute away.</summary>
    public ScimAnswer? Remove(string path)
    {
        var name = ScimFilter.Plain(path);
        switch (name)
        {
            case "externalid":
                ExternalId = null;
                return null;
            case "displayname":
                DisplayName = null;
                return null;
            case "name.formatted":
                Formatted = null;
                return null;
            case "name.givenname":
                GivenName = null;
                return null;
            case "name.familyname":
                FamilyName = null;
                return null;
            case "name":
                (Formatted, GivenName, FamilyName) = (null, null, null);
                return null;
            default:
                return IsPassedOver(name)
                    ? null
                    : ScimAnswer.Fault(StatusCodes.Status400BadRequest, "userName, active and emails are not removed; replace them.", "mutability");
        }
    }

    private static bool IsPassedOver(string name)
    {
        if (name.StartsWith(ScimSchemas.Enterprise.ToLowerInvariant(), StringComparison.Ordinal) || name.StartsWith("name.", StringComparison.Ordinal)
            || name.StartsWith("urn:", StringComparison.Ordinal))
        {
            return true;
        }

        var end = name.AsSpan().IndexOfAny('.', '[');
        return PassedOver.Contains(end < 0 ? name : name[..end]);
    }

    private static ScimAnswer? Text(JsonElement value, int limit, Action<string?> take, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            take(null);
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text || text.Length > limit || text.Any(char.IsControl))
        {
            return ScimAnswer.Invalid($"{name} is not one line of text of at most {limit} characters.");
        }

        take(text.Trim() is { Length: > 0 } trimmed ? trimmed : null);
        return null;
    }

    private ScimAnswer? Parts(JsonElement name)
    {
        foreach (var part in name.EnumerateObject())
        {
            if (Set("name." + part.Name, part.Value) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    // Entra sends "True" and "False" as texts unless it is told otherwise.
    private ScimAnswer? Flag(JsonElement value)
    {
        Active = value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => flag,
            _ => null,
        };
        return Active is null ? ScimAnswer.Invalid("active is neither true nor false.") : null;
    }

    private ScimAnswer? Emails(JsonElement value)
    {
        var addresses = value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).ToArray(),
            JsonValueKind.Object => [value],
            _ => [],
        };
        var chosen = addresses.OrderByDescending(Rank).FirstOrDefault();
        return chosen.ValueKind == JsonValueKind.Object && chosen.TryGetProperty("value", out var address)
            ? Text(address, Limits.Email, text => Email = text, "emails")
            : null;
    }

    private static int Rank(JsonElement address) =>
        (address.TryGetProperty("primary", out var primary) && (primary.ValueKind == JsonValueKind.True || (primary.ValueKind == JsonValueKind.String && primary.ValueEquals("True"u8))) ? 2 : 0)
        + (address.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("work"u8) ? 1 : 0);
}

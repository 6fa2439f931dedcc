using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>What a provider says of somebody: the values of each claim, in no order. Compared octet for octet.</summary>
internal sealed class ProviderClaims
{
    private readonly FrozenDictionary<string, ImmutableArray<string>> _values;

    private ProviderClaims(FrozenDictionary<string, ImmutableArray<string>> values) => _values = values;

    public static ProviderClaims None { get; } = new(FrozenDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>The names of the claims.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public static ProviderClaims Of(IEnumerable<KeyValuePair<string, string>> claims) =>
        new(claims.GroupBy(claim => claim.Key, claim => claim.Value, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal));

    /// <summary>The values of one claim; none when it was not said.</summary>
    public ImmutableArray<string> Values(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>Only the claims whose names hold.</summary>
    public ProviderClaims Where(Func<string, bool> name) => new(_values.Where(pair => name(pair.Key)).ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>As they are kept, the names in order.</summary>
    public string ToJson() => JsonSerializer.Serialize(new SortedDictionary<string, ImmutableArray<string>>(_values, StringComparer.Ordinal));

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ProviderClaims OfJson(string json) =>
        new((JsonSerializer.Deserialize<Dictionary<string, ImmutableArray<string>>>(json) ?? throw new JsonException("Stored claims are null.")).ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>These and those; a claim of both is those'.</summary>
    public ProviderClaims With(ProviderClaims those) =>
        new(_values.Where(pair => !those._values.ContainsKey(pair.Key)).Concat(those._values).ToFrozenDictionary(StringComparer.Ordinal));

    public bool Has(string name, string value) => Values(name).Contains(value, StringComparer.Ordinal);
}

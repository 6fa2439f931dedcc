using System.Collections.Frozen;
using System.Collections.Immutable;

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

    public bool Has(string name, string value) => Values(name).Contains(value, StringComparer.Ordinal);
}

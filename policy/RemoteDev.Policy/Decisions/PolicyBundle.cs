using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Policy.Explaining.Obstacles;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Decisions;

/// <summary>Policies that were loaded without a fault. Immutable; a change of policy is another bundle.</summary>
public sealed class PolicyBundle
{
    private readonly FrozenDictionary<string, BundlePolicy> _byId;
    private readonly Lazy<NearScopes> _nearScopes;

    internal PolicyBundle(string name, IReadOnlyCollection<PolicySource> sources, PolicySet set, IReadOnlyList<BundlePolicy> policies)
    {
        (Name, Sources, Policies) = (name, sources, policies);
        Authorizer = new Authorizer(set);
        Version = Hash(sources);
        _byId = policies.ToFrozenDictionary(policy => policy.Id, StringComparer.Ordinal);
        _nearScopes = new Lazy<NearScopes>(() => new NearScopes(policies));
    }

    /// <summary>No policies, so everything is denied.</summary>
    public static PolicyBundle Empty { get; } = new("empty", [], PolicySet.Empty, []);

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the names and texts, in lower-case hex: equal exactly when the policies are.</summary>
    public string Version { get; }

    /// <summary>The texts it was loaded from.</summary>
    internal IReadOnlyCollection<PolicySource> Sources { get; }

    /// <summary>The policies in the order of the text.</summary>
    public IReadOnlyList<BundlePolicy> Policies { get; }

    /// <summary>Decides by the policies; prepared at load, so that the first decision costs what all others do.</summary>
    internal Authorizer Authorizer { get; }

    /// <summary>The permits by their scopes, to find those that nearly speak of a request.</summary>
    internal NearScopes NearScopes => _nearScopes.Value;

    /// <summary>Loads one text of policies.</summary>
    /// <param name="name">What faults call the text, usually a file name.</param>
    /// <param name="text">The Cedar text.</param>
    /// <param name="names">
    /// What exists, to refuse policies about things that do not. Null skips that check and no other: for policies that were activated
    /// before and outlive a name.
    /// </param>
    public static BundleReading Load(string name, string text, ICatalogNames? names) => Load(name, [new PolicySource(name, text)], names);

    /// <summary>Loads several texts as one bundle; the faults of all are reported together.</summary>
    internal static BundleReading Load(string name, IReadOnlyCollection<PolicySource> sources, ICatalogNames? names) =>
        new BundleReader(names).Read(name, [.. sources]);

    /// <summary>The policy with that <c>@id</c>, or null.</summary>
    public BundlePolicy? Find(string id) => _byId.GetValueOrDefault(id);

    private static string Hash(IReadOnlyCollection<PolicySource> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in sources.SelectMany(source => new[] { source.Name, source.Text }))
        {
            // Each part is preceded by its length, so that no two lists of parts run together to the same bytes.
            var bytes = Encoding.UTF8.GetBytes(part);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>
/// Cedar's own types. Each has a name in the namespace <c>__cedar</c>, which nobody can take, and the same name in the empty namespace,
/// which a declaration can.
/// </summary>
internal static class BuiltInTypes
{
    public const string Namespace = "__cedar";

    private const string Prefix = Namespace + "::";

    private static readonly FrozenDictionary<string, CedarType> ByName = All().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names without namespace.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>Names that the JSON syntax uses for itself, so that no common type may have them.</summary>
    public static bool IsReserved(string name) =>
        name is "Bool" or "Boolean" or "Entity" or "Extension" or "Long" or "Record" or "Set" or "String";

    /// <summary>The type of a full name such as <c>Long</c> or <c>__cedar::ipaddr</c>.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out CedarType? type) =>
        ByName.TryGetValue(name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name, out type);

    private static Dictionary<string, CedarType> All()
    {
        var all = CedarType.ExtensionNames.ToDictionary(name => name, CedarType (name) => new CedarType.Extension(name), StringComparer.Ordinal);
        all.Add("Bool", new CedarType.Bool());
        all.Add("Long", new CedarType.Long());
        all.Add("String", new CedarType.Text());
        return all;
    }
}

using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>The names of events, taken from where the format states them.</summary>
internal static class EventNames
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(AuditEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(known => known.DerivedType, known => (string)known.TypeDiscriminator!);

    /// <summary>All names, sorted; for lists to choose from.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Values.Order(StringComparer.Ordinal)];

    public static string Of(AuditEvent e) => Names[e.GetType()];
}

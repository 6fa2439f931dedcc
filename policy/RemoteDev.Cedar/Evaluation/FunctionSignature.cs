using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>How a function is called.</summary>
/// <param name="Function">Which it is.</param>
/// <param name="Name">Its name in Cedar.</param>
/// <param name="IsMethod">Whether it is written after a point.</param>
/// <param name="ArgumentCount">How many arguments it takes, counting what a method is called on.</param>
internal sealed record FunctionSignature(Function Function, string Name, bool IsMethod, int ArgumentCount)
{
    private static readonly FunctionSignature[] All =
    [
        new(Function.Contains, "contains", IsMethod: true, 2),
        new(Function.ContainsAll, "containsAll", IsMethod: true, 2),
        new(Function.ContainsAny, "containsAny", IsMethod: true, 2),
        new(Function.IsEmpty, "isEmpty", IsMethod: true, 1),
        new(Function.GetTag, "getTag", IsMethod: true, 2),
        new(Function.HasTag, "hasTag", IsMethod: true, 2),
        new(Function.Decimal, "decimal", IsMethod: false, 1),
        new(Function.DecimalLessThan, "lessThan", IsMethod: true, 2),
        new(Function.DecimalLessThanOrEqual, "lessThanOrEqual", IsMethod: true, 2),
        new(Function.DecimalGreaterThan, "greaterThan", IsMethod: true, 2),
        new(Function.DecimalGreaterThanOrEqual, "greaterThanOrEqual", IsMethod: true, 2),
        new(Function.Ip, "ip", IsMethod: false, 1),
        new(Function.IsIpv4, "isIpv4", IsMethod: true, 1),
        new(Function.IsIpv6, "isIpv6", IsMethod: true, 1),
        new(Function.IsLoopback, "isLoopback", IsMethod: true, 1),
        new(Function.IsMulticast, "isMulticast", IsMethod: true, 1),
        new(Function.IsInRange, "isInRange", IsMethod: true, 2),
        new(Function.Datetime, "datetime", IsMethod: false, 1),
        new(Function.Offset, "offset", IsMethod: true, 2),
        new(Function.DurationSince, "durationSince", IsMethod: true, 2),
        new(Function.ToDate, "toDate", IsMethod: true, 1),
        new(Function.ToTime, "toTime", IsMethod: true, 1),
        new(Function.Duration, "duration", IsMethod: false, 1),
        new(Function.ToMilliseconds, "toMilliseconds", IsMethod: true, 1),
        new(Function.ToSeconds, "toSeconds", IsMethod: true, 1),
        new(Function.ToMinutes, "toMinutes", IsMethod: true, 1),
        new(Function.ToHours, "toHours", IsMethod: true, 1),
        new(Function.ToDays, "toDays", IsMethod: true, 1),
    ];

    private static readonly FrozenDictionary<string, FunctionSignature> ByName =
        All.ToFrozenDictionary(signature => signature.Name, StringComparer.Ordinal);

    /// <summary>
    /// Whether a wrong number of arguments is already a syntax fault. The specification has that for Cedar's own methods, and an
    /// evaluation fault for the functions of extension types.
    /// </summary>
    public bool IsBuiltIn => Function <= Function.HasTag;

    public static bool TryFind(string name, [NotNullWhen(true)] out FunctionSignature? signature) => ByName.TryGetValue(name, out signature);

    public static IEnumerable<string> Names(bool areMethods) =>
        All.Where(signature => signature.IsMethod == areMethods).Select(signature => signature.Name);

    public static FunctionSignature Of(Function function) => All[(int)function];
}

using System.Text.RegularExpressions;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Where we mean to differ from the oracle. The reasons are in <c>tests/oracle/README.md</c>.</summary>
internal static partial class Stricter
{
    /// <summary>The oracle is SDK 4.10, which calls a scope that fits no request an error. Since 4.13 it is a warning, as it is here.</summary>
    public static bool IsError(Finding finding) =>
        finding.IsError || finding.Code == FindingCode.ScopeFitsNothing;

    /// <summary>Whether the entities are sound; null where they are not for a reason that is ours alone.</summary>
    public static bool? OrNull(Result<EntityStore> result) =>
        result.Faults.Count > 0 && result.Faults.All(fault => Ours().IsMatch(fault.Message)) ? null : result.Succeeded;

    /// <summary>Whether the policy is sound; null where it is not for a reason that is ours alone.</summary>
    public static bool? OrNull(Result<PolicySet> result, bool isSound) =>
        result.Faults.Count > 0 && result.Faults.All(fault => OursInPolicies().IsMatch(fault.Message)) ? null : isSound;

    /// <summary>
    /// A property that means nothing, a path after <c>has</c> that no text can say, and in literals unknown functions, and escapes that the
    /// oracle takes for records because they are not whole.
    /// </summary>
    [GeneratedRegex(
        @"unknown property|a path is names of attributes|\.Value\b.*(is not an extension function|""(type|id|fn|arg)"" is missing|expected (a string|an object|an array))",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OursInPolicies();

    /// <summary>A property that means nothing, and escapes among attributes or tags that the oracle takes for records because they are not whole.</summary>
    [GeneratedRegex(
        @"unknown property|\.(attrs|tags)\b.*(cannot be the name of an attribute|""(type|id|fn|arg)"" is missing|expected (a string|an object|an array))",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Ours();
}

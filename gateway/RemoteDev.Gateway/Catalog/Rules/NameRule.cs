namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What may be a name in the catalogue.</summary>
internal static class NameRule
{
    /// <summary>The rule, for the end of a sentence.</summary>
    public const string InWords = "write a letter from a to z, then up to 62 of a-z, 0-9 and '-', not ending in '-'";

    // Host labels of the gateway itself, and words that would read as somebody else in the trace.
    private static readonly string[] Reserved = ["git", "ssh", "desktop", "www", "api", "auth", "admin", "gateway", "static"];

    public static bool Holds(string name) =>
        name.Length is > 0 and <= Limits.Name
        && char.IsAsciiLetterLower(name[0])
        && name[^1] != '-'
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>True for a label the gateway's own origins use, or may use later.</summary>
    public static bool IsReservedLabel(string name) => Reserved.Contains(name, StringComparer.Ordinal) || name.StartsWith("xn--", StringComparison.Ordinal);

    /// <summary>True for a login that the trace writes for what is no person.</summary>
    public static bool IsReservedLogin(string login) => login is Actor.Operator or "gateway" or "environment" or "service";
}

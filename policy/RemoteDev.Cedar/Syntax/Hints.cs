using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Syntax;

/// <summary>What people probably meant where they wrote something else: slips of the finger, and words of other languages.</summary>
internal static class Hints
{
    private const int MaxWord = 64;

    public static string? InsteadOfEffect(ReadOnlySpan<char> found) => found switch
    {
        "allow" or "Allow" or "ALLOW" => "write `permit`",
        "deny" or "Deny" or "DENY" => "write `forbid`",
        _ => Nearest(found, ["permit", "forbid"]),
    };

    public static string? InsteadOfCondition(TokenKind kind, ReadOnlySpan<char> found) => found switch
    {
        "{" or "if" or "where" or "and" => "a condition starts with `when` or `unless`",
        _ => kind == TokenKind.Identifier ? Nearest(found, ["when", "unless"]) : null,
    };

    public static string? InsteadOfOperator(ReadOnlySpan<char> found) => found switch
    {
        "and" or "And" or "AND" => "write `&&`",
        "or" or "Or" or "OR" => "write `||`",
        "not" or "NOT" => "write `!=`, or `!` before an expression",
        "equals" or "eq" => "write `==`",
        "contains" or "matches" => "write `….contains(…)` for a set, `… like …` for a text",
        _ => Nearest(found, ["has", "like", "is", "in"]),
    };

    public static string InsteadOfExpression(string found) => found switch
    {
        "not" or "NOT" => "write `!`",
        "null" or "nil" or "undefined" => "Cedar has no such value; ask with `has` whether an attribute is there",
        "self" or "user" or "subject" => "who asks is `principal`",
        _ => Nearest(found, ["principal", "action", "resource", "context", "true", "false"])
            ?? "an expression starts with `principal`, `action`, `resource`, `context`, a literal, or an entity such as `User::\"alice\"`",
    };

    /// <summary>The end of a message that <paramref name="name"/> is no function or method; null when none is near.</summary>
    public static string? NearestFunction(string name, bool isMethod) =>
        Nearest(name, FunctionSignature.Names(isMethod)) is { } hint ? $": {hint}" : null;

    public static string? Nearest(ReadOnlySpan<char> found, IEnumerable<string> known) =>
        found.Length is > 1 and <= MaxWord && Spelling.Nearest(found.ToString(), known) is { } nearest && !found.SequenceEqual(nearest)
            ? $"did you mean `{nearest}`?"
            : null;
}

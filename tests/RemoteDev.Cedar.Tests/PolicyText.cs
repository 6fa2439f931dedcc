using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Tests;

/// <summary>Short ways from text to what a test asks about.</summary>
internal static class PolicyText
{
    public const string SourceName = "test.cedar";

    public static PolicySet Parse(string text)
    {
        var parsed = PolicySet.Parse(text, SourceName);
        Assert.Empty(parsed.Faults);
        return parsed.Value!;
    }

    public static IReadOnlyList<Finding> Faults(string text)
    {
        var parsed = PolicySet.Parse(text, SourceName);
        Assert.False(parsed.Succeeded);
        return parsed.Faults;
    }

    /// <summary>The message of the one fault, with its place: <c>1:2: message</c>.</summary>
    public static string Fault(string text)
    {
        var fault = Assert.Single(Faults(text));
        return $"{fault.Span}: {fault.Message}";
    }

    /// <summary>As <see cref="Fault"/>, of a policy with <paramref name="expression"/> as its condition, counting columns within it.</summary>
    public static string FaultIn(string expression)
    {
        var fault = Assert.Single(Faults($"permit(principal,action,resource) when {{\n{expression}\n}};"));
        return $"{fault.Span.Column}: {fault.Message}";
    }

    public static Expression Condition(string expression) =>
        Parse($"permit(principal,action,resource) when {{\n{expression}\n}};").Policies[0].Conditions[0].Body;
}

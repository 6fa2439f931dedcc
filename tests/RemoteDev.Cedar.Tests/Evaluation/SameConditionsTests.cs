using RemoteDev.Cedar.Evaluation.Compiled;

namespace RemoteDev.Cedar.Tests.Evaluation;

public sealed class SameConditionsTests
{
    /// <summary>No two of these say the same, though many differ in one small thing.</summary>
    private static readonly string[] Different =
    [
        "", "when { true }", "unless { true }", "when { true } when { true }", "when { false }", "when { 1 }", "when { \"1\" }", "when { principal }", "when { resource }",
        "when { context.a }", "when { context.b }", "when { principal.a }", "when { context.a.b }", "when { context has a }", "when { context has a.b }", "when { context has a.c }",
        "when { context.a && context.b }", "when { context.a || context.b }", "when { context.b && context.a }", "when { context.a && context.b && context.b }",
        "when { !context.a }", "when { -context.a }", "when { if context.a then context.b else context.a }", "when { if context.a then context.a else context.b }",
        "when { context.a == 1 }", "when { context.a != 1 }", "when { context.a == 2 }", "when { context.a < 1 }", "when { 1 < context.a }", "when { context.a in [principal] }",
        "when { context.a + 1 == 2 }", "when { context.a - 1 == 2 }", "when { context.a + 1 + 1 == 2 }", "when { context.a like \"a*\" }", "when { context.a like \"*a\" }",
        "when { context.a like \"a\\*\" }", "when { principal is User }", "when { principal is N::User }", "when { principal is User in Group::\"g\" }",
        "when { principal is User in Group::\"h\" }", "when { [context.a] == [] }", "when { [context.a, 1] == [] }", "when { {a: context.a} == {} }", "when { {b: context.a} == {} }",
        "when { context.a.contains(1) }", "when { context.a.containsAll([1]) }", "when { context.a.hasTag(\"a\") }", "when { context.a.getTag(\"a\") }", "when { ip(\"10.0.0.0/8\") == 1 }",
        "when { ip(\"10.0.0.0/9\") == 1 }", "when { ip() == 1 }", "when { context.a.isIpv4() }",
    ];

    [Fact]
    public void ConditionsAreTheSame_ExactlyWhenTheySayTheSame()
    {
        // One text throughout, so that the same words stand in different places.
        var policies = PolicyText.Parse(string.Join('\n', Different.Concat(Different).Select(conditions => $"permit(principal,action,resource) {conditions};"))).Policies;
        for (var i = 0; i < policies.Count; i++)
        {
            for (var j = 0; j < policies.Count; j++)
            {
                var (x, y) = (policies[i].Conditions, policies[j].Conditions);
                var isSame = i % Different.Length == j % Different.Length;
                Assert.Equal(isSame, SameConditions.Comparer.Equals(x, y));
                Assert.True(!isSame || SameConditions.Comparer.GetHashCode(x) == SameConditions.Comparer.GetHashCode(y));
            }
        }
    }
}

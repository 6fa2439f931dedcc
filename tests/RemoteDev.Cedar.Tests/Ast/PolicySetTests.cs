using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Tests.Ast;

public sealed class PolicySetTests
{
    [Fact]
    public void NumbersPoliciesThroughAllSources()
    {
        var set = PolicySet.Parse([
            new PolicySource("a.cedar", "permit(principal,action,resource);\nforbid(principal,action,resource);"),
            new PolicySource("empty.cedar", "// nothing"),
            new PolicySource("b.cedar", "\n  permit(principal,action,resource);"),
        ]).Value!;

        Assert.Equal(
            "policy0 (a.cedar:1:1), policy1 (a.cedar:2:1), policy2 (b.cedar:2:3)",
            string.Join(", ", set.Policies));
        Assert.Equal("permit(principal,action,resource);", set.Policies[2].Text);
    }

    [Fact]
    public void ReportsTheFaultsOfAllSources_AndHasNoValueThen()
    {
        var parsed = PolicySet.Parse([
            new PolicySource("a.cedar", "permit(principal,action);"),
            new PolicySource("b.cedar", "permit(principal,action,resource);"),
            new PolicySource("c.cedar", "allow;"),
        ]);

        Assert.Null(parsed.Value);
        Assert.Equal("a.cedar c.cedar", string.Join(' ', parsed.Faults.Select(fault => fault.SourceName)));
    }
}

using RemoteDev.Cedar.Tests.Authorization;

namespace RemoteDev.Cedar.Tests.Evaluation;

/// <summary>What an engine can get wrong and still agree with the whole published corpus.</summary>
public sealed class CorpusGapTests
{
    [Theory]
    [InlineData("principal in [principal, 1]", "expected a set of only entities, each element being an entity, found an integer")]
    [InlineData("principal in [context.x, principal]", "expected a set of only entities, each element being an entity, found an integer")]
    [InlineData("principal in [principal, context.x]", "expected a set of only entities, each element being an entity, found an integer")]
    [InlineData("principal in [principal, [principal]]", "expected a set of only entities, each element being an entity, found a set")]
    [InlineData("principal is User in [principal, \"a\"]", "expected a set of only entities, each element being an entity, found a string")]
    [InlineData("true && 1", "expected a boolean, found an integer")]
    [InlineData("context.x == 1 && principal", "expected a boolean, found an entity")]
    [InlineData("false || \"true\"", "expected a boolean, found a string")]
    [InlineData("context.x == 2 || []", "expected a boolean, found a set")]
    [InlineData("true && (true && {})", "expected a boolean, found a record")]
    public void OperandsAreCheckedWhereTheValueIsAlreadyClear(string expression, string expected)
    {
        Assert.Equal(expected, Assert.Single(Evaluate.Condition(expression).Errors).Message);
    }

    [Theory]
    [InlineData("!(1 == 2 && 1) && (1 == 1 || 1)")]
    [InlineData("!(principal is Vendor in [1])")]
    [InlineData("!(principal in [])")]
    public void OperandsNeverReached_AreNotChecked(string expression)
    {
        Assert.Equal("true", Evaluate.Expression(expression));
    }

    [Theory]
    [InlineData("ip(\"10.0.0.0/8\") == ip(\"10.0.0.0/8\")", true)]
    [InlineData("ip(\"10.0.0.0/8\") == ip(\"10.0.0.0\")", false)]
    [InlineData("ip(\"10.0.0.0/8\") == ip(\"10.0.0.1/8\")", false)]
    [InlineData("ip(\"10.0.0.1\") == ip(\"10.0.0.1/32\")", true)]
    [InlineData("ip(\"::1\") == ip(\"::1/128\")", true)]
    [InlineData("ip(\"::\") == ip(\"0.0.0.0\")", false)]
    [InlineData("[ip(\"10.0.0.0/8\")].contains(ip(\"10.0.0.0/9\"))", false)]
    [InlineData("ip(\"10.0.0.0/8\").isInRange(ip(\"10.0.0.0/8\"))", true)]
    [InlineData("ip(\"10.0.0.0/7\").isInRange(ip(\"10.0.0.0/8\"))", false)]
    [InlineData("ip(\"10.255.255.255\").isInRange(ip(\"10.0.0.0/8\"))", true)]
    [InlineData("ip(\"11.0.0.0\").isInRange(ip(\"10.0.0.0/8\"))", false)]
    [InlineData("ip(\"9.255.255.255\").isInRange(ip(\"10.0.0.0/8\"))", false)]
    [InlineData("ip(\"10.0.0.1\").isInRange(ip(\"10.0.0.0/31\"))", true)]
    [InlineData("ip(\"10.0.0.2\").isInRange(ip(\"10.0.0.0/31\"))", false)]
    [InlineData("ip(\"1.2.3.4\").isInRange(ip(\"255.255.255.255/0\"))", true)]
    [InlineData("ip(\"0.0.0.0/0\").isInRange(ip(\"0.0.0.0/1\"))", false)]
    [InlineData("ip(\"1.2.3.4\").isInRange(ip(\"::/0\"))", false)]
    [InlineData("ip(\"::1\").isInRange(ip(\"0.0.0.0/0\"))", false)]
    [InlineData("ip(\"ffff::\").isInRange(ip(\"8000::/1\"))", true)]
    [InlineData("ip(\"7fff::\").isInRange(ip(\"8000::/1\"))", false)]
    [InlineData("ip(\"::2\").isInRange(ip(\"::/127\"))", false)]
    [InlineData("ip(\"127.0.0.0/8\").isLoopback()", true)]
    [InlineData("ip(\"127.0.0.0/7\").isLoopback()", false)]
    [InlineData("ip(\"127.0.0.1/9\").isLoopback()", true)]
    [InlineData("ip(\"126.255.255.255\").isLoopback()", false)]
    [InlineData("ip(\"128.0.0.0\").isLoopback()", false)]
    [InlineData("ip(\"::1\").isLoopback()", true)]
    [InlineData("ip(\"::1/127\").isLoopback()", false)]
    [InlineData("ip(\"::\").isLoopback()", false)]
    [InlineData("ip(\"224.0.0.0/4\").isMulticast()", true)]
    [InlineData("ip(\"224.0.0.0/3\").isMulticast()", false)]
    [InlineData("ip(\"239.255.255.255\").isMulticast()", true)]
    [InlineData("ip(\"240.0.0.0\").isMulticast()", false)]
    [InlineData("ip(\"ff00::/8\").isMulticast()", true)]
    [InlineData("ip(\"ff00::/7\").isMulticast()", false)]
    [InlineData("ip(\"feff::\").isMulticast()", false)]
    public void IpRangesMindTheirPrefixes(string expression, bool expected)
    {
        Assert.Equal(expected ? "true" : "false", Evaluate.Expression(expression));
    }

    [Theory]
    [InlineData("permit(principal,action,resource); permit(principal,action,resource) when { 1 }; permit(principal is User,action,resource);", "Allow because of [policy0 policy2] with errors in [test.cedar:1:77: expected a boolean, found an integer]")]
    [InlineData("forbid(principal,action,resource) when { false }; permit(principal,action,resource);", "Allow because of [policy1] with errors in []")]
    [InlineData("permit(principal,action,resource); forbid(principal,action,resource) when { context.nothing }; forbid(principal,action,resource); permit(principal,action,resource);", "Deny because of [policy2] with errors in [test.cedar:1:77: the record has no attribute \"nothing\"]")]
    [InlineData("permit(principal,action,resource) when { false }; permit(principal,action,resource) when { context.nothing };", "Deny because of [] with errors in [test.cedar:1:92: the record has no attribute \"nothing\"]")]
    public void PoliciesDecideTogether(string policies, string expected)
    {
        var response = Authorizer.Decide(PolicyText.Parse(policies), Evaluate.Store, Evaluate.Request);

        Assert.Equal(expected, ResponseText.Of(response));
    }
}

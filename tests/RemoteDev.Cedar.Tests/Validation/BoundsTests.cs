using System.Globalization;
using System.Text;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Validation;

namespace RemoteDev.Cedar.Tests.Validation;

/// <summary>Whatever the parser accepts, the validator answers, in bounded work and on the smallest stack.</summary>
public sealed class BoundsTests
{
    private const int StackSize = 1_536 * 1024;
    private const int Levels = ExpressionParser.MaxDepth - 1;

    [Theory]
    [InlineData(2, "!!!!(true && (1 + 1 * (if principal.active then 1 else 2)) == 2 && ", "true", ")")]
    [InlineData(2, "[{a: ", "1", "}].contains({a: 1})")]
    [InlineData(2, "(if principal.active then ", "true", " else false)")]
    [InlineData(2, "----(0 + 1 * ", "1", ")")]
    [InlineData(2, "principal has nick || !!!!(principal is User in [principal] && ", "true", ")")]
    [InlineData(4, "(if principal.active then {a: ", "principal", "} else {a: principal}).a")]
    [InlineData(4, "principal.hasTag(if principal.hasTag(\"a\") then principal.getTag(\"a\") else ", "\"a\"", ")")]
    public void TheDeepestExpression_IsChecked(int levelsEach, string before, string middle, string after)
    {
        var count = Levels / levelsEach;
        var text = new StringBuilder().Insert(0, before, count).Append(middle).Insert((before.Length * count) + middle.Length, after, count);
        IReadOnlyList<Finding>? result = null;
        var thread = new Thread(
            () => result = ValidationText.Validator.ValidateAtLevel(PolicyText.Parse($"permit(principal, action == Action::\"read\", resource) when {{ {text} }};"), 2),
            StackSize);

        thread.Start();

        Assert.True(thread.Join(TimeSpan.FromMinutes(1)));
        Assert.DoesNotContain(result!, finding => finding.Code is FindingCode.TooDeep or FindingCode.TooMuchWork);
    }

    [Fact]
    public void MoreWorkThanThePolicyMayTake_IsAFinding_AndTheOthersAreChecked()
    {
        var validator = new Validator(ValidationText.Schema(ValidationText.SchemaText), () => new WorkBudget(policySteps: 20, totalSteps: 1000));

        var result = validator.Validate(PolicyText.Parse(
            $"permit(principal, action, resource) when {{ {string.Join(" && ", Enumerable.Repeat("true", 50))} }}; permit(principal, action, resource) when {{ 1 }};"));

        Assert.Equal([FindingCode.TooMuchWork, FindingCode.WrongType], result.Select(finding => finding.Code));
        Assert.Contains(result, finding => finding.IsError);
    }

    [Fact]
    public void MoreWorkThanTheSetMayTake_EndsTheCheck()
    {
        var validator = new Validator(ValidationText.Schema(ValidationText.SchemaText), () => new WorkBudget(policySteps: 1000, totalSteps: 20));

        var result = validator.Validate(PolicyText.Parse(
            $"permit(principal, action, resource) when {{ {string.Join(" && ", Enumerable.Repeat("true", 50))} }}; permit(principal, action, resource) when {{ 1 }};"));

        Assert.Equal([FindingCode.TooMuchWork, FindingCode.TooMuchWork], result.Select(finding => finding.Code));
        Assert.Contains("the policies after this one were not checked", result[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindingsOfOnePolicy_AreBounded()
    {
        var many = string.Join(" && ", Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"principal.no{i}")));

        Assert.Equal(FindingLog.MaxFindings, ValidationText.FindingsIn(many).Split('\n').Length);
    }

    [Fact]
    public void APolicy_IsTypedOnceForRequestsThatAreAlikeToIt()
    {
        // 2,000 actions share a context; without conditions on the action the policy is typed once, within a budget for once.
        var actions = string.Join(", ", Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}")));
        var schema = ValidationText.Schema($"entity U = {{ x: Long }}; action {actions} appliesTo {{ principal: U, resource: U, context: {{ n: Long }} }};");
        var policies = PolicyText.Parse($"permit(principal, action, resource) when {{ {string.Join(" && ", Enumerable.Repeat("principal.x == context.n", 100))} }};");

        Assert.True(new Validator(schema, () => new WorkBudget(policySteps: 3000, totalSteps: 3000)).Validate(policies).All(finding => !finding.IsError));
    }

    [Fact]
    public void WhatManyTestsProve_IsKeptWithoutCopying()
    {
        var schema = ValidationText.Schema(
            $"entity U = {{ {string.Join(", ", Enumerable.Range(0, 3000).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}?: Long")))} }}; action go appliesTo {{ principal: U, resource: U }};");
        var tests = string.Join(" && ", Enumerable.Range(0, 3000).Select(i => string.Create(CultureInfo.InvariantCulture, $"principal has a{i}")));
        var uses = string.Join(" && ", Enumerable.Range(0, 3000).Select(i => string.Create(CultureInfo.InvariantCulture, $"principal.a{i} == 1")));

        Assert.True(new Validator(schema).Validate(PolicyText.Parse($"permit(principal, action, resource) when {{ {tests} && {uses} }};")).All(finding => !finding.IsError));
    }
}

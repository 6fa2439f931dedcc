namespace RemoteDev.Cedar.Tests.Validation;

public sealed class LevelValidationTests
{
    [Theory]
    [InlineData(0, "principal == User::\"a\" && context.ip.isIpv4() && action == Action::\"read\"")]
    [InlineData(0, "{a: principal}.a == principal")]
    [InlineData(0, "principal is User")]
    [InlineData(1, "principal.age == 1")]
    [InlineData(1, "principal has age")]
    [InlineData(1, "principal in Team::\"a\"")]
    [InlineData(1, "principal is User in Team::\"a\"")]
    [InlineData(1, "principal.home.country == \"a\"")]
    [InlineData(1, "principal.hasTag(\"a\") && principal.getTag(\"a\") == \"b\"")]
    [InlineData(1, "{a: principal, b: 1}.a.age == 1")]
    [InlineData(1, "{a: {b: principal}}.a.b.age == 1")]
    [InlineData(1, "(if context.ip.isIpv4() then principal else principal).age == 1")]
    [InlineData(1, "action in Action::\"edit\" && Action::\"read\" in Action::\"edit\"")]
    [InlineData(2, "resource.owner.age == 1")]
    [InlineData(2, "resource.box.owner.age == 1")]
    [InlineData(2, "resource.owner in Team::\"a\"")]
    [InlineData(2, "(if principal.active then principal else resource.owner).age == 1")]
    [InlineData(3, "principal has boss.boss.age")]
    public void ALevel_IsEnough_AndOneLessIsNot(int level, string expression)
    {
        Assert.Equal("", ValidationText.FindingsAtLevel(level, expression));
        if (level > 0)
        {
            Assert.Contains($"LevelExceeded: this needs level {level}, and the level allowed is {level - 1}", ValidationText.FindingsAtLevel(level - 1, expression), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("User::\"a\".age == 1")]
    [InlineData("User::\"a\" in Team::\"a\"")]
    [InlineData("User::\"a\" has age")]
    [InlineData("User::\"a\".hasTag(\"x\")")]
    [InlineData("{a: User::\"a\"}.a.age == 1")]
    [InlineData("(if principal.active then principal else User::\"a\").age == 1")]
    [InlineData("Action::\"write\" in Action::\"edit\" || true")]
    public void AnEntityThatThePolicyNames_CannotBeReadAtAnyLevel(string expression)
    {
        Assert.DoesNotContain("error", ValidationText.FindingsIn(expression), StringComparison.Ordinal);
        Assert.Contains(
            "LiteralDereferenced: what is stored of an entity that the policy names itself is not loaded at any level",
            ValidationText.FindingsAtLevel(9, expression),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNeverReached_NeedsNoLevel() =>
        Assert.Equal("", ValidationText.FindingsAtLevel(1, "true || resource.owner.age == 1"));

    [Theory]
    [InlineData("permit(principal in Team::\"a\", action, resource);", "1:8: ")]
    [InlineData("permit(principal, action in Action::\"edit\", resource);", "1:19: ")]
    [InlineData("permit(principal, action, resource is File in Folder::\"a\");", "1:27: ")]
    [InlineData("permit(principal in ?principal, action, resource);", "1:8: ")]
    public void MembershipInAScope_NeedsLevelOne(string policy, string place)
    {
        var policies = PolicyText.Parse(policy);

        Assert.Equal(
            $"{place}error LevelExceeded: this needs level 1, and the level allowed is 0",
            ValidationText.Describe(ValidationText.Validator.ValidateAtLevel(policies, 0)));
        Assert.Empty(ValidationText.Validator.ValidateAtLevel(policies, 1));
    }

    [Fact]
    public void ANegativeLevel_IsABug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ValidationText.Validator.ValidateAtLevel(PolicySet.Empty, -1));
}

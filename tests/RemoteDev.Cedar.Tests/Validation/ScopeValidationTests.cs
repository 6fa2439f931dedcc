namespace RemoteDev.Cedar.Tests.Validation;

public sealed class ScopeValidationTests
{
    private const string NeverFits = "1:1: warning ScopeFitsNothing: the policy never applies: the schema allows no request that fits its scope";

    [Theory]
    [InlineData("permit(principal, action, resource);")]
    [InlineData("permit(principal == User::\"a\", action == Action::\"read\", resource == File::\"b\");")]
    [InlineData("permit(principal in Team::\"a\", action in Action::\"edit\", resource in Folder::\"b\");")]
    [InlineData("permit(principal is User in Team::\"a\", action in [Action::\"read\", Action::\"sweep\"], resource is File in Folder::\"b\");")]
    [InlineData("forbid(principal is Robot, action, resource is Folder);")]
    public void AScopeThatFitsRequests_Passes(string policy) => Assert.Equal("", ValidationText.Findings(policy));

    [Theory]
    [InlineData("permit(principal is Level, action, resource);")]
    [InlineData("permit(principal == Folder::\"a\", action, resource);")]
    [InlineData("permit(principal is Robot, action == Action::\"read\", resource);")]
    [InlineData("permit(principal is Robot in Team::\"a\", action, resource);")]
    [InlineData("permit(principal, action, resource in Team::\"a\");")]
    [InlineData("permit(principal, action == Action::\"edit\", resource);")]
    [InlineData("permit(principal, action == Action::\"edit\", resource) when { principal.nonsense };")]
    public void AScopeThatFitsNone_IsAWarning(string policy) => Assert.Equal(NeverFits, ValidationText.Findings(policy));

    [Theory]
    [InlineData("permit(principal == Team::\"a\", action == Action::\"read\", resource);", "`principal in`")]
    [InlineData("permit(principal, action == Action::\"read\", resource == Folder::\"a\");", "`resource in`")]
    [InlineData("permit(principal == Team::\"a\", action == Action::\"read\", resource == Folder::\"a\");", "`principal in` and `resource in`")]
    public void EqualityWhereMembershipWasMeant_IsGuessed(string policy, string guess) =>
        Assert.Equal($"{NeverFits}; did you mean {guess}, not `==`?", ValidationText.Findings(policy));

    [Theory]
    [InlineData("permit(principal is Usr, action, resource);", "1:21: error UnknownEntityType: there is no entity type `Usr`; did you mean `User`?")]
    [InlineData("permit(principal in Group::\"a\", action, resource) when { principal.nonsense };", "1:21: error UnknownEntityType: there is no entity type `Group`")]
    [InlineData("permit(principal, action == Action::\"raed\", resource);", "1:29: error UnknownAction: there is no action `Action::\"raed\"`; did you mean `Action::\"read\"`?")]
    [InlineData("permit(principal, action == Othr::Action::\"sweep\", resource);", "1:29: error UnknownAction: there is no action `Othr::Action::\"sweep\"`; did you mean `Action::\"sweep\"`?")]
    [InlineData("permit(principal, action, resource == Level::\"medium\");", "1:39: error UnknownEnumEntity: there is no `Level::\"medium\"`: a `Level` is one of \"low\" and \"high\"")]
    [InlineData("permit(principal, action, resource) when { false && principal is Nope };", "1:66: error UnknownEntityType: there is no entity type `Nope`\n")]
    [InlineData("permit(principal is User, action, resource) when { principal.level == Level::\"hihg\" };", "1:71: error UnknownEnumEntity: there is no `Level::\"hihg\"`: a `Level` is one of \"low\" and \"high\"")]
    [InlineData("permit(principal, action in [], resource);", "1:19: error EmptySet: the list of actions is empty, so that the policy applies to none")]
    [InlineData("permit(principal, action in [Action::\"read\", Other::Action::\"peek\"], resource);", "1:46: error TypesDiffer: the actions of one list must be of one namespace, and these are Action and Other::Action: write one policy for each")]
    public void WhatTheSchemaDoesNotHave_IsAnError(string policy, string finding) => Assert.Equal(finding.TrimEnd(), ValidationText.Findings(policy));

    [Fact]
    public void ANameWithoutItsNamespace_IsGuessed()
    {
        var validator = new Cedar.Validation.Validator(ValidationText.Schema("namespace Long::Name { entity User; action go appliesTo { principal: User, resource: User }; }"));

        var result = validator.Validate(PolicyText.Parse("permit(principal is User, action == Action::\"go\", resource);"));

        Assert.Equal(
            "1:21: error UnknownEntityType: there is no entity type `User`; did you mean `Long::Name::User`?\n"
            + "1:37: error UnknownAction: there is no action `Action::\"go\"`; did you mean `Long::Name::Action::\"go\"`?",
            ValidationText.Describe(result));
        Assert.Contains(result, finding => finding.IsError);
    }

    [Fact]
    public void ASlipInAQualifiedName_IsGuessedAsItIsWritten()
    {
        var validator = new Cedar.Validation.Validator(ValidationText.Schema("namespace Name { entity User; action go appliesTo { principal: User, resource: User }; }"));

        Assert.Equal(
            "1:21: error UnknownEntityType: there is no entity type `Name::Usr`; did you mean `Name::User`?",
            ValidationText.Describe(validator.Validate(PolicyText.Parse("permit(principal is Name::Usr, action, resource);"))));
    }

    [Fact]
    public void AWarning_DoesNotKeepFromUse()
    {
        var result = ValidationText.Validator.Validate(PolicyText.Parse("permit(principal is Level, action, resource);"));

        var finding = Assert.Single(result);
        Assert.True(!finding.IsError);
        Assert.Equal("test.cedar:1:1: the policy never applies: the schema allows no request that fits its scope", finding.ToString());
    }

    [Fact]
    public void APolicyIsTyped_ForTheRequestsOfItsScopeOnly()
    {
        Assert.Equal("", ValidationText.Findings("permit(principal, action in Action::\"edit\", resource) when { context.ip.isIpv4() };"));
        Assert.Contains(
            "the context of `Action::\"sweep\"` has no attribute `ip`",
            ValidationText.Findings("permit(principal, action, resource) when { context.ip.isIpv4() };"),
            StringComparison.Ordinal);
    }
}

namespace RemoteDev.Cedar.Tests.Validation;

public sealed class TemplateValidationTests
{
    [Fact]
    public void ATemplate_IsTypedForAllItsSlotsCanHold()
    {
        Assert.Equal("", ValidationText.Findings("permit(principal in ?principal, action, resource == ?resource) when { resource is File && resource.size > 1 };"));
        Assert.Equal("", ValidationText.Findings("permit(principal is User in ?principal, action, resource);"));
        Assert.Equal(
            "1:76: error UnknownAttribute: a `User` has no attribute `nope`",
            ValidationText.Findings("permit(principal == ?principal, action == Action::\"read\", resource) when { principal.nope };"));
        Assert.Equal(
            "1:1: warning ScopeFitsNothing: the policy never applies: the schema allows no request that fits its scope",
            ValidationText.Findings("permit(principal is Level in ?principal, action, resource);"));
    }

    [Theory]
    [InlineData("Team", "")]
    [InlineData("User", "")]
    [InlineData("Nope", "1:21: error UnknownEntityType: there is no entity type `Nope`")]
    [InlineData("Folder", "1:1: warning ScopeFitsNothing: the link never applies: the schema allows no request that fits its scope")]
    [InlineData("Action", "1:1: warning ScopeFitsNothing: the link never applies: the schema allows no request that fits its scope")]
    public void ALink_IsCheckedForWhatItPutsIntoTheSlots(string type, string finding)
    {
        var template = PolicyText.Parse("permit(principal in ?principal, action, resource);");

        var linked = template.Link("policy0", "link", principal: new EntityUid(type, "x"));

        Assert.Equal(finding, ValidationText.Describe(ValidationText.Validator.Validate(linked.Value!)));
    }

    [Fact]
    public void AnEntityThatItsTypeDoesNotList_IsAWarningInALink()
    {
        var validator = new Cedar.Validation.Validator(ValidationText.Schema("entity E enum [\"a\"]; action go appliesTo { principal: E, resource: E };"));
        var linked = PolicyText.Parse("permit(principal == ?principal, action, resource);")
            .Link("policy0", "link", principal: new EntityUid("E", "b"));

        var finding = Assert.Single(validator.Validate(linked.Value!));

        Assert.Equal("there is no `E::\"b\"`: a `E` is one of \"a\"", finding.Message);
        Assert.Equal(("link", true), (finding.PolicyId, !finding.IsError));
    }

    [Fact]
    public void AnErrorOfATemplate_IsNotRepeatedForItsLinks()
    {
        var linked = PolicyText.Parse("permit(principal in ?principal, action == Action::\"read\", resource) when { principal.nope };")
            .Link("policy0", "link", principal: new EntityUid("Team", "b"));

        var finding = Assert.Single(ValidationText.Validator.Validate(linked.Value!));

        Assert.True(finding.Policy!.IsTemplate);
    }
}

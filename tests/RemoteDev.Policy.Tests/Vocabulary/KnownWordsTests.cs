using RemoteDev.Cedar;
using RemoteDev.Policy.Checking;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Tests.Decisions;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Tests.Vocabulary;

public sealed class KnownWordsTests
{
    [Theory]
    [InlineData("principal in RemoteDev::Vendor::\"acmee\"", "true", "there is no vendor \"acmee\"; did you mean acme?")]
    [InlineData("principal in RemoteDev::Role::\"boss\"", "true", "there is no role \"boss\"")]
    [InlineData("principal == RemoteDev::User::\"nobody\"", "true", "there is no user \"nobody\"")]
    [InlineData("principal in Vendor::\"acme\"", "true", "did you mean `RemoteDev::Vendor`?")]
    [InlineData("principal in RemoteDev::Vendr::\"acme\"", "true", "did you mean `RemoteDev::Vendor`?")]
    [InlineData("principal is RemoteDev::Person", "true", "there is no entity type `RemoteDev::Person`")]
    [InlineData("principal", "context.openWindows.contains(RemoteDev::Window::\"lagos-ofice\")", "did you mean lagos-office?")]
    [InlineData("principal", "resource in RemoteDev::Project::\"payment\"", "did you mean payments?")]
    [InlineData("principal", "resource == RemoteDev::Environment::\"prod\"", "there is no environment \"prod\"")]
    [InlineData("principal", "resource in RemoteDev::Repository::\"payments/ap\"", "did you mean payments/app?")]
    [InlineData("principal", "resource == RemoteDev::Branch::\"payments/gone:main\"", "not a branch of a known repository")]
    [InlineData("principal", "resource == RemoteDev::Gateway::\"main\"", "a `RemoteDev::Gateway` is one of \"gateway\"")]
    [InlineData("principal", "resource.classification == RemoteDev::Classification::\"secret\"", "there is no `RemoteDev::Classification::\"secret\"`: a `RemoteDev::Classification` is one of \"open\", \"internal\" and \"crown-jewel\"")]
    [InlineData("principal", "context.orgin == \"inside\"", "did you mean origin?")]
    [InlineData("principal", "context.mfa.agee < duration(\"1h\")", "context.mfa has no attribute \"agee\"; did you mean age?")]
    [InlineData("principal", "context has tickets", "did you mean ticket?")]
    [InlineData("principal", "context.origin.place == \"x\"", "context.origin has no attributes")]
    [InlineData("principal", "principal.employr == \"client\"", "did you mean employer?")]
    [InlineData("principal", "principal.attestations has NDA", "did you mean nda?")]
    [InlineData("principal", "resource.protected", "resource has no attribute \"protected\"")]
    [InlineData("principal", "action.name == \"x\"", "action has no attributes")]
    public void Refuses_WordsNobodyKnows(string principal, string condition, string words)
    {
        var fault = Assert.Single(Load($"@id(\"p\")\npermit ({principal}, action, resource) when {{ {condition} }};"));
        Assert.Equal(2, fault.Line);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("action == RemoteDev::Action::\"brwose\"", "did you mean `RemoteDev::Action::\"browse\"`?")]
    [InlineData("action in [RemoteDev::Action::\"browse\", RemoteDev::Action::\"takeout\"]", "did you mean `RemoteDev::Action::\"takeOut\"`?")]
    [InlineData("action == Action::\"browse\"", "did you mean `RemoteDev::Action::\"browse\"`?")]
    public void Refuses_ActionsNobodyKnows(string action, string words) =>
        Assert.Contains(
            words,
            Assert.Single(Load($"@id(\"p\") permit (principal, {action}, resource);")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void KnowsTheAttributes_OfWhatTheActionIsDoneTo()
    {
        const string policy = "@id(\"p\") permit (principal, action == RemoteDev::Action::\"{0}\", resource) when {{ resource has {1} }};";
        Assert.Empty(Load(string.Format(null, policy, "gitPush", "isProtected")));
        Assert.Single(Load(string.Format(null, policy, "browse", "isProtected")));
        Assert.Empty(Load(string.Format(null, policy, "browse", "kind")));
        Assert.Single(Load(string.Format(null, policy, "managePeople", "kind")));
    }

    /// <summary>The validator must pass all of these: it takes the test for false, and looks no further.</summary>
    [Theory]
    [InlineData("context has tickets")]
    [InlineData("principal.attestations has NDA && context.now < principal.attestations.NDA")]
    [InlineData("false && context.orgin == \"inside\"")]
    public void Refuses_AttributesThatTheValidatorPasses(string condition)
    {
        var policy = $"@id(\"p\") forbid (principal, action, resource) when {{ {condition} }};";
        Assert.DoesNotContain(
            VocabularySchema.Schema.Validate(PolicySet.Parse(policy, "p").Value!), finding => finding.IsError);
        Assert.NotEmpty(Load(policy));
    }

    /// <summary>What was stored when no types were demanded keeps loading; whoever changes it is held to them.</summary>
    [Theory]
    [InlineData("context.port > 1")]
    [InlineData("resource.isProtected")]
    [InlineData("context.origin == 7")]
    [InlineData("principal.attestations.nda > context.now")]
    [InlineData("resource.classification == \"open\"")]
    public void Loads_WhatIsNotSoundByTypes(string condition)
    {
        var reading = PolicyBundle.Load("test.cedar", $"@id(\"p\") permit (principal, action, resource) when {{ {condition} }};", DecisionFixture.Known);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        Assert.Contains(SchemaCheck.Of(reading.Bundle), finding => finding.Severity == Policy.Checking.FindingSeverity.Error);
    }

    [Fact]
    public void Refuses_Templates() =>
        Assert.Contains("template", Assert.Single(Load("@id(\"p\") permit (principal == ?principal, action, resource);")).Message, StringComparison.Ordinal);

    [Fact]
    public void SkipsNamesOnly_WhenNoCatalogueIsGiven()
    {
        Assert.True(PolicyBundle.Load("p", "@id(\"p\") permit (principal in RemoteDev::Vendor::\"gone\", action, resource);", null).Succeeded);
        Assert.False(PolicyBundle.Load("p", "@id(\"p\") permit (principal in RemoteDev::Vendr::\"gone\", action, resource);", null).Succeeded);
    }

    [Theory]
    [InlineData("permit (principal, action, resource")]
    [InlineData("@id(\"p\") permit (principal, action, resource) when { 1 + };")]
    public void Refuses_WhatIsNotCedar(string text) => Assert.NotEmpty(Load(text));

    [Fact]
    public void Refuses_TextWithoutMeasure() =>
        Assert.Contains("not read", Assert.Single(Load(new string(' ', 2 << 20))).Message, StringComparison.Ordinal);

    private static IReadOnlyList<PolicyFault> Load(string text) =>
        PolicyBundle.Load("test.cedar", text, DecisionFixture.Known).Faults;
}

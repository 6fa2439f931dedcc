namespace RemoteDev.Cedar.Tests.Validation;

/// <summary>Attributes and tags, and what proves that they are there.</summary>
public sealed class AttributeTypingTests
{
    [Theory]
    [InlineData("principal has nick && principal.nick == \"a\"")]
    [InlineData("principal has \"odd name\" && principal[\"odd name\"] == 1")]
    [InlineData("principal has boss && principal.boss has boss && principal.boss.boss has nick && principal.boss.boss.nick == \"a\"")]
    [InlineData("principal has boss.boss.nick && principal.boss.boss.nick == \"a\"")]
    [InlineData("principal has home.city.zip && principal.home.city.zip == 1")]
    [InlineData("principal.home has city && principal.home.city.street == \"a\"")]
    [InlineData("if principal has nick then principal.nick == \"a\" else true")]
    [InlineData("(if true then principal has nick else false) && principal.nick == \"a\"")]
    [InlineData("(principal.active && principal has nick) && principal.nick == \"a\"")]
    [InlineData("(principal has nick || principal has nick) && principal.nick == \"a\"")]
    [InlineData("(principal has nick || false) && principal.nick == \"a\"")]
    [InlineData("(false || principal has nick) && principal.nick == \"a\"")]
    [InlineData("principal has nick && (principal.nick == \"a\" || principal.nick == \"b\")")]
    [InlineData("principal has nick && [principal.nick].contains(\"a\") && {a: principal.nick}.a == \"a\"")]
    [InlineData("resource.owner has nick && resource.owner.nick == \"a\"")]
    [InlineData("context has port && context.port == 22")]
    [InlineData("(if principal.active then principal else resource.owner) has nick && (if principal.active then principal else resource.owner).nick == \"a\"")]
    [InlineData("(principal.age > 3 && principal.age > 3 && true) == true")]
    [InlineData("principal.hasTag(\"a\") && principal.getTag(\"a\") == \"b\"")]
    [InlineData("principal.hasTag(principal.name) && principal.getTag(principal.name) like \"b\"")]
    [InlineData("principal.hasTag(\"a\") && principal.hasTag(principal.getTag(\"a\")) && principal.getTag(principal.getTag(\"a\")) == \"x\"")]
    [InlineData("{a: 1}.a == 1 && {a: 1} has a")]
    public void WhatIsProven_MayBeUsed(string expression) => Assert.Equal("", ValidationText.FindingsIn(expression));

    [Fact]
    public void WhatOneConditionProves_IsKnownToTheNext()
    {
        Assert.Equal("", ValidationText.Findings("permit(principal is User, action, resource) when { principal has nick } when { principal.nick == \"a\" };"));
        Assert.Equal(
            "1:82: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`",
            ValidationText.Findings("permit(principal is User, action, resource) unless { principal has nick } when { principal.nick == \"a\" };"));
    }

    [Theory]
    [InlineData("principal.nick == \"a\"", "1: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("principal[\"odd name\"] == 1", "1: error UnprovenAttribute: `\"odd name\"` is optional: test for it first, as in `principal has \"odd name\" && …`")]
    [InlineData("context.port == 1", "1: error UnprovenAttribute: `port` is optional: test for it first, as in `context has port && …`")]
    [InlineData("principal.home.city.street == \"a\"", "1: error UnprovenAttribute: `city` is optional: test for it first, as in `principal.home has city && …`")]
    [InlineData("principal.nick == \"a\" && principal has nick", "1: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("principal has nick || principal.nick == \"a\"", "23: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("!(principal has nick) && principal.nick == \"a\"", "26: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("(principal has nick || principal.active) && principal.nick == \"a\"", "45: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("(if principal has nick then true else true) && principal.nick == \"a\"", "48: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("if principal has nick then true else principal.nick == \"a\"", "38: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("resource.owner has nick && principal.nick == \"a\"", "28: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("(principal has nick) == true && principal.nick == \"a\"", "33: error UnprovenAttribute: `nick` is optional: test for it first, as in `principal has nick && …`")]
    [InlineData("principal.boss has nick", "1: error UnprovenAttribute: `boss` is optional: test for it first, as in `principal has boss && …`")]
    [InlineData("principal.getTag(\"a\") == \"b\"", "1: error UnprovenTag: the tag may be absent: test for it first, as in `principal.hasTag(\"a\") && …`")]
    [InlineData("principal.hasTag(\"b\") && principal.getTag(\"a\") == \"b\"", "26: error UnprovenTag: the tag may be absent: test for it first, as in `principal.hasTag(\"a\") && …`")]
    [InlineData("principal has \"a\" || principal.getTag(\"a\") == \"b\"", "22: error UnprovenTag: the tag may be absent: test for it first, as in `principal.hasTag(\"a\") && …`")]
    public void WhatIsNot_MayNot(string expression, string finding) => Assert.Equal(finding, ValidationText.FindingsIn(expression));

    [Theory]
    [InlineData("principal.nam == \"a\"", "1: error UnknownAttribute: a `User` has no attribute `nam`; did you mean `name`?")]
    [InlineData("principal.xyzzy == \"a\"", "1: error UnknownAttribute: a `User` has no attribute `xyzzy`")]
    [InlineData("context.prot == 1", "1: error UnknownAttribute: the context of `Action::\"read\"` has no attribute `prot`; did you mean `port`?")]
    [InlineData("principal.home.contry == \"a\"", "1: error UnknownAttribute: `principal.home` has no attribute `contry`; did you mean `country`?")]
    [InlineData("{a: 1}.b == 1", "1: error UnknownAttribute: `{a: 1}` has no attribute `b`")]
    [InlineData("action.foo == 1", "1: error UnknownAttribute: a `Action` has no attribute `foo`, nor any other")]
    [InlineData("principal.level.name == 1", "1: error UnknownAttribute: a `Level` has no attribute `name`, nor any other")]
    [InlineData("principal.name.length == 1", "1: error WrongType: expected an entity or a record, found a `String`: to look into a string use `like`")]
    [InlineData("principal.langs has a", "1: error WrongType: expected an entity or a record, found a `Set<String>`: to look into a set use `contains`, `containsAll` or `containsAny`")]
    [InlineData("principal has age.years", "1: error WrongType: expected an entity or a record, found a `Long`")]
    [InlineData("resource.hasTag(\"a\") || resource.getTag(\"a\") == 1", "25: error NoTags: a `File` has no tags")]
    [InlineData("context.hasTag(\"a\")", "1: error WrongType: expected an entity, found a `{held: duration, ip: ipaddr, now: datetime, port?: Long}`")]
    [InlineData("principal.hasTag(1)", "18: error WrongType: expected a `String`, found a `Long`")]
    public void WhatIsNotThere_IsAnError(string expression, string finding) => Assert.Equal(finding, ValidationText.FindingsIn(expression));

    [Fact]
    public void AnErrorForSomeRequests_SaysForWhich() => Assert.Equal(
        "1:63: error UnknownAttribute: a `Folder` has no attribute `owner`, nor any other (when a `User` does `Action::\"sweep\"` to a `Folder`)",
        ValidationText.Findings("permit(principal, action == Action::\"sweep\", resource) when { resource.owner.name == \"a\" };"));

    [Fact]
    public void ATestForARequiredAttribute_IsTrueOfARecordAndOpenOfAnEntity()
    {
        // An entity may be absent from the store, so `has` may be false of it.
        Assert.Equal("", ValidationText.FindingsIn("(principal.home has country || principal.nonsense)"));
        Assert.Equal(
            "23: error UnknownAttribute: a `User` has no attribute `nonsense`", ValidationText.FindingsIn("principal has name || principal.nonsense"));
    }
}

namespace RemoteDev.Cedar.Tests.Validation;

public sealed class OperatorTypingTests
{
    [Theory]
    [InlineData("principal.age < 3 && principal.age + 1 * 2 - 3 >= -4")]
    [InlineData("-principal.age == -(1)")]
    [InlineData("principal.name == \"a\" || principal.name != resource.owner.name")]
    [InlineData("context.now < resource.created.offset(duration(\"1d\"))")]
    [InlineData("context.held <= duration(\"1h\") && context.now.durationSince(resource.created) > context.held")]
    [InlineData("principal == resource.owner")]
    [InlineData("principal in resource.owner.teams")]
    [InlineData("principal in [Team::\"a\", Team::\"b\"] || principal in Team::\"a\"")]
    [InlineData("principal is User in Team::\"a\"")]
    [InlineData("principal.name like \"a*\"")]
    [InlineData("if principal.active then resource.size == 1 else principal.age == 1")]
    [InlineData("{a: 1, b: principal.active} == {b: true, a: 2}")]
    [InlineData("!(principal.active && !principal.active)")]
    public void WhatFits_Passes(string expression) => Assert.Equal("", ValidationText.FindingsIn(expression));

    [Theory]
    [InlineData("principal.age", "1: error WrongType: expected a `Bool`, found a `Long`")]
    [InlineData("!principal.age", "2: error WrongType: expected a `Bool`, found a `Long`")]
    [InlineData("principal.active && principal.name", "21: error WrongType: expected a `Bool`, found a `String`")]
    [InlineData("principal.name || principal.active", "1: error WrongType: expected a `Bool`, found a `String`")]
    [InlineData("-principal.name == 1", "2: error WrongType: expected a `Long`, found a `String`")]
    [InlineData("principal.age + \"1\" == 1", "17: error WrongType: expected a `Long`, found a `String`: strings cannot be put together")]
    [InlineData("1 - principal.langs == 1", "5: error WrongType: expected a `Long`, found a `Set<String>`: sets cannot be added, cut or taken from each other")]
    [InlineData("principal.name < \"b\"", "1: error WrongType: expected a `Long`, a `datetime` or a `duration`, found a `String`\n18: error WrongType: expected a `Long`, a `datetime` or a `duration`, found a `String`")]
    [InlineData("context.now < 5", "15: error WrongType: expected a `datetime`, found a `Long`")]
    [InlineData("principal.name like \"a\" && principal like \"a\"", "28: error WrongType: expected a `String`, found a `User`: to ask for the type of an entity use `is`")]
    [InlineData("principal.name is User", "1: error WrongType: expected an entity, found a `String`: `is` asks only for the types of entities")]
    [InlineData("principal.langs in Team::\"a\"", "1: error WrongType: expected an entity, found a `Set<String>`: to look into a set use `contains`")]
    [InlineData("principal in principal.langs", "14: error WrongType: expected an entity or a set of entities, found a `Set<String>`: to look into a set of other things use `contains`")]
    [InlineData("principal in \"a\"", "14: error WrongType: expected an entity or a set of entities, found a `String`: to look into a string use `like`")]
    [InlineData("principal.age == \"1\"", "1: error TypesDiffer: a `Long` never equals a `String`")]
    [InlineData("principal.home == {country: \"x\"}", "1: error TypesDiffer: a `{city?: {street: String, zip?: Long}, country: String}` never equals a `{country: String}`: only one of them has `city`")]
    [InlineData("{a: principal} == {a: resource}", "1: error TypesDiffer: a `{a: User}` never equals a `{a: File}`: `a` is `User` in one and `File` in the other")]
    [InlineData("(if principal.active then 1 else \"a\") == 1", "2: error TypesDiffer: both branches of an `if` must be of one type, and these are a `Long` and a `String`")]
    [InlineData("(if principal.active then principal else resource) == principal", "2: error TypesDiffer: both branches of an `if` must be of one type, and these are a `User` and a `File`: different entity types are never the same")]
    public void WhatDoesNot_IsAnError(string expression, string findings) => Assert.Equal(findings, ValidationText.FindingsIn(expression));

    [Fact]
    public void Decimals_AreComparedByMethods() => Assert.Equal(
        "1: error WrongType: expected a `Long`, a `datetime` or a `duration`, found a `decimal`: decimals are compared with `lessThan`\n"
        + "18: error WrongType: expected a `Long`, a `datetime` or a `duration`, found a `decimal`: decimals are compared with `lessThan`",
        ValidationText.FindingsIn("decimal(\"1.0\") < decimal(\"2.0\")"));

    [Theory]
    [InlineData("false && principal.nonsense")]
    [InlineData("1 == \"a\" && principal.nonsense == (1 < true)")]
    [InlineData("(true && false) == 1")]
    [InlineData("principal == resource")]
    [InlineData("principal is Robot && principal.nonsense")]
    [InlineData("principal is Robot in Team::\"a\"")]
    [InlineData("resource in Team::\"a\"")]
    [InlineData("!(principal is User) && principal.nonsense")]
    [InlineData("principal has nonsense && principal.nonsense == 1")]
    [InlineData("action in Action::\"sweep\" && principal.nonsense")]
    [InlineData("action in [Action::\"write\", Action::\"sweep\"]")]
    [InlineData("if action == Action::\"write\" then principal.nonsense else false")]
    [InlineData("true && principal.active && !true")]
    [InlineData("action has x")]
    public void WhatIsAlwaysFalse_NeverApplies_AndWhatFollowsIsNotLookedAt(string expression) => Assert.Equal(
        "1:1: warning NeverApplies: the policy never applies: its conditions are false for every request that fits its scope",
        ValidationText.FindingsIn(expression));

    [Theory]
    [InlineData("true || principal.nonsense")]
    [InlineData("if true then principal.active else principal.nonsense")]
    [InlineData("if principal is User then principal.active else principal.nonsense")]
    [InlineData("action == Action::\"read\" || principal.nonsense")]
    [InlineData("\"a\" != 1 || principal.nonsense")]
    [InlineData("!(1 == 2) || principal.nonsense")]
    public void WhatIsNeverReached_IsNotLookedAt(string expression) => Assert.Equal("", ValidationText.FindingsIn(expression));

    [Fact]
    public void EveryError_IsReported() => Assert.Equal(
        "1: error WrongType: expected a `Bool`, found a `Long`\n"
        + "18: error UnknownAttribute: a `User` has no attribute `nope`\n"
        + "37: error WrongType: expected a `Bool`, found a `Long`",
        ValidationText.FindingsIn("principal.age && principal.nope && (principal.age || principal.active)"));
}

namespace RemoteDev.Cedar.Tests.Validation;

/// <summary>Functions, methods, sets and records.</summary>
public sealed class CallTypingTests
{
    [Theory]
    [InlineData("principal.langs.contains(\"de\") || principal.langs.containsAll([\"de\", \"fr\"]) || principal.langs.containsAny([\"de\"])")]
    [InlineData("principal.langs.isEmpty()")]
    [InlineData("[1, 2].contains(principal.age) && [[1], [2]].contains([3])")]
    [InlineData("[true].contains(false) && [{a: true}, {a: false}].contains({a: principal.active})")]
    [InlineData("context.ip.isInRange(ip(\"10.0.0.0/8\")) && (context.ip.isIpv4() || context.ip.isIpv6())")]
    [InlineData("context.ip.isLoopback() || context.ip.isMulticast()")]
    [InlineData("principal has score && principal.score.lessThan(decimal(\"1.5\")) && principal.score.greaterThanOrEqual(decimal(\"-0.5\"))")]
    [InlineData("principal has score && principal.score.lessThanOrEqual(decimal(\"1.5\")) && principal.score.greaterThan(decimal(\"-0.5\"))")]
    [InlineData("context.now.toDate() == datetime(\"2026-01-01\") && context.now.toTime() < duration(\"8h\")")]
    [InlineData("context.held.toMilliseconds() + context.held.toSeconds() + context.held.toMinutes() + context.held.toHours() + context.held.toDays() > 1")]
    public void WhatFits_Passes(string expression) => Assert.Equal("", ValidationText.FindingsIn(expression));

    [Theory]
    [InlineData("[].contains(1)", "1: error EmptySet: an empty set cannot be used in a policy: to ask whether a set is empty use `isEmpty`")]
    [InlineData("principal in []", "14: error EmptySet: an empty set cannot be used in a policy: to ask whether a set is empty use `isEmpty`")]
    [InlineData("[1, \"a\", true].contains(1)", "1: error TypesDiffer: the elements of a set must be of one type, and these are `Long` and `String`")]
    [InlineData("[User::\"a\", Team::\"b\"].contains(principal)", "1: error TypesDiffer: the elements of a set must be of one type, and these are `User` and `Team`: different entity types are never the same")]
    [InlineData("[{a: 1}, {b: 1}].contains({a: 1})", "1: error TypesDiffer: the elements of a set must be of one type, and these are `{a: Long}` and `{b: Long}`: only one of them has `a`")]
    [InlineData("principal.langs.contains(1)", "1: error TypesDiffer: a set of `String` never contains a `Long`")]
    [InlineData("principal.langs.containsAny([1])", "1: error TypesDiffer: a set of `String` and one of `Long` have nothing in common")]
    [InlineData("principal.langs.containsAll(\"de\")", "29: error WrongType: expected a set, found a `String`: to ask for a single element use `contains`")]
    [InlineData("principal.name.contains(\"de\")", "1: error WrongType: expected a set, found a `String`: to look into a string use `like`")]
    [InlineData("principal.containsAny([principal])", "1: error WrongType: expected a set, found a `User`: to ask whether an entity is in another use `in`")]
    [InlineData("context.contains(\"ip\")", "1: error WrongType: expected a set, found a `{held: duration, ip: ipaddr, now: datetime, port?: Long}`: to ask for an attribute use `has`")]
    [InlineData("principal.name.isEmpty()", "1: error WrongType: expected a set, found a `String`: to ask whether a string is empty use `== \"\"`")]
    [InlineData("principal.age.isIpv4()", "1: error WrongType: expected a `ipaddr`, found a `Long`")]
    [InlineData("context.ip.isInRange(\"10.0.0.0/8\")", "22: error WrongType: expected a `ipaddr`, found a `String`")]
    [InlineData("ip(\"10.0.0\").isIpv4()", "4: error BadLiteral: \"10.0.0\" is not an address or a range of them, such as \"192.0.2.7\" or \"2001:db8::/32\"")]
    [InlineData("decimal(\"1\").lessThan(decimal(\"1.12345\"))", "9: error BadLiteral: \"1\" is not a decimal, such as \"12.34\" with one to four digits after the point\n31: error BadLiteral: \"1.12345\" is not a decimal, such as \"12.34\" with one to four digits after the point")]
    [InlineData("context.now < datetime(\"tomorrow\")", "24: error BadLiteral: \"tomorrow\" is not a date or time, such as \"2026-03-01\" or \"2026-03-01T09:30:00Z\"")]
    [InlineData("context.held < duration(\"1w\")", "25: error BadLiteral: \"1w\" is not a duration, such as \"1d2h30m\"")]
    [InlineData("ip(principal.name).isIpv4()", "1: error NotLiteral: `ip` takes a string literal here: what is known only with the request belongs into its context, or into an entity, as a value of type `ipaddr`")]
    [InlineData("ip(1).isIpv4()", "4: error WrongType: expected a `String`, found a `Long`")]
    [InlineData("ip(\"::1\", \"::2\").isIpv4()", "1: error WrongArgumentCount: `ip` takes one argument, not 2")]
    [InlineData("context.ip.isIpv4(1)", "1: error WrongArgumentCount: `isIpv4` takes no argument, not 1")]
    [InlineData("context.now.offset() == context.now", "1: error WrongArgumentCount: `offset` takes one argument, not 0")]
    [InlineData("{a: principal.nope} has a", "5: error UnknownAttribute: a `User` has no attribute `nope`")]
    public void WhatDoesNot_IsAnError(string expression, string findings) => Assert.Equal(findings, ValidationText.FindingsIn(expression));
}

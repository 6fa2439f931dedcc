using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Theory]
    [InlineData("true && true")]
    [InlineData("true || 1")]
    [InlineData("!(false && 1)")]
    [InlineData("!false && !!true")]
    [InlineData("if true then true else 1")]
    [InlineData("if 1 == 2 then 1 else true")]
    [InlineData("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3")]
    [InlineData("1 + 2 * 3 == 7")]
    [InlineData("2 - 3 - 4 == -5")]
    [InlineData("1 - -1 == 2 && ----1 == 1")]
    [InlineData("-9223372036854775808 < -9223372036854775807")]
    [InlineData("9223372036854775807 - 1 + 1 == 9223372036854775807")]
    [InlineData("1 != \"1\" && true != 1 && [] != {} && ip(\"::1\") != \"::1\"")]
    [InlineData("[1, 2, 1] == [2, 1]")]
    [InlineData("{a: 1, b: [2]} == {b: [2], a: 1}")]
    [InlineData("{a: 1} != {a: 2}")]
    [InlineData("principal.address.city == \"Lagos\" && principal[\"address\"][\"city\"] == \"Lagos\"")]
    [InlineData("principal has address && principal has \"address\" && principal has address.city")]
    [InlineData("!(principal has nothing) && !(principal has address.nothing) && !(principal has nothing.more)")]
    [InlineData("!(principal has \"address.city\")")]
    [InlineData("principal.friend has name && principal has friend.name")]
    [InlineData("!(User::\"ghost\" has name) && !(principal has ghost.name)")]
    [InlineData("principal has ghost")]
    [InlineData("context.x == 1 && {a: {b: 1}}.a.b == 1")]
    [InlineData("principal.hasTag(\"k\") && principal.getTag(\"k\") == 1")]
    [InlineData("!principal.hasTag(\"nothing\") && !User::\"ghost\".hasTag(\"k\")")]
    [InlineData("principal in Vendor::\"acme\" && principal in principal && principal in Vendor::\"above\"")]
    [InlineData("User::\"ghost\" in User::\"ghost\" && User::\"ghost\" in [User::\"ghost\"]")]
    [InlineData("!(principal in User::\"bob\") && !(Vendor::\"acme\" in principal) && !(principal in [])")]
    [InlineData("principal in [User::\"bob\", Vendor::\"acme\"]")]
    [InlineData("principal is User && !(principal is Vendor) && !(principal is N::User)")]
    [InlineData("principal is User in Vendor::\"acme\" && principal is User in [User::\"bob\", principal]")]
    [InlineData("!(principal is User in User::\"bob\") && !(principal is Vendor in 1)")]
    [InlineData("\"abc\" like \"a*\" && \"abc\" like \"*c\" && \"abc\" like \"*\" && \"abc\" like \"a*b*c\" && !(\"abc\" like \"a\")")]
    [InlineData("\"a*c\" like \"a\\*c\" && !(\"abc\" like \"a\\*c\") && \"*\" like \"\\**\"")]
    [InlineData("\"a😀b\" like \"a*b\" && \"😀\" like \"😀\" && \"\" like \"\" && !(\"\" like \"?\")")]
    [InlineData("[1, 2].contains(2) && ![1, 2].contains(3) && ![1].contains(\"1\") && [[1]].contains([1])")]
    [InlineData("[1, 2].containsAll([]) && [1, 2].containsAll([2, 2]) && ![1].containsAll([1, 2])")]
    [InlineData("[1, 2].containsAny([3, 2]) && ![1, 2].containsAny([]) && ![].containsAny([1])")]
    [InlineData("[].isEmpty() && ![1].isEmpty()")]
    [InlineData("principal == User::\"alice\" && action == Action::\"view\" && resource == Photo::\"p\"")]
    public void IsTrue(string expression)
    {
        Assert.Equal("true", Evaluate.Expression(expression));
    }

    [Theory]
    [InlineData("true && 1", "9: expected a boolean, found an integer")]
    [InlineData("true && true && \"a\"", "17: expected a boolean, found a string")]
    [InlineData("false || 1", "10: expected a boolean, found an integer")]
    [InlineData("1 && false", "1: expected a boolean, found an integer")]
    [InlineData("principal || true", "1: expected a boolean, found an entity")]
    [InlineData("!1", "2: expected a boolean, found an integer")]
    [InlineData("if 1 then true else true", "4: expected a boolean, found an integer")]
    [InlineData("-true", "2: expected an integer, found a boolean")]
    [InlineData("1 + \"a\"", "5: expected an integer, found a string")]
    [InlineData("[] * 1", "1: expected an integer, found a set")]
    [InlineData("9223372036854775807 + 1", "1: the result does not fit a 64-bit integer")]
    [InlineData("-9223372036854775808 - 1", "1: the result does not fit a 64-bit integer")]
    [InlineData("-9223372036854775808 * -1", "1: the result does not fit a 64-bit integer")]
    [InlineData("3037000500 * 3037000500", "1: the result does not fit a 64-bit integer")]
    [InlineData("-(-9223372036854775808)", "1: the result does not fit a 64-bit integer")]
    [InlineData("9223372036854775807 + 1 - 1", "1: the result does not fit a 64-bit integer")]
    [InlineData("1 < true", "5: expected an integer, found a boolean")]
    [InlineData("true < 1", "1: expected an integer, a datetime or a duration, found a boolean")]
    [InlineData("\"a\" < \"b\"", "1: expected an integer, a datetime or a duration, found a string")]
    [InlineData("decimal(\"1.0\") < decimal(\"2.0\")", "1: expected an integer, a datetime or a duration, found a decimal")]
    [InlineData("datetime(\"2024-01-01\") < duration(\"1h\")", "26: expected a datetime, found a duration")]
    [InlineData("duration(\"1h\") >= 1", "19: expected a duration, found an integer")]
    [InlineData("1 in principal", "1: expected an entity, found an integer")]
    [InlineData("1 in []", "1: expected an entity, found an integer")]
    [InlineData("principal in 1", "14: expected an entity or a set of entities, found an integer")]
    [InlineData("principal in [principal, 1]", "14: expected a set of only entities, each element being an entity, found an integer")]
    [InlineData("principal in [1, principal]", "14: expected a set of only entities, each element being an entity, found an integer")]
    [InlineData("principal is User in [principal, \"a\"]", "22: expected a set of only entities, each element being an entity, found a string")]
    [InlineData("1 is User", "1: expected an entity, found an integer")]
    [InlineData("principal is User in 1", "22: expected an entity or a set of entities, found an integer")]
    [InlineData("1 like \"a\"", "1: expected a string, found an integer")]
    [InlineData("1 has a", "1: expected a record or an entity, found an integer")]
    [InlineData("principal has address.city.more", "1: expected a record or an entity, found a string")]
    [InlineData("\"a\".b", "1: expected a record or an entity, found a string")]
    [InlineData("principal.nothing", "1: User::\"alice\" has no attribute \"nothing\"")]
    [InlineData("principal.address.nothing", "1: the record has no attribute \"nothing\"")]
    [InlineData("User::\"ghost\".name", "1: the entity User::\"ghost\" does not exist")]
    [InlineData("principal.ghost.name", "1: the entity User::\"ghost\" does not exist")]
    [InlineData("principal.getTag(\"nothing\")", "1: User::\"alice\" has no tag \"nothing\"")]
    [InlineData("User::\"ghost\".getTag(\"k\")", "1: the entity User::\"ghost\" does not exist")]
    [InlineData("context.hasTag(\"k\")", "1: expected an entity, found a record")]
    [InlineData("principal.hasTag(1)", "18: expected a string, found an integer")]
    [InlineData("1 == principal.nothing", "6: User::\"alice\" has no attribute \"nothing\"")]
    [InlineData("[1, principal.nothing] == []", "5: User::\"alice\" has no attribute \"nothing\"")]
    [InlineData("{a: principal.nothing} == {}", "5: User::\"alice\" has no attribute \"nothing\"")]
    [InlineData("{}.contains(1)", "1: expected a set, found a record")]
    [InlineData("[].containsAll(1)", "16: expected a set, found an integer")]
    [InlineData("\"\".isEmpty()", "1: expected a set, found a string")]
    public void IsAFault(string expression, string expected)
    {
        Assert.Equal(expected, Evaluate.Expression(expression));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"true\"")]
    [InlineData("context")]
    public void AConditionThatIsNotABoolean_IsAFault(string expression)
    {
        var error = Assert.Single(Evaluate.Condition(expression).Errors);

        Assert.Equal(EvaluationFaultKind.WrongType, error.Failure);
    }
}

using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Validation;

namespace RemoteDev.Cedar.Tests.Validation;

public sealed class RequestValidationTests
{
    private const string Context = """
        "ip": {"__extn": {"fn": "ip", "arg": "10.0.0.1"}}, "now": {"__extn": {"fn": "datetime", "arg": "2026-01-01"}}, "held": {"__extn": {"fn": "duration", "arg": "1h"}}
        """;

    [Fact]
    public void ARequestThatFits_HasNoFindings()
    {
        Assert.Equal("", Findings("User", "read", "File", $"{{{Context}}}"));
        Assert.Equal("", Findings("User", "read", "File", $"{{{Context}, \"port\": 22}}"));
        Assert.Equal("", Findings("Robot", "sweep", "Folder", "{}"));
    }

    [Theory]
    [InlineData("Usr", "sweep", "Folder", "UnknownEntityType: there is no entity type `Usr`, of which the principal is; did you mean `User`?")]
    [InlineData("User", "sweep", "Floder", "UnknownEntityType: there is no entity type `Floder`, of which the resource is; did you mean `Folder`?")]
    [InlineData("User", "swep", "Folder", "UnknownAction: there is no action `Action::\"swep\"`; did you mean `Action::\"sweep\"`?")]
    [InlineData("Team", "sweep", "Folder", "NotApplicable: the principal of `Action::\"sweep\"` cannot be a `Team`: it is a `User` or a `Robot`")]
    [InlineData("User", "sweep", "Team", "NotApplicable: the resource of `Action::\"sweep\"` cannot be a `Team`: it is a `File` or a `Folder`")]
    [InlineData("User", "edit", "File", "NotApplicable: the principal of `Action::\"edit\"` cannot be a `User`: the schema allows no request of this action\nNotApplicable: the resource of `Action::\"edit\"` cannot be a `File`: the schema allows no request of this action")]
    [InlineData("Level", "sweep", "File", "UnknownEnumEntity: the principal `Level::\"x\"` is not among the entities of its type\nNotApplicable: the principal of `Action::\"sweep\"` cannot be a `Level`: it is a `User` or a `Robot`")]
    public void TypesThatDoNotFit_AreFound(string principal, string action, string resource, string findings) =>
        Assert.Equal(findings, Findings(principal, action, resource, "{}"));

    [Theory]
    [InlineData("{}", "WrongContext: context: \"held\" is missing")]
    [InlineData("{\"prt\": 1}", "WrongContext: context: \"prt\" is not declared: did you mean \"port\"?")]
    [InlineData("{\"port\": \"22\"}", "WrongContext: context.port: expected Long, found a string")]
    [InlineData("{\"ip\": \"10.0.0.1\"}", "WrongContext: context.ip: expected ipaddr, found a string")]
    public void AContextThatDoesNotFit_IsFound(string context, string finding) => Assert.Equal(finding, Findings("User", "read", "File", context));

    [Theory]
    [InlineData("{\"a\": {\"b\": [true, false]}}", "")]
    [InlineData("{\"a\": {\"b\": []}}", "")]
    [InlineData("{\"a\": {\"b\": [true, 1]}}", "WrongContext: context.a.b[1]: expected Bool, found an integer")]
    [InlineData("{\"a\": {\"b\": true}}", "WrongContext: context.a.b: expected Set<Bool>, found a boolean")]
    [InlineData("{\"a\": {\"b\": [], \"odd name\": {}}}", "WrongContext: context.a.odd name: expected decimal, found a record")]
    [InlineData("{\"a\": {\"b\": [], \"e\": {\"__entity\": {\"type\": \"E\", \"id\": \"y\"}}}}", "UnknownEnumEntity: context.a.e: \"y\" is not among the ids of `E`")]
    [InlineData("{\"a\": {\"b\": [], \"e\": {\"__entity\": {\"type\": \"F\", \"id\": \"y\"}}}}", "WrongContext: context.a.e: expected E, found an entity of type `F`")]
    [InlineData("{\"a\": {\"b\": [], \"act\": {\"__entity\": {\"type\": \"Action\", \"id\": \"y\"}}}}", "UnknownAction: context.a.act: the schema has no action `Action::\"y\"`")]
    [InlineData("{\"a\": {\"b\": [], \"act\": {\"__entity\": {\"type\": \"Action\", \"id\": \"go\"}}}}", "")]
    public void NestedValues_AreFollowed(string context, string finding)
    {
        var validator = new Validator(ValidationText.Schema(
            "entity E enum [\"x\"]; entity F; action go appliesTo { principal: F, resource: F, context: { a: { b: Set<Bool>, \"odd name\"?: decimal, e?: E, act?: Action } } };"));

        Assert.Equal(finding, Describe(validator.Validate(RequestOf("F", "go", "F", context))));
    }

    private static string Findings(string principal, string action, string resource, string context) =>
        Describe(ValidationText.Validator.Validate(RequestOf(principal, action, resource, context)));

    private static Request RequestOf(string principal, string action, string resource, string context) => new(
        new EntityUid(principal, "x"),
        new EntityUid("Action", action),
        new EntityUid(resource, "x"),
        EntityJson.ParseRecord(context, out _)!);

    private static string Describe(IReadOnlyList<Finding> findings) =>
        string.Join('\n', findings.Select(finding => $"{finding.Code}: {finding.Message}"));
}

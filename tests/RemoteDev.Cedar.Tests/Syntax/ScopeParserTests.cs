using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Tests.Syntax;

public sealed class ScopeParserTests
{
    [Theory]
    [InlineData("principal", nameof(ScopeOperator.Any), null, "")]
    [InlineData("principal == N::User::\"a\"", nameof(ScopeOperator.Equal), null, "N::User::\"a\"")]
    [InlineData("principal in User::\"\"", nameof(ScopeOperator.In), null, "User::\"\"")]
    [InlineData("principal is N::User", nameof(ScopeOperator.Is), "N::User", "")]
    [InlineData("principal is User in Role::\"r\"", nameof(ScopeOperator.IsIn), "User", "Role::\"r\"")]
    [InlineData("principal == ((User::\"a\"))", nameof(ScopeOperator.Equal), null, "User::\"a\"")]
    public void ReadsPrincipalConstraints(string text, string @operator, string? type, string entities)
    {
        var constraint = PolicyText.Parse($"permit({text}, action, resource,);").Policies[0].Scope.Principal;

        Assert.Equal(RequestVariable.Principal, constraint.Variable);
        Assert.Equal(@operator, constraint.Operator.ToString());
        Assert.Equal(type, constraint.Type?.Name);
        Assert.Equal(entities, string.Join(' ', constraint.Entities.Select(entity => entity.Uid)));
    }

    [Theory]
    [InlineData("action == Action::\"a\"", "Action::\"a\"")]
    [InlineData("action in N::Action::\"a\"", "N::Action::\"a\"")]
    [InlineData("action in []", "")]
    [InlineData("action in [Action::\"a\", Action::\"b\",]", "Action::\"a\" Action::\"b\"")]
    public void ReadsActionConstraints(string text, string entities)
    {
        var constraint = PolicyText.Parse($"permit(principal, {text}, resource);").Policies[0].Scope.Action;

        Assert.Equal(entities, string.Join(' ', constraint.Entities.Select(entity => entity.Uid)));
    }

    [Fact]
    public void TheConstraintsKnowTheirPlaces()
    {
        const string Text = "permit(principal is User in Role::\"r\", action in [Action::\"a\"], resource == File::\"f\");";
        var scope = PolicyText.Parse(Text).Policies[0].Scope;

        Assert.Equal("principal is User in Role::\"r\"", scope.Principal.Span.In(Text));
        Assert.Equal("User", scope.Principal.Type!.Span.In(Text));
        Assert.Equal("action in [Action::\"a\"]", scope.Action.Span.In(Text));
        Assert.Equal("File::\"f\"", scope.Resource.Entities[0].Span.In(Text));
    }

    [Theory]
    [InlineData("permit(action,principal,resource);", "1:8: expected `principal` after `(`, found `action`: a scope names `principal`, `action` and `resource`, in this order")]
    [InlineData("permit(principal,action,resource,,);", "1:34: expected `)` after `,`, found `,`")]
    [InlineData("permit(principal = User::\"a\",action,resource);", "1:18: expected `==`, `in`, `is` or `,` after `principal`, found `=`: to compare, write `==`")]
    [InlineData("permit(principal == \"a\",action,resource);", "1:21: expected an entity, such as `User::\"alice\"` after `==`, found `\"a\"`")]
    [InlineData("permit(principal == principal,action,resource);", "1:30: expected `::` and the entity's id in double quotes after `principal`, found `,`")]
    [InlineData("permit(principal in [User::\"a\"],action,resource);", "1:21: expected an entity, such as `User::\"alice\"` after `in`, found `[`")]
    [InlineData("permit(principal is \"User\",action,resource);", "1:21: an entity type is written without quotes")]
    [InlineData("permit(principal is User::\"a\",action,resource);", "1:25: expected an entity type without an id after `User`, found `::`: `is` asks for the type, `==` and `in` for an entity")]
    [InlineData("permit(principal is in,action,resource);", "1:21: `in` is a reserved word and cannot be part of a name")]
    [InlineData("permit(principal == (User::\"a\",action,resource);", "1:31: expected `)` after `\"a\"`, found `,`")]
    [InlineData("permit(principal,action == View::\"a\",resource);", "1:28: `View::\"a\"` is not an action: the type of an action is `Action`, or ends in `::Action`")]
    [InlineData("permit(principal,action == MyAction::\"a\",resource);", "1:28: `MyAction::\"a\"` is not an action: the type of an action is `Action`, or ends in `::Action`")]
    [InlineData("permit(principal,action in [User::\"a\"],resource);", "1:29: `User::\"a\"` is not an action: the type of an action is `Action`, or ends in `::Action`")]
    [InlineData("permit(principal,action in [Action::\"a\" Action::\"b\"],resource);", "1:41: expected `,` or `]` after `\"a\"`, found `Action`")]
    [InlineData("permit(principal,action == [Action::\"a\"],resource);", "1:28: expected an entity, such as `User::\"alice\"` after `==`, found `[`")]
    [InlineData("permit(principal,action is Action,resource);", "1:25: `action` cannot be constrained by `is`: write `==` or `in`")]
    [InlineData("permit(principal == ?resource,action,resource);", "1:21: the slot here can only be `?principal`")]
    [InlineData("permit(principal,action == ?principal,resource);", "1:28: `action` cannot be constrained by a slot")]
    public void SaysWhatIsWrongWithAScope(string text, string expected)
    {
        Assert.Equal(expected, PolicyText.Fault(text));
    }

    [Theory]
    [InlineData("permit(principal == ?principal,action,resource);", nameof(ScopeOperator.Equal), "1:21", null)]
    [InlineData("permit(principal,action,resource is File in ?resource);", nameof(ScopeOperator.Any), null, "1:45")]
    [InlineData("permit(principal in ?principal,action,resource == ?resource);", nameof(ScopeOperator.In), "1:21", "1:51")]
    [InlineData("permit(principal is User in ?principal,action,resource in ?resource);", nameof(ScopeOperator.IsIn), "1:29", "1:59")]
    public void ASlotMakesATemplate(string text, string principal, string? principalSlot, string? resourceSlot)
    {
        var set = PolicyText.Parse(text);

        Assert.Empty(set.Policies);
        var template = Assert.Single(set.Templates);
        Assert.True(template.IsTemplate);
        Assert.Equal(principal, template.Scope.Principal.Operator.ToString());
        Assert.Equal(principalSlot, template.Scope.Principal.Slot?.ToString());
        Assert.Equal(resourceSlot, template.Scope.Resource.Slot?.ToString());
    }
}

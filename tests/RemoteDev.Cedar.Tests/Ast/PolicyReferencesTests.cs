using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Tests.Ast;

public sealed class PolicyReferencesTests
{
    private const string Text = """
        permit(principal is User in Vendor::"acme", action in [Action::"view", Action::"edit"], resource)
        when { context.openWindows.contains(Window::"day") && principal has attestations.nda && context["mfa"].age < duration("1h") }
        unless { resource is Photo in Album::"a" || {x: principal.friend}.x.name == "n" || -[1, context.n].contains(principal) };
        """;

    private static readonly PolicyReferences References = PolicyText.Parse(Text).Policies[0].References;

    [Fact]
    public void ListsEveryEntityWithItsPlace()
    {
        Assert.Equal(
            "Vendor::\"acme\" Action::\"view\" Action::\"edit\" Window::\"day\" Album::\"a\"",
            string.Join(' ', References.Entities.Select(entity => entity.Uid)));
        Assert.All(References.Entities, entity => Assert.Equal(entity.Uid.ToString(), entity.Span.In(Text)));
    }

    [Fact]
    public void ListsEveryTypeWithItsPlace()
    {
        Assert.Equal("User Photo", string.Join(' ', References.Types.Select(type => type.Name)));
        Assert.All(References.Types, type => Assert.Equal(type.Name, type.Span.In(Text)));
    }

    [Fact]
    public void ListsAttributesThatStartAtTheRequest_WithTheLongestPath()
    {
        Assert.Equal(
            "Context.openWindows Principal.attestations.nda? Context.mfa.age Principal.friend Context.n",
            string.Join(' ', References.Attributes.Select(access => $"{access.Root}.{string.Join('.', access.Path)}{(access.IsTest ? "?" : "")}")));
        Assert.Equal("context[\"mfa\"].age", References.Attributes[2].Span.In(Text));
    }

    [Fact]
    public void OfAPart_ListsOnlyThePartsOwn()
    {
        var part = PolicyText.Condition("context.openWindows.contains(Window::\"day\")");

        Assert.Equal("Window::\"day\"", Assert.Single(part.References.Entities).Uid.ToString());
    }
}

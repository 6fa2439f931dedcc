#pragma warning disable MA0002 // Examples are written as a reader would write them; strings compare ordinally without being told.

namespace RemoteDev.Cedar.Tests.Package;

/// <summary>The examples of the package's README, as code that runs. Each stands between its name and the end of its block.</summary>
public sealed class Examples
{
    private const string Text = """
        permit (principal in Team::"editors", action == Action::"edit", resource is Page)
        when { !resource.locked };
        forbid (principal, action, resource in Folder::"archive");
        """;

    [Fact]
    public void Decide()
    {
        // example: decide
        var parsed = PolicySet.Parse(Text, "pages.cedar");
        if (!parsed.Succeeded)
        {
            throw new FormatException(string.Join('\n', parsed.Faults)); // pages.cedar:2:26: expected `;` after `}`, found `forbid`
        }

        var ada = new EntityUid("User", "ada");
        var home = new EntityUid("Page", "home");
        var entities = EntityStore.Of(
            new Entity(ada, parents: [new EntityUid("Team", "editors")]),
            new Entity(home, attributes: new Dictionary<string, Value> { ["locked"] = false })).Value!;

        var authorizer = new Authorizer(parsed.Value);
        var request = new Request(ada, new EntityUid("Action", "edit"), home);
        var response = authorizer.Decide(entities, request);

        Console.WriteLine($"{response.IsAllowed}, by {string.Join(", ", response.Reasons)}"); // True, by policy0 (pages.cedar:1:1)
        // end

        Assert.Equal("True, by policy0 (pages.cedar:1:1)", $"{response.IsAllowed}, by {string.Join(", ", response.Reasons)}");
    }

    [Fact]
    public void DecideWithoutAllocating()
    {
        var (authorizer, entities, request) = World();

        // example: fill
        var response = new Response(); // one for each thread, kept and filled anew
        authorizer.Decide(entities, request, response);
        var isAllowed = response.IsAllowed && !response.HasForbidErred;
        // end

        Assert.True(isAllowed);
    }

    [Fact]
    public void Query()
    {
        var (authorizer, entities, request) = World();

        // example: query
        var pages = authorizer.ResourcesFor(entities, request.Principal, request.Action, type: "Page");
        var editors = authorizer.PrincipalsFor(entities, request.Action, request.Resource, type: "User");
        // end

        Assert.Equal("Page::\"home\"", Assert.Single(pages.Allowed).ToString());
        Assert.Equal("User::\"ada\"", Assert.Single(editors.Allowed).ToString());
    }

    [Fact]
    public void Explain()
    {
        var (authorizer, entities, request) = World(isLocked: true);

        // example: explain
        foreach (var finding in authorizer.Explain(entities, request))
        {
            Console.WriteLine($"{finding.PolicyId}, {finding}"); // policy0, pages.cedar:2:9: `resource.locked` is true
        }

        // end
        var first = authorizer.Explain(entities, request)[0];
        Assert.Equal("policy0, pages.cedar:2:9: `resource.locked` is true", $"{first.PolicyId}, {first}");
    }

    private static (Authorizer Authorizer, EntityStore Entities, Request Request) World(bool isLocked = false)
    {
        var ada = new EntityUid("User", "ada");
        var home = new EntityUid("Page", "home");
        var entities = EntityStore.Of(
            new Entity(ada, parents: [new EntityUid("Team", "editors")]),
            new Entity(home, attributes: new Dictionary<string, Value> { ["locked"] = isLocked })).Value!;
        var authorizer = new Authorizer(PolicySet.Parse(Text, "pages.cedar").Value!);
        return (authorizer, entities, new Request(ada, new EntityUid("Action", "edit"), home));
    }
}

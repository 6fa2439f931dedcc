using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

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
            throw new FormatException(string.Join('\n', parsed.Faults.Select(fault => $"{fault.SourceName}:{fault.Span}: {fault.Message}")));
        }

        var ada = new EntityUid("User", "ada");
        var home = new EntityUid("Page", "home");
        var entities = new EntityStoreBuilder()
            .Add(ada, parents: [new EntityUid("Team", "editors")])
            .Add(home, attributes: RecordValue.Of(("locked", false)))
            .Build().Store!;

        var authorizer = new Authorizer(parsed.Value);
        var request = new Request(ada, new EntityUid("Action", "edit"), home, RecordValue.Empty);
        var response = authorizer.Decide(entities, request);

        Console.WriteLine($"{response.Decision}, by {string.Join(", ", response.Reasons)}"); // Allow, by policy0 (pages.cedar:1:1)
        // end

        Assert.Equal("Allow, by policy0 (pages.cedar:1:1)", $"{response.Decision}, by {string.Join(", ", response.Reasons)}");
    }

    [Fact]
    public void DecideWithoutAllocating()
    {
        var (authorizer, entities, request) = World();

        // example: buffer
        var buffer = new DecisionBuffer(); // one for each thread, kept
        authorizer.Decide(entities, request, buffer);
        var isAllowed = buffer.Decision == Decision.Allow && !buffer.HasForbidErred;
        // end

        Assert.True(isAllowed);
    }

    [Fact]
    public void Query()
    {
        var (authorizer, entities, request) = World();

        // example: query
        var pages = authorizer.ResourcesFor(entities, request.Principal, request.Action, RecordValue.Empty, type: "Page");
        var editors = authorizer.PrincipalsFor(entities, request.Action, request.Resource, RecordValue.Empty, type: "User");
        // end

        Assert.Equal("Page::\"home\"", Assert.Single(pages.Allowed).ToString());
        Assert.Equal("User::\"ada\"", Assert.Single(editors.Allowed).ToString());
    }

    [Fact]
    public void Explain()
    {
        var (authorizer, entities, request) = World(isLocked: true);

        // example: explain
        foreach (var explanation in Authorizer.Explain(authorizer.Policies, entities, request))
        {
            Console.WriteLine($"{explanation.Policy}: {explanation.Outcome}");
            foreach (var obstacle in explanation.Obstacles)
            {
                Console.WriteLine($"  in the way, at {obstacle.Span}: {obstacle.Text}"); // in the way, at 2:9: resource.locked
            }
        }

        // end
        var first = Authorizer.Explain(authorizer.Policies, entities, request)[0];
        Assert.Equal("2:9: resource.locked", $"{first.Obstacles[0].Span}: {first.Obstacles[0].Text}");
    }

    private static (Authorizer Authorizer, EntityStore Entities, Request Request) World(bool isLocked = false)
    {
        var ada = new EntityUid("User", "ada");
        var home = new EntityUid("Page", "home");
        var entities = new EntityStoreBuilder()
            .Add(ada, parents: [new EntityUid("Team", "editors")])
            .Add(home, attributes: RecordValue.Of(("locked", isLocked)))
            .Build().Store!;
        var authorizer = new Authorizer(PolicySet.Parse(Text, "pages.cedar").Value!);
        return (authorizer, entities, new Request(ada, new EntityUid("Action", "edit"), home, RecordValue.Empty));
    }
}

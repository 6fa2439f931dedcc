using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Cli;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Tests.Api;
using RemoteDev.Gateway.Tests.Identify.Authorities;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary>Resets by the program and, as it asks for them, by REST; as the machine's operator, who may alone and is traced.</summary>
public sealed class ResetCommandsTests : IAsyncLifetime
{
    private AuthorityDatabase _database = null!;
    private OperatorSocket _api = null!;

    public async Task InitializeAsync()
    {
        _database = await AuthorityDatabase.SqliteAsync();
        Assert.True(GatewayOrigins.TryParse("https://dev.example.com", out var origins, out _));
        _api = await OperatorSocket.SampleAsync(services =>
        {
            services.AddSingleton<IDbContextFactory<AccountContext>>(_database);
            services.AddSingleton(origins);
            services.AddSingleton<InvitationStore>();
            services.AddSingleton<InvitationDesk>();
            services.AddSingleton<ResetStore>();
            services.AddSingleton<ResetDesk>();
        });
        await using var context = _database.CreateDbContext();
        context.Accounts.Add(new Account("ada") { SecurityStamp = "s", PasswordHash = "h" });
        await context.SaveChangesAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task Starts_Lists_AndConsents()
    {
        var started = await RunAsync("person", "reset", "ada", "--reason", "Lost her phone.");
        Assert.Equal((ExitCode.Done, ""), (started.Code, started.Errors));
        var id = started.Output.Trim().Split(' ')[^1];
        Assert.Contains($"remotedev person consent {id}", started.Output, StringComparison.Ordinal);

        var listed = await RunAsync("person", "resets");
        Assert.Contains(id, listed.Output, StringComparison.Ordinal);
        Assert.Contains("started", listed.Output, StringComparison.Ordinal);
        Assert.Contains("operator", listed.Output, StringComparison.Ordinal);

        var consented = await RunAsync("person", "consent", id);
        Assert.Equal((ExitCode.Done, ""), (consented.Code, consented.Errors));
        Assert.StartsWith("https://dev.example.com/enrol/", consented.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await RunAsync("person", "resets")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync("person", "consent", id)).Code);
        var events = _api.Catalog.Trace.Entries().Select(entry => entry.Event).ToArray();
        Assert.Contains(events.OfType<ResetStarted>(), e => e is { Actor: "operator", Login: "ada", Reason: "Lost her phone.", Asked: false } && e.Reset == id);
        Assert.Contains(events.OfType<ResetConsented>(), e => e is { Actor: "operator", Login: "ada", StartedBy: "operator" });
    }

    [Fact]
    public async Task Refuses_AndSaysWhy()
    {
        var id = (await RunAsync("person", "reset", "ada", "--reason", "A mistake.")).Output.Trim().Split(' ')[^1];
        var refused = await RunAsync("person", "refuse", id, "--reason", "It was one.");
        Assert.Equal((ExitCode.Done, "Refused."), (refused.Code, refused.Output.Trim()));
        Assert.Contains(_api.Catalog.Trace.Entries().Select(entry => entry.Event).OfType<ResetRefused>(), e => e.Reset == id && e.Reason == "It was one.");
        foreach (var verb in (string[][])[["consent", id], ["vouch", id, "-r", "x"], ["refuse", id, "-r", "x"], ["consent", "nonsense"]])
        {
            var answer = await RunAsync(["person", .. verb]);
            Assert.Equal(ExitCode.Refused, answer.Code);
            Assert.NotEqual("", answer.Errors, StringComparer.Ordinal);
        }

        Assert.Contains("account", (await RunAsync("person", "reset", "ines", "--reason", "x")).Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync("person", "reset", "nobody", "--reason", "x")).Code);
        Assert.NotEqual(ExitCode.Done, (await RunAsync("person", "reset", "ada")).Code);
    }

    // Somebody asked at the sign-in page: an administrator vouches for them, having heard the word, and the browser that waits goes on by itself.
    [Fact]
    public async Task Vouches_ForWhoAsked_AndGivesNobodyALink()
    {
        var store = new ResetStore(_database, _api.Catalog.Trace.Clock);
        var now = _api.Catalog.Trace.Clock.GetUtcNow();
        var row = new ResetRow
        {
            Id = Guid.NewGuid().ToString("N"), Login = "ada", State = ResetState.Asked, Message = "", Reason = "The phone is gone.", WaitHash = new string('a', 64),
            CreatedAt = now, ExpiresAt = now + ResetStore.Lifetime,
        };
        Assert.True(await store.AddAsync(row, () => Task.FromResult(true), CancellationToken.None));
        Assert.Contains(ResetWord.Of(row.WaitHash), (await RunAsync("person", "resets")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync("person", "consent", row.Id)).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync("person", "vouch", row.Id, "--reason", "Heard the word.")).Code);
        var consented = await RunAsync("person", "consent", row.Id);
        Assert.Equal("Consented. The browser that waits can go on now.", consented.Output.Trim());
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using StringWriter output = new(), errors = new();
        var code = await RemoteDevProgram.RunAsync([.. arguments, "--gateway", $"unix:{_api.Path}"], output, errors, _ => null);
        return (code, output.ToString(), errors.ToString());
    }
}

using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Tests;

namespace RemoteDev.Benchmarks.Proxy;

/// <summary>
/// The whole gateway, put together by its own Program, with one person in one session. Only the way in is shortened: the sign-in is
/// made here and not typed. Every measured request takes the whole walk.
/// </summary>
internal static class FullGateway
{
    private const string Environment = "bench";

    private const string Policy = """
        @id("work") @reason("Work.") @record("full") @egress("100GiB/day") @mfa("8h") @idle("8h") @session("10h")
        permit (principal in RemoteDev::Role::"developer", action in RemoteDev::Action::"connect", resource in RemoteDev::Project::"payments")
        when { context.openWindows.contains(RemoteDev::Window::"always") };

        @id("nothing-leaves") @reason("Source stays inside.")
        forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };
        """;

    private const string Cases = """
        cases:
          - name: Ada works
            person: ada
            at: Tue 09:30 Africa/Lagos
            action: browse
            resource: environment bench
            expect: permit
        """;

    /// <summary>How many people can sign in with a password. They come from one address, which lets no more than 20 attempts wait at once.</summary>
    public const int Guests = 16;

    public const string GuestPassword = "eleven purple sandwiches";

    public static string GuestName(int number) => FormattableString.Invariant($"guest-{number}");

    public static async Task RunAsync(Uri upstream, string data)
    {
        await using var app = await StartAsync(upstream, data);
        var port = new Uri(app.Urls.First()).Port;
        await LetSignInAsync(app.Services);
        var cookie = await EnterAsync(app.Services);
        Console.WriteLine($"http://127.0.0.1:{port} {Environment}.remotedev.localhost:{port} {SessionTickets.CookieName}={cookie}");
        await Programme.UntilInputClosesAsync();
        await app.StopAsync();
    }

    /// <summary>The gateway, listening, with its catalogue.</summary>
    /// <param name="more">Settings as on the command line.</param>
    public static async Task<WebApplication> StartAsync(Uri upstream, string data, params string[] more)
    {
        var port = LoopbackPort.Free();
        var app = RemoteDev.Gateway.Program.Build(
        [
            $"--RemoteDev:PublicOrigin=http://remotedev.localhost:{port}",
            $"--RemoteDev:Data={data}",
            "--Logging:LogLevel:Default=None",
            .. more,
        ]) ?? throw new InvalidOperationException("The gateway did not take its configuration.");
        await app.StartAsync();
        await DescribeAsync(app.Services.GetRequiredService<CatalogRoom>(), upstream);
        return app;
    }

    // An account as an enrolment leaves it, as far as passwords go.
    private static async Task LetSignInAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await using var context = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
        for (var i = 0; i < Guests; i++)
        {
            var account = new Account(GuestName(i)) { EnrolledAt = TimeProvider.System.GetUtcNow(), SecurityStamp = Guid.NewGuid().ToString("N") };
            account.PasswordHash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>().HashPassword(account, GuestPassword);
            context.Accounts.Add(account);
        }

        await context.SaveChangesAsync();
    }

    private static async Task DescribeAsync(CatalogRoom catalog, Uri upstream)
    {
        var window = new RemoteDev.Policy.Windows.WindowText
        {
            Name = "always",
            Zone = "Africa/Lagos",
            Weekly = [new RemoteDev.Policy.Windows.WeeklyText("daily", "00:00-24:00")],
        };
        CatalogEdit[] edits =
        [
            new CatalogEdit.PutRole(new RoleEntry("developer", "Developer", false)),
            new CatalogEdit.PutProject(new ProjectEntry("payments", "Payments")),
            new CatalogEdit.PutWindow(window),
            new CatalogEdit.PutPerson(new PersonEntry("ada", "Ada", "ada@example.com", null, ["developer"], false, "Africa/Lagos", [])),
            .. Enumerable.Range(0, Guests).Select(i => new CatalogEdit.PutPerson(
                new PersonEntry(GuestName(i), GuestName(i), $"{GuestName(i)}@example.com", null, ["developer"], false, "Africa/Lagos", []))),
            new CatalogEdit.PutEnvironment(new EnvironmentEntry(
                Environment, "payments", "Bench", "code-server", "internal", upstream, null, [], ImmutableArray<string>.Empty)),
            new CatalogEdit.SavePolicy(Policy, Cases),
        ];
        var outcome = await catalog.EditAsync(edits, new Actor("operator", "operator-socket", null, null), null, CancellationToken.None);
        if (outcome is EditOutcome.Refused refused)
        {
            throw new InvalidOperationException($"The catalogue was not taken: {string.Join("; ", refused.Faults)}");
        }
    }

    private static async Task<string> EnterAsync(IServiceProvider services)
    {
        var opened = await services.GetRequiredService<SignInSessions>()
            .OpenAsync(new NewSignIn("ada", FirstFactor.None, new SignInClient(IPAddress.Loopback)), CancellationToken.None);
        var signIn = opened.Passed(out var one, out var full) ? one.SignIn : throw new InvalidOperationException(full.Reason);
        var now = TimeProvider.System.GetUtcNow();
        signIn.Strengthen(new MfaProof("totp", now));
        var connection = Connection.Accept("bench", Door.Portal, "", IPAddress.Loopback, encrypted: false, now);
        var verified = Verified.With(Identified.BySignIn(connection, signIn), signIn.Mfa!);
        var step = await services.GetRequiredService<AuthorizeRoom>().EnterEnvironmentAsync(verified, Environment, CancellationToken.None);
        if (!step.Passed(out var permitted, out var refusal))
        {
            throw new InvalidOperationException(refusal.Reason);
        }

        var tickets = services.GetRequiredService<SessionTickets>();
        var nonce = Secret.New();
        return tickets.IssueEntryCode(permitted.Session, nonce.Hash).Passed(out var code, out _)
            && tickets.Redeem(code.Reveal(), Environment, nonce.Reveal()).Passed(out var ticket, out _)
                ? ticket.Reveal()
                : throw new CryptographicException("The entry code was not taken.");
    }
}

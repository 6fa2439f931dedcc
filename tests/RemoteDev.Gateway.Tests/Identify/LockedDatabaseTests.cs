using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Tests.Catalog.Database;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;

namespace RemoteDev.Gateway.Tests.Identify;

/// <summary>
/// Somebody else holds the database for longer than anybody waits: nobody gets in who should not, nobody is thrown out, the person is told to try
/// again, and nothing counts as a wrong guess.
/// </summary>
public sealed class LockedDatabaseTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Takes_NoCodeThatCannotBeSpent()
    {
        await using var house = await IdentifyHouse.OpenAsync();
        await CannotSpendAsync(house, async () =>
        {
            var holder = new SqliteConnection($"Data Source={Path.Combine(house.Folder, "gateway.db")};Pooling=False");
            await holder.OpenAsync();
            await using var hold = holder.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync();
            return holder;
        });
    }

    [PostgresFact]
    public async Task Takes_NoCodeThatCannotBeSpent_OnPostgres()
    {
        var connection = await postgres.CreateDatabaseAsync();
        await using var house = await IdentifyHouse.OpenAsync(settings: Postgres(connection));
        await CannotSpendAsync(house, () => HoldAsync(connection, "identify_factors", house));
    }

    // Nobody can be looked up at all: neither right nor wrong names and passwords count, and both hear the same.
    [PostgresFact]
    public async Task Knows_NobodyWhenAccountsCannotBeRead()
    {
        var connection = await postgres.CreateDatabaseAsync();
        await using var house = await IdentifyHouse.OpenAsync(settings: Postgres(connection));
        var ada = await house.EnrolAsync("ada");
        await using (await HoldAsync(connection, "identify_accounts", house))
        {
            foreach (var (login, password) in ((string, string)[])[("ada", IdentifyHouse.Password), ("ada", "wrong"), ("nobody-here", "wrong")])
            {
                var refused = Assert.IsType<SignInOutcome.Refused>(await house.TryPasswordAsync(login, password));
                Assert.Same(IdentifyRefusals.DatabaseLost, refused.Why);
                Assert.Equal(0, house.Get<LockoutBook>().Of(LockoutKey.Password(login)).Failures);
            }

            Assert.Equal(0, house.Get<LockoutBook>().Of(LockoutKey.Address(IdentifyHouse.Home)).Failures);
            Assert.False(ada.SignIn.HasEnded);
            Assert.True(house.FromPortal(ada.Cookie).Passed(out _, out _));
        }

        await house.PasswordAsync("ada");
    }

    // PostgreSQL waits for a lock for ever, unless somebody gives up.
    [PostgresFact]
    public async Task Tells_AnEnvironmentToTryAgain_WhenNobodyAnswersInTime()
    {
        var connection = await postgres.CreateDatabaseAsync();
        await using var house = await IdentifyHouse.OpenAsync(
            settings: [new("RemoteDev:Database:Provider", "postgres"), new("RemoteDev:Database:ConnectionString", connection)]);
        Assert.True((await house.Get<WorkloadCredentialDesk>().IssueAsync("payments-dev", IdentifyHouse.Operator, CancellationToken.None)).Passed(out var issued, out _));
        var inside = IdentifyHouse.At(Door.Git, source: IPAddress.Parse("10.1.2.3"));
        Task<Step<Identified>> UseAsync() => house.Room.FromGitAsync(inside, issued.UserName, issued.Secret.Reveal(), CancellationToken.None).AsTask();
        await using (await HoldAsync(connection, "identify_workload_credentials", house))
        {
            foreach (var ask in (Func<Task<Refusal>>[])
            [
                async () => (await UseAsync()).Passed(out _, out var why) ? throw new InvalidOperationException("It was let in.") : why,
                async () => (await house.Get<WorkloadCredentialDesk>().RenewAsync(inside, issued.UserName, issued.Secret.Reveal(), CancellationToken.None)).Passed(out _, out var why)
                    ? throw new InvalidOperationException("It was renewed.")
                    : why,
            ])
            {
                var asking = ask();
                await GitTalk.UntilAsync(() => Waits(connection));
                Assert.False(asking.IsCompleted);
                house.Clock.Advance(DatabaseDeadline.Patience);
                Assert.Same(IdentifyRefusals.DatabaseLost, await asking.WaitAsync(GitTalk.Patience));
                await GitTalk.UntilAsync(() => !Waits(connection));
            }

            Assert.Equal(0, house.Get<LockoutBook>().Of(LockoutKey.Git(inside.Source)).Failures);
        }

        // Known again; only nobody works there.
        Assert.False((await UseAsync()).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.NotSignedIn, refusal.Code);
    }

    /// <summary>Whether somebody waits for a lock.</summary>
    private static bool Waits(string connection)
    {
        using var looking = new Npgsql.NpgsqlConnection(connection);
        looking.Open();
        using var look = new Npgsql.NpgsqlCommand(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT l.granted AND d.datname = current_database()", looking);
        return (long)look.ExecuteScalar()! > 0;
    }

    private static async Task CannotSpendAsync(IdentifyHouse house, Func<Task<IAsyncDisposable>> holdAsync)
    {
        var ada = await house.EnrolAsync("ada");
        house.NextStep();
        var (cookie, signIn) = await house.PasswordAsync("ada");
        var code = house.CodeNow(ada.Key);
        await using (await holdAsync())
        {
            var refused = Assert.IsType<FactorOutcome.Refused>(await house.TryCodeAsync(cookie, code));
            Assert.Same(FactorRefusals.DatabaseLost, refused.Why);
            Assert.Equal(RefusalCode.NotReady, refused.Why.Code);
            Assert.Null(signIn.Mfa);
            Assert.Equal(0, house.Get<LockoutBook>().Of(LockoutKey.Code("ada")).Failures);
            Assert.Equal(0, house.Get<LockoutBook>().Of(LockoutKey.Address(IdentifyHouse.Home)).Failures);
            Assert.False(signIn.HasEnded);
            Assert.False(ada.SignIn.HasEnded);
            Assert.True(house.FromPortal(ada.Cookie).Passed(out _, out _));
        }

        // The code was not spent, so it is good still.
        Assert.IsType<FactorOutcome.Proven>(await house.TryCodeAsync(cookie, code));
    }

    // The gateway waits for a lock as long as PostgreSQL lets it; here the server's own bound is short.
    private static async Task<IAsyncDisposable> HoldAsync(string connection, string table, IdentifyHouse house)
    {
        await using (var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            await context.Database.OpenConnectionAsync();
        }

        var holder = new Npgsql.NpgsqlConnection(connection);
        await holder.OpenAsync();
#pragma warning disable CA2100 // A name cannot be a parameter, and the tests give this one.
        await using var hold = new Npgsql.NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", holder);
#pragma warning restore CA2100
        await hold.ExecuteNonQueryAsync();
        return holder;
    }

    private static KeyValuePair<string, string?>[] Postgres(string connection) =>
    [
        new("RemoteDev:Database:Provider", "postgres"), new("RemoteDev:Database:ConnectionString", $"{connection};Options=-c lock_timeout=500"),
    ];
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.Credentials;

/// <summary>A copy of a secret in a loop fills no trace, hides no other, and harms nobody else.</summary>
public sealed class WorkloadAlarmTests : IAsyncLifetime
{
    private static readonly IPAddress Here = IPAddress.Parse("10.1.2.3");
    private static readonly IPAddress There = IPAddress.Parse("10.1.2.4");

    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Says_OnceAMinute_ForEachEnvironmentAndAddress_HowOftenItWas()
    {
        var copy = await CopyAsync("payments-dev");
        var other = await CopyAsync("ledger-dev");
        for (var i = 0; i < 5; i++)
        {
            await UseAsync("payments-dev", copy, Here);
        }

        await UseAsync("payments-dev", copy, There);
        await UseAsync("payments-dev", copy, Here.MapToIPv6());
        await UseAsync("ledger-dev", other, Here);
        Assert.Equal([("payments-dev", "10.1.2.3", 0), ("payments-dev", "10.1.2.4", 0), ("ledger-dev", "10.1.2.3", 0)], await SaidAsync());

        _house.Clock.Advance(TimeSpan.FromSeconds(59));
        await UseAsync("payments-dev", copy, Here);
        Assert.Equal(3, (await SaidAsync()).Count);
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        await UseAsync("payments-dev", copy, Here);
        await UseAsync("payments-dev", copy, There);
        Assert.Equal([("payments-dev", "10.1.2.3", 6), ("payments-dev", "10.1.2.4", 0)], (await SaidAsync()).Skip(3));

        // What was told is not told again.
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await UseAsync("payments-dev", copy, Here);
        Assert.Equal([("payments-dev", "10.1.2.3", 0)], (await SaidAsync()).Skip(5));
    }

    // A machine that was restored from a snapshot fetches by itself, behind the address of all others.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Locks_NobodyElseOfItsAddressOut_HoweverOftenItIsRefused(bool renews)
    {
        var copy = await CopyAsync("payments-dev");
        var token = await _house.TokenAsync(await _house.EnrolAsync("ada"));
        Assert.True((await _house.Get<WorkloadCredentialDesk>().IssueAsync("ledger-dev", IdentifyHouse.Operator, default)).Passed(out var other, out _));
        _house.Clock.Advance(TimeSpan.FromSeconds(6));
        for (var i = 0; i < 3 * LockoutRule.For(LockoutKind.Git).Free; i++)
        {
            Assert.Equal(RefusalCode.BadCredential, (await UseAsync("payments-dev", copy, Here, renews)).Code);
        }

        Assert.Equal(0, _house.Get<LockoutBook>().Of(LockoutKey.Git(Here)).Failures);
        Assert.True((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git, source: Here), "ada", token.Value, default)).Passed(out _, out var why), why?.Reason);
        Assert.True((await _house.Get<WorkloadCredentialDesk>().RenewAsync(IdentifyHouse.At(Door.Git, source: Here), other.UserName, other.Secret.Reveal(), default)).Passed(out _, out why), why?.Reason);
        Assert.Single(await SaidAsync());

        // A guess is still one, with the same environment's name.
        Assert.Same(WorkloadRefusals.Unknown, await UseAsync("payments-dev", Secret.New(), Here, renews));
        Assert.Equal(1, _house.Get<LockoutBook>().Of(LockoutKey.Git(Here)).Failures);
    }

    [Fact]
    public async Task Stores_WithTheNextTry_WhatTheDatabaseDidNotTake()
    {
        var copy = await CopyAsync("payments-dev");
        await DatabaseAsync("CREATE TRIGGER full BEFORE UPDATE OF alarm_at ON identify_workload_credentials BEGIN SELECT RAISE(ABORT, 'full'); END");
        Assert.Equal(RefusalCode.NotReady, (await UseAsync("payments-dev", copy, Here)).Code);
        Assert.Null((await _house.Get<WorkloadCredentialStore>().DescribeAsync("payments-dev", default))!.AlarmAt);
        await DatabaseAsync("DROP TRIGGER full");

        Assert.Equal(RefusalCode.BadCredential, (await UseAsync("payments-dev", copy, Here)).Code);

        var row = await _house.Get<WorkloadCredentialStore>().DescribeAsync("payments-dev", default);
        Assert.Equal((_house.Clock.GetUtcNow(), "10.1.2.3"), (row!.AlarmAt, row.AlarmFrom));
        Assert.Single(await SaidAsync());
    }

    private async Task DatabaseAsync(string statement)
    {
        await using var context = await _house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync();
#pragma warning disable EF1002 // The tests give these statements.
        await context.Database.ExecuteSqlRawAsync(statement);
#pragma warning restore EF1002
    }

    private async Task<List<(string For, string? Source, int LeftOut)>> SaidAsync()
    {
        await _house.FlushTraceAsync();
        return [.. _house.Traced<CredentialReused>().Select(one => (one.For, one.Source, one.LeftOut))];
    }

    private async Task<Refusal> UseAsync(string environment, Secret secret, IPAddress source, bool renews = false)
    {
        var connection = IdentifyHouse.At(Door.Git, source: source);
        var name = GitCredentials.WorkloadPrefix + environment;
        Refusal? refusal;
        if (renews)
        {
            Assert.False((await _house.Get<WorkloadCredentialDesk>().RenewAsync(connection, name, secret.Reveal(), CancellationToken.None)).Passed(out _, out refusal));
        }
        else
        {
            Assert.False((await _house.Room.FromGitAsync(connection, name, secret.Reveal(), CancellationToken.None)).Passed(out _, out refusal));
        }

        return refusal;
    }

    /// <summary>A secret that was replaced by one that was used.</summary>
    private async Task<Secret> CopyAsync(string environment)
    {
        var desk = _house.Get<WorkloadCredentialDesk>();
        var connection = IdentifyHouse.At(Door.Git, source: IPAddress.Parse("10.200.0.1"));
        Assert.True((await desk.IssueAsync(environment, IdentifyHouse.Operator, CancellationToken.None)).Passed(out var first, out _));
        _house.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True((await desk.RenewAsync(connection, first.UserName, first.Secret.Reveal(), CancellationToken.None)).Passed(out var second, out var why), why?.Reason);
        Assert.Null((await _house.Get<WorkloadIdentity>().ProveAsync(connection, environment, second.Secret.Reveal(), CancellationToken.None)).Why);
        return first.Secret;
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.Credentials;

/// <summary>An environment's secret ends, is renewed by the environment itself, and a copy of an earlier one is an alarm.</summary>
public sealed class WorkloadRotationTests : IAsyncLifetime
{
    private const string Name = "environment:payments-dev";

    private static readonly TimeSpan Length = TimeSpan.FromDays(7);

    private static readonly IPAddress Inside = IPAddress.Parse("10.1.2.3");

    private readonly Connections _connections = new();

    // Not the house's, whose timers would tick through every second of the days that pass here.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero));

    private IdentifyHouse _house = null!;
    private WorkloadCredentialStore _store = null!;
    private WorkloadIdentity _identity = null!;
    private WorkloadCredentialDesk _desk = null!;

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        _store = Store();
        _identity = new WorkloadIdentity(_store, _house.Catalog, Alarms(_store), _clock, _connections);
        _desk = Desk(_store, _identity);
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Ends_WithItsLength_AndSaysSo()
    {
        var first = await IssueAsync();
        _clock.Advance(Length - TimeSpan.FromSeconds(1));
        Assert.Null(await WhyNotAsync(first));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("ended at", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);

        // One that has ended renews nothing either.
        Assert.Contains("ended at", (await WhyNotRenewedAsync(first)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renews_AndEndsTheOneBefore_WithTheFirstUseOfTheNew()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var second = await RenewAsync(first);
        Assert.Equal(_clock.GetUtcNow() + Length, second.ExpiresAt);

        // The answer may be on its way: both work, and no third.
        Assert.Null(await WhyNotAsync(first));
        Assert.Null(await WhyNotAsync(second.Secret));
        Assert.Contains("was replaced", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
        Assert.Null(await WhyNotAsync(second.Secret));

        // It lives on from its renewal, not from its beginning.
        _clock.Advance(Length * 5 / 6);
        Assert.Null(await WhyNotAsync(second.Secret));
        var row = await _store.DescribeAsync("payments-dev", default);
        Assert.Equal(("operator", "10.1.2.3", "10.1.2.3"), (row!.IssuedBy, row.RenewedFrom, row.UsedFrom));
        Assert.Equal(_clock.GetUtcNow(), row.UsedAt);
        var renewed = Assert.Single(_house.Traced<CredentialRenewed>());
        Assert.Equal((Name, "workload-secret", "payments-dev", "10.1.2.3"), (renewed.Actor, renewed.Kind, renewed.For, renewed.Source));
        Assert.DoesNotContain(second.Secret.Reveal(), _house.Traced(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoesOn_WhenTheAnswerWasLost_AndNobodyAskedForDays()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var lost = await RenewAsync(first);
        _clock.Advance(Length / 2);
        Assert.Null(await WhyNotAsync(first));
        var second = await RenewAsync(first);

        // The environment has the newest; what was lost on the way is a copy in whoever's hands it is.
        Assert.Null(await WhyNotAsync(second.Secret));
        Assert.Empty(_house.Traced<CredentialReused>());
        Assert.Contains("was replaced", (await WhyNotAsync(lost.Secret, IdentifyHouse.Elsewhere))!.Reason, StringComparison.Ordinal);
        await _house.FlushTraceAsync();
        Assert.Equal(IdentifyHouse.Elsewhere.ToString(), Assert.Single(_house.Traced<CredentialReused>()).Source);
        Assert.Contains("was replaced", (await WhyNotRenewedAsync(lost.Secret)).Reason, StringComparison.Ordinal);
        Assert.Null(await WhyNotAsync(second.Secret));
    }

    [Fact]
    public async Task LosesAnswers_AgainAndAgain_AndGoesOn()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var newest = first;
        for (var i = 0; i < 4; i++)
        {
            newest = (await RenewAsync(first)).Secret;
            _clock.Advance(TimeSpan.FromHours(5));
        }

        Assert.Null(await WhyNotAsync(newest));
        Assert.Contains("was replaced", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
        Assert.Contains("was replaced", (await WhyNotRenewedAsync(first)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsAtItsOwnTime_AlsoWhenTheNewOneWasNeverUsed()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var lost = await RenewAsync(first);
        _clock.Advance((Length * 2 / 3) + TimeSpan.FromSeconds(1));
        Assert.Contains("ended at", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
        Assert.Contains("ended at", (await WhyNotRenewedAsync(first)).Reason, StringComparison.Ordinal);
        Assert.Null(await WhyNotAsync(lost.Secret));
        Assert.Contains("ended at", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
    }

    // Whoever copied the old one and renews by it first: the one of the two who uses what came of it is believed, the other is an alarm.
    [Fact]
    public async Task IsAnAlarm_WhenACopyRenewedAndWasUsed()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var stolen = await RenewAsync(first);
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Null(await WhyNotAsync(stolen.Secret));
        _clock.Advance(WorkloadCredentialStore.Beside);
        Assert.Contains("was replaced", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
        await _house.FlushTraceAsync();
        Assert.Single(_house.Traced<CredentialReused>());
        Assert.NotNull((await _store.DescribeAsync("payments-dev", default))!.AlarmAt);
    }

    // Two gits at once: one began with the secret that the other renewed.
    [Fact]
    public async Task IsNoAlarm_BesideARenewal_WhereItWasRenewed_ForAMinute()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var second = await RenewAsync(first);
        Assert.Null(await WhyNotAsync(second.Secret));
        _clock.Advance(WorkloadCredentialStore.Beside - TimeSpan.FromMilliseconds(1));

        // It opens and renews nothing all the same.
        var why = await WhyNotAsync(first, Inside.MapToIPv6());
        Assert.Equal(RefusalCode.Denied, why!.Code);
        Assert.Contains("Run it again", why.Reason, StringComparison.Ordinal);
        Assert.Equal(RefusalCode.Denied, (await WhyNotRenewedAsync(first)).Code);
        await _house.FlushTraceAsync();
        Assert.Empty(_house.Traced<CredentialReused>());
        Assert.Null((await _store.DescribeAsync("payments-dev", default))!.AlarmAt);

        // Elsewhere it is a copy at once, and here after the minute.
        Assert.Contains("opens nothing any more", (await WhyNotAsync(first, IPAddress.Parse("10.1.2.4")))!.Reason, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("opens nothing any more", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
        await _house.FlushTraceAsync();
        Assert.Equal(["10.1.2.4", "10.1.2.3"], _house.Traced<CredentialReused>().Select(one => one.Source), StringComparer.Ordinal);
        Assert.Null(await WhyNotAsync(second.Secret));
    }

    // A thief who renews where the environment is, and works elsewhere, or the other way round.
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.4")]
    [InlineData("10.1.2.4", "10.1.2.3")]
    public async Task IsAnAlarmAtOnce_WhereItWasNotBothRenewedAndUsed(string renewedFrom, string usedFrom)
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        Assert.True((await TryRenewAsync(first, IPAddress.Parse(renewedFrom))).Passed(out var second, out _));
        Assert.Null(await WhyNotAsync(second.Secret, IPAddress.Parse(usedFrom)));
        Assert.Contains("opens nothing any more", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
        await _house.FlushTraceAsync();
        Assert.Single(_house.Traced<CredentialReused>());
    }

    [Fact]
    public async Task RaisesAnAlarm_WhenAReplacedSecretIsUsed_UntilAnAdministratorIssuesAnew()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var second = await RenewAsync(first);
        Assert.Null(await WhyNotAsync(second.Secret));
        Assert.Empty(_house.Traced<CredentialReused>());

        // From wherever: a copy is a copy.
        Assert.Contains("was replaced", (await WhyNotAsync(first, IdentifyHouse.Elsewhere))!.Reason, StringComparison.Ordinal);
        await _house.FlushTraceAsync();
        var reused = Assert.Single(_house.Traced<CredentialReused>());
        Assert.Equal((Name, "payments-dev", IdentifyHouse.Elsewhere.ToString(), _clock.GetUtcNow()), (reused.Actor, reused.For, reused.Source, reused.ReplacedAt));
        var row = await _store.DescribeAsync("payments-dev", default);
        Assert.Equal((_clock.GetUtcNow(), IdentifyHouse.Elsewhere.ToString()), (row!.AlarmAt, row.AlarmFrom));

        // A copy renews nothing, and who has the newest goes on.
        Assert.Contains("was replaced", (await WhyNotRenewedAsync(first)).Reason, StringComparison.Ordinal);
        Assert.Null(await WhyNotAsync(second.Secret));

        var third = await IssueAsync();
        row = await _store.DescribeAsync("payments-dev", default);
        Assert.Null(row!.AlarmAt);
        Assert.NotNull(await WhyNotAsync(second.Secret));
        Assert.NotNull(await WhyNotAsync(first));
        Assert.Null(await WhyNotAsync(third));
        Assert.Null((await _store.DescribeAsync("payments-dev", default))!.AlarmAt);
    }

    [Fact]
    public async Task KnowsACopy_AlsoGenerationsLater()
    {
        var first = await IssueAsync();
        var newest = first;
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(Length / 6);
            newest = (await RenewAsync(newest)).Secret;
            Assert.Null(await WhyNotAsync(newest));
        }

        Assert.Contains("was replaced", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);

        // Until it would have ended by itself: then it is a secret nobody knows.
        _clock.Advance(Length / 2);
        Assert.Same(WorkloadRefusals.Unknown, await WhyNotAsync(first));
    }

    [Fact]
    public async Task RenewsAgain_WhenTheAnswerWasLost_AndTheLostOneOpensNothing()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var lost = await RenewAsync(first);
        Assert.Same(WorkloadRefusals.RenewedAlready, await WhyNotRenewedAsync(first));
        _clock.Advance(TimeSpan.FromSeconds(6));
        var second = await RenewAsync(first);
        Assert.Contains("was replaced", (await WhyNotAsync(lost.Secret))!.Reason, StringComparison.Ordinal);
        Assert.Null(await WhyNotAsync(second.Secret));
        Assert.NotNull(await WhyNotAsync(first));
    }

    [Fact]
    public async Task RenewsNothingMore_ByTheOneBefore_OnceTheNewOneWasUsed()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var second = await RenewAsync(first);
        Assert.Null(await WhyNotAsync(second.Secret));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("was replaced", (await WhyNotRenewedAsync(first)).Reason, StringComparison.Ordinal);
        Assert.Null(await WhyNotAsync(second.Secret));
    }

    [Fact]
    public async Task RenewsOnce_WhenManyRenewAtOnce_AtTwoGateways()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        var another = Store();
        var other = Desk(another, new WorkloadIdentity(another, _house.Catalog, Alarms(another), _clock, _connections));
        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryRenewAsync(first, at: i % 2 == 0 ? _desk : other))));
        var renewed = Assert.Single(steps, step => step.Passed(out _, out _));
        Assert.True(renewed.Passed(out var second, out _));
        Assert.Null(await WhyNotAsync(second.Secret));
    }

    [Fact]
    public async Task Refuses_ToRenew_FromAnotherNetwork_ForAnotherEnvironment_AtAnotherDoor_AndWithoutTheSecret()
    {
        var first = await IssueAsync();
        _clock.Advance(Length / 3);
        Assert.Contains("is not accepted from", (await WhyNotRenewedAsync(first, IdentifyHouse.Elsewhere)).Reason, StringComparison.Ordinal);
        Assert.Same(WorkloadRefusals.Unknown, await WhyNotRenewedAsync(first, name: "environment:ledger-dev"));
        Assert.Same(WorkloadRefusals.Unknown, await WhyNotRenewedAsync(first, name: "environment:nowhere"));
        Assert.Same(WorkloadRefusals.Unknown, await WhyNotRenewedAsync(first, name: "payments-dev"));
        Assert.Same(WorkloadRefusals.Unknown, await WhyNotRenewedAsync(first, name: "ada"));
        Assert.Same(WorkloadRefusals.Unknown, await WhyNotRenewedAsync(Secret.New()));
        var step = await _desk.RenewAsync(IdentifyHouse.At(Door.Portal, source: Inside), Name, first.Reveal(), default);
        Assert.False(step.Passed(out _, out _));
        Assert.Empty(_house.Traced<CredentialRenewed>());
        Assert.Null(await WhyNotAsync(first));
    }

    [Fact]
    public async Task LocksAnAddressOut_ThatGuesses_AtTheRenewalToo()
    {
        var first = await IssueAsync();
        _clock.Advance(TimeSpan.FromSeconds(6));
        Refusal why;
        var guesses = 0;
        do
        {
            why = await WhyNotRenewedAsync(Secret.New(), IPAddress.Parse("10.66.0.1"));
            guesses++;
        }
        while (why.Code != RefusalCode.LockedOut && guesses < 1000);

        Assert.Equal(RefusalCode.LockedOut, why.Code);
        Assert.Equal(RefusalCode.LockedOut, (await WhyNotRenewedAsync(first, IPAddress.Parse("10.66.0.1"))).Code);
        Assert.False((await _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git, source: IPAddress.Parse("10.66.0.1")), Name, first.Reveal(), default)).Passed(out _, out why!));
        Assert.Equal(RefusalCode.LockedOut, why.Code);

        // Who holds it elsewhere is not kept from it.
        Assert.True((await TryRenewAsync(first)).Passed(out _, out _));
    }

    [Fact]
    public async Task Accepts_AnEnvironmentThatComesByItself_FromWhereItsConnectorIsAndNowhereElse()
    {
        await _house.EditAsync(new CatalogEdit.PutEnvironment(_house.Catalog.Current.Environments["payments-dev"] with
        {
            Ssh = new SshTarget("dev", ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ9zLx0p1qvhrUNJzBAR6hUxkSIBNJfXZZ0z0AWDLuEy"], [], null) { Via = SshTarget.Connector },
        }));
        var first = await IssueAsync();
        Assert.Contains("its connector", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);

        _connections.Live["payments-dev"] = [IPAddress.Parse("10.9.9.9")];
        Assert.Contains("its connector", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);
        _connections.Live["payments-dev"] = [Inside];
        Assert.Null(await WhyNotAsync(first));
        Assert.Null(await WhyNotAsync(first, Inside.MapToIPv6()));

        // Its networks hold as well: a connector that an old rule let in does not widen them.
        _connections.Live["payments-dev"] = [IdentifyHouse.Elsewhere];
        Assert.Contains("its sources", (await WhyNotAsync(first, IdentifyHouse.Elsewhere))!.Reason, StringComparison.Ordinal);
        _connections.Live.Clear();
        Assert.Contains("its connector", (await WhyNotAsync(first))!.Reason, StringComparison.Ordinal);

        // What runs may outlive the connector for a moment, within its networks alone.
        var signIn = (await _house.EnrolAsync("ada")).SignIn;
        var session = new AccessSession("s", SessionKind.Environment, "payments-dev", signIn, IdentifyHouse.Home, _clock.GetUtcNow());
        Assert.Null(_identity.WhyNotThere(Speaker(Inside), unconnected: true));
        Assert.Contains("its connector", _identity.WhyNotThere(Speaker(Inside))!.Reason, StringComparison.Ordinal);
        Assert.Contains("its sources", _identity.WhyNotThere(Speaker(IdentifyHouse.Elsewhere), unconnected: true)!.Reason, StringComparison.Ordinal);

        Identified Speaker(IPAddress source) =>
            Identified.ByWorkload(IdentifyHouse.At(Door.Git, source: source), session, "payments-dev", _clock.GetUtcNow());
    }

    [Theory]
    [InlineData("00:59:59", false)]
    [InlineData("01:00:00", true)]
    [InlineData("90.00:00:00", true)]
    [InlineData("90.00:00:01", false)]
    public void Bounds_TheLength(string length, bool fits)
    {
        var faults = new OptionFaults();
        IdentifyOptions.Check(new IdentifyOptions { WorkloadLength = TimeSpan.Parse(length, System.Globalization.CultureInfo.InvariantCulture) }, faults);
        Assert.Equal(fits, !faults.Any);
    }

    private WorkloadCredentialStore Store() => new(_house.Get<IDbContextFactory<AccountContext>>(), _house.Get<IdentifyOptions>(), _clock);

    private WorkloadAlarms Alarms(WorkloadCredentialStore store) => new(store, _house.Get<TraceRoom>(), _clock);

    private WorkloadCredentialDesk Desk(WorkloadCredentialStore store, WorkloadIdentity identity) =>
        new(store, identity, _house.Get<LockoutBook>(), _house.Catalog, _house.Get<IdentifyOptions>(), _house.Get<TraceRoom>(), _clock);

    private async Task<Secret> IssueAsync()
    {
        var step = await _desk.IssueAsync("payments-dev", IdentifyHouse.Operator, default);
        Assert.True(step.Passed(out var credential, out _));
        return credential.Secret;
    }

    private Task<Step<WorkloadCredential>> TryRenewAsync(Secret secret, IPAddress? source = null, string name = Name, WorkloadCredentialDesk? at = null) =>
        (at ?? _desk).RenewAsync(IdentifyHouse.At(Door.Git, source: source ?? Inside), name, secret.Reveal(), default);

    private async Task<WorkloadCredential> RenewAsync(Secret secret)
    {
        Assert.True((await TryRenewAsync(secret)).Passed(out var renewed, out var why), why?.Reason);
        return renewed;
    }

    private async Task<Refusal> WhyNotRenewedAsync(Secret secret, IPAddress? source = null, string name = Name)
    {
        Assert.False((await TryRenewAsync(secret, source, name)).Passed(out _, out var why));
        return why;
    }

    /// <summary>Null when it is the environment that speaks.</summary>
    private async Task<Refusal?> WhyNotAsync(Secret secret, IPAddress? source = null) =>
        (await _identity.ProveAsync(IdentifyHouse.At(Door.Git, source: source ?? Inside), "payments-dev", secret.Reveal(), default)).Why;

    private sealed class Connections : IEnvironmentConnections
    {
        public Dictionary<string, IPAddress[]> Live { get; } = new(StringComparer.Ordinal);

        public IReadOnlyList<IPAddress> SourcesOf(string environment) => Live.GetValueOrDefault(environment) ?? [];
    }
}

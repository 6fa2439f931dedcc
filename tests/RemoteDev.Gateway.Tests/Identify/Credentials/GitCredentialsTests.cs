using System.Net;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Identify.Credentials;

public sealed class GitCredentialsTests : IAsyncLifetime
{
    private static readonly IPAddress Inside = IPAddress.Parse("10.1.2.3");

    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task SpeaksForThePersonWhoseSessionIsLive()
    {
        var (ada, secret) = await ReadyAsync();
        var (session, _) = _house.Enter(ada.SignIn, "payments-dev");
        var step = await GitAsync("environment:payments-dev", secret, Inside);
        Assert.True(step.Passed(out var identified, out var refusal), refusal?.Reason);
        Assert.Equal(("ada", RequestOrigin.Inside, "payments-dev"), (identified.Login, identified.Origin, identified.Workload));
        Assert.Same(session, identified.Session);
    }

    [Fact]
    public async Task SpeaksFromAMappedAddressToo()
    {
        var (ada, secret) = await ReadyAsync();
        _house.Enter(ada.SignIn, "payments-dev");
        Assert.True((await GitAsync("environment:payments-dev", secret, Inside.MapToIPv6())).Passed(out _, out _));
        Assert.True((await GitAsync("environment:payments-dev", secret, IPAddress.Parse("fd00::7"))).Passed(out _, out _));
    }

    [Fact]
    public async Task Refuses_AnEnvironmentInWhichNobodyWorks()
    {
        var (ada, secret) = await ReadyAsync();
        await RefusedAsync(RefusalCode.NotSignedIn, "environment:payments-dev", secret, Inside);
        var (session, _) = _house.Enter(ada.SignIn, "payments-dev");
        session.End(EndReason.Closed, new Refusal(RefusalCode.SessionEnded, "Over."));
        await RefusedAsync(RefusalCode.NotSignedIn, "environment:payments-dev", secret, Inside);
    }

    [Fact]
    public async Task Refuses_AnEnvironmentInWhichTwoPeopleWork()
    {
        var (ada, secret) = await ReadyAsync();
        var ben = await _house.EnrolAsync("ben");
        _house.Enter(ada.SignIn, "payments-dev");
        _house.Enter(ada.SignIn, "payments-dev");
        Assert.True((await GitAsync("environment:payments-dev", secret, Inside)).Passed(out _, out _));
        _house.Enter(ben.SignIn, "payments-dev");
        await RefusedAsync(RefusalCode.Denied, "environment:payments-dev", secret, Inside);
    }

    [Fact]
    public async Task Refuses_TheRightSecretFromElsewhere()
    {
        var (ada, secret) = await ReadyAsync();
        _house.Enter(ada.SignIn, "payments-dev");
        await RefusedAsync(RefusalCode.BadCredential, "environment:payments-dev", secret, IdentifyHouse.Elsewhere);
    }

    [Fact]
    public async Task Refuses_TheSecretOfAnotherEnvironment_AWrongOne_AndTheOneBefore()
    {
        var (ada, secret) = await ReadyAsync();
        _house.Enter(ada.SignIn, "payments-dev");
        _house.Enter(ada.SignIn, "ledger-dev");
        await RefusedAsync(RefusalCode.BadCredential, "environment:ledger-dev", secret, Inside);
        await RefusedAsync(RefusalCode.BadCredential, "environment:payments-dev", Secret.New().Reveal(), Inside);
        await RefusedAsync(RefusalCode.BadCredential, "environment:payments-dev", "", Inside);
        await RefusedAsync(RefusalCode.BadCredential, "environment:no-such", secret, Inside);
        await RefusedAsync(RefusalCode.BadCredential, "payments-dev", secret, Inside);
        var newer = await RotateAsync();
        await RefusedAsync(RefusalCode.BadCredential, "environment:payments-dev", secret, Inside);
        Assert.True((await GitAsync("environment:payments-dev", newer, Inside)).Passed(out _, out _));
    }

    [Fact]
    public async Task SurvivesARestart_AsHash()
    {
        var (_, secret) = await ReadyAsync();
        await _house.CloseAsync();
        _house = await IdentifyHouse.OpenAsync(_house.Folder, clock: _house.Clock);
        Assert.True(TokenHash.TryOf(secret, out var hash));
        Assert.Equal(WorkloadStanding.Current, (await _house.Get<WorkloadCredentialStore>().JudgeAsync("payments-dev", hash, IPAddress.Loopback, CancellationToken.None)).Standing);
    }

    [Fact]
    public async Task Refuses_HugeCredentials()
    {
        var huge = new string('x', 10_000_000);
        await RefusedAsync(RefusalCode.BadCredential, huge, huge, IdentifyHouse.Home);
    }

    [Fact]
    public async Task Counts_WrongOnesAgainstTheAddress_AndRightOnesNever()
    {
        var (ada, secret) = await ReadyAsync();
        _house.Enter(ada.SignIn, "payments-dev");
        for (var i = 0; i < LockoutRule.For(LockoutKind.Git).Free; i++)
        {
            Assert.True((await GitAsync("environment:payments-dev", secret, Inside)).Passed(out _, out _));
            await RefusedAsync(RefusalCode.BadCredential, i % 2 == 0 ? "ada" : "environment:payments-dev", "rdg_" + Secret.New().Reveal(), Inside);
        }

        await RefusedAsync(RefusalCode.LockedOut, "environment:payments-dev", secret, Inside);
        Assert.True((await GitAsync("environment:payments-dev", secret, IPAddress.Parse("10.9.9.9"))).Passed(out _, out _));
        _house.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True((await GitAsync("environment:payments-dev", secret, Inside)).Passed(out _, out _));
    }

    private async Task<(EnrolledPerson Ada, string Secret)> ReadyAsync() => (await _house.EnrolAsync("ada"), await RotateAsync());

    private async Task<string> RotateAsync()
    {
        var step = await _house.Get<WorkloadCredentialDesk>().IssueAsync("payments-dev", IdentifyHouse.Operator, CancellationToken.None);
        Assert.True(step.Passed(out var credential, out _));
        return credential.Secret.Reveal();
    }

    private ValueTask<Step<Identified>> GitAsync(string userName, string password, IPAddress source) =>
        _house.Room.FromGitAsync(IdentifyHouse.At(Door.Git, source: source), userName, password, CancellationToken.None);

    private async Task RefusedAsync(RefusalCode code, string userName, string password, IPAddress source)
    {
        Assert.False((await GitAsync(userName, password, source)).Passed(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }
}

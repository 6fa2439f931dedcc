using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>Whether a provider vouches is asked of the database once a second, never for longer than people wait, and nobody is thrown out because it cannot say.</summary>
public sealed class VouchingMemoryTests : IAsyncLifetime
{
    private const string Words = "catalog_provider_words";

    private OpenIdHouse _house = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _house = await OpenIdHouse.OpenAsync(null, ("KeysWorkFor", "00:01:00"));
        await _house.StopWatchAsync();

        // It asks for the same words after each change of the catalogue.
        await _house.StopAsync<DirectoryRules>();
        using var browser = _house.Browse();
        await _house.SignInAsync(browser);
        var signIn = _house.House.SignIns.All().Last(one => one.Login == "ada");
        var by = Verified.With(Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn), new MfaProof("test", _house.Clock.GetUtcNow()));
        var wanted = new NewAccessToken("laptop", TokensForTest.Scope(), _house.Clock.GetUtcNow() + TimeSpan.FromDays(7));
        Assert.True((await _house.House.Get<AccessTokenDesk>().IssueAsync(wanted, by, askedFrom: null, CancellationToken.None)).Passed(out var issued, out var why), why?.Reason);
        _token = issued.Value;
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Asks_OnceASecond_HoweverOftenGitAsks()
    {
        _house.House.Database.Count(Words);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(MustUseAsync)));
        var asked = _house.House.Database.Counted;
        Assert.InRange(asked, 1, 49);
        await MustUseAsync();
        Assert.Equal(asked, _house.House.Database.Counted);
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        await MustUseAsync();
        Assert.True(_house.House.Database.Counted > asked);
    }

    // Within the same instant of the test's clock: what is said here counts at once, in both directions.
    [Fact]
    public async Task Forgets_AtOnce_WhenTheProviderOrItsDirectorySaysSomething()
    {
        var store = _house.House.Get<DirectoryStore>();
        var provider = _house.House.Catalog.Current.Providers["corp"];
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await MustRefuseAsync(RefusalCode.NotSignedIn);
        Assert.True(await _house.House.Get<ProviderWords>().KeepAsync(provider, "ada", ProviderClaims.Of([]), CancellationToken.None));
        await MustUseAsync();
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await MustRefuseAsync(RefusalCode.NotSignedIn);
        await _house.House.Get<ProviderWords>().HeardAsync("corp", "ada", CancellationToken.None);
        await MustUseAsync();

        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = _house.Clock.GetUtcNow();
        Assert.True(await store.SaveAsync(null, new DirectoryUser("corp", "ada", "ada@example.com", now, now), CancellationToken.None));
        await MustRefuseAsync(RefusalCode.NotSignedIn);
        Assert.True((await _house.House.Get<DirectoryTokenDesk>().IssueAsync("corp", "entra", 1, IdentifyHouse.Operator, CancellationToken.None)).Passed(out _, out var why), why?.Reason);
        await MustUseAsync();
        Assert.True((await _house.House.Get<DirectoryTokenDesk>().RevokeAsync("corp", "entra", IdentifyHouse.Operator, CancellationToken.None)).Passed(out _, out _));
        await MustRefuseAsync(RefusalCode.NotSignedIn);
        Assert.True((await _house.House.Get<DirectoryTokenDesk>().IssueAsync("corp", "entra", 1, IdentifyHouse.Operator, CancellationToken.None)).Passed(out _, out _));
        await MustUseAsync();
        Assert.True(await store.RemoveAsync((await store.UserAsync("corp", "ada", CancellationToken.None))!, CancellationToken.None));
        await MustRefuseAsync(RefusalCode.NotSignedIn);
    }

    [Fact]
    public async Task Refuses_ForNow_WhileTheDatabaseIsAway_AndCountsNothing()
    {
        _house.House.Database.GoAway(Words);
        for (var i = 0; i < LockoutRule.For(LockoutKind.Git).Free + 1; i++)
        {
            Assert.Same(IdentifyRefusals.DatabaseLost, await MustRefuseAsync(RefusalCode.NotReady));
        }

        Assert.Equal(0, _house.House.Get<LockoutBook>().Of(LockoutKey.Git(IdentifyHouse.Home)).Failures);

        // What failed is not remembered.
        _house.House.Database.ComeBack();
        await MustUseAsync();
    }

    [Fact]
    public async Task Refuses_ForNow_WhenTheDatabaseSaysNothingInTime()
    {
        _house.House.Database.FallSilent(Words);
        var using1 = UseAsync();
        var using2 = UseAsync();
        await _house.Clock.ArmedAsync(DatabaseDeadline.Patience);
        _house.Clock.Advance(DatabaseDeadline.Patience);
        Assert.Same(IdentifyRefusals.DatabaseLost, WhyNot(await using1.WaitAsync(TraceFixture.Patience)));
        Assert.Same(IdentifyRefusals.DatabaseLost, WhyNot(await using2.WaitAsync(TraceFixture.Patience)));
        _house.House.Database.ComeBack();
        await MustUseAsync();
    }

    [Fact]
    public async Task Ends_NothingThatIsOpen_WhileTheDatabaseCannotSay()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var signIn = _house.House.SignIns.All().Last(one => one.Login == "ada");
        var verified = Verified.With(Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn), new MfaProof("test", _house.Clock.GetUtcNow()));
        Assert.True((await _house.House.Get<SshKeyDesk>().AddAsync(verified, "laptop", key.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out var why), why?.Reason);
        Assert.True((await _house.House.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), key.PublicKey, CancellationToken.None)).Passed(out var ssh, out why), why?.Reason);
        ssh.Identified.SignIn.Strengthen(new MfaProof("test", _house.Clock.GetUtcNow()));
        var git = await MustUseAsync();
        _house.Clock.Advance(TimeSpan.FromSeconds(2));
        _house.House.Database.GoAway(Words);
        await _house.House.Get<SshSignIns>().EndTheUnvouchedAsync(CancellationToken.None);
        await _house.House.Get<UnvouchedTokens>().EndAsync(CancellationToken.None);
        Assert.False(ssh.Identified.SignIn.HasEnded);
        Assert.False(git.SignIn.HasEnded);

        // It is no way to stay: once it can say again, who was not vouched for is out.
        _house.House.Database.ComeBack();
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await _house.House.Get<SshSignIns>().EndTheUnvouchedAsync(CancellationToken.None);
        await _house.House.Get<UnvouchedTokens>().EndAsync(CancellationToken.None);
        Assert.True(ssh.Identified.SignIn.HasEnded);
        Assert.True(git.SignIn.HasEnded);
    }

    // A key of a provider's person, over SSH: not let in, in words, traced.
    [Fact]
    public async Task Refuses_AKey_WhileNobodyCanSayWhetherTheProviderVouches()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var signIn = _house.House.SignIns.All().Last(one => one.Login == "ada");
        var verified = Verified.With(Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn), new MfaProof("test", _house.Clock.GetUtcNow()));
        Assert.True((await _house.House.Get<SshKeyDesk>().AddAsync(verified, "laptop", key.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out _));
        _house.House.Database.GoAway(Words);
        var step = await _house.House.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), key.PublicKey, CancellationToken.None);
        Assert.Same(IdentifyRefusals.DatabaseLost, WhyNot(step));
        Assert.Contains(await _house.TracedAsync<SignInRefused>(), e => e.Login == "ada" && e.Code == RefusalCode.NotReady);
    }

    private static Refusal WhyNot<T>(Step<T> step)
        where T : class
    {
        Assert.False(step.Passed(out _, out var refusal));
        return refusal;
    }

    private Task<Step<Identified>> UseAsync() => _house.House.Room.FromGitAsync(IdentifyHouse.At(Door.Git), "ada", _token, CancellationToken.None).AsTask();

    private async Task<Identified> MustUseAsync()
    {
        Assert.True((await UseAsync()).Passed(out var identified, out var refusal), refusal?.Reason);
        return identified;
    }

    private async Task<Refusal> MustRefuseAsync(RefusalCode code)
    {
        var refusal = WhyNot(await UseAsync());
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}

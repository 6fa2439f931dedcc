using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Gateway.Tests.StepUp.Ssh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>An SSH key of a provider's person works as long as the provider vouches for the person, whom it knows nothing of the key.</summary>
public sealed class ProviderVouchingTests : IAsyncLifetime
{
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private OpenIdHouse _house = null!;

    public async Task InitializeAsync()
    {
        _house = await OpenIdHouse.OpenAsync(OpenIdHouse.Corp with { MfaContexts = ["urn:strong"] }, ("KeysWorkFor", "12:00:00"));
        await _house.StopWatchAsync();
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task Refuses_AKey_WhenTheProviderHasSaidNothingForTooLong()
    {
        await SignInAsync();
        Assert.NotNull(await ConnectAsync());
        _house.Clock.Sleep(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await ConnectAsync());
        _house.Clock.Advance(TimeSpan.FromSeconds(1));

        var refusal = await MustRefuseAsync();

        Assert.Equal(RefusalCode.NotSignedIn, refusal.Code);
        Assert.Contains("Acme Corp has not confirmed you since 2026-11-22 12:00 UTC", refusal.Reason, StringComparison.Ordinal);
        Assert.Contains("work for 12 hours", refusal.Reason, StringComparison.Ordinal);
        Assert.Contains($"Sign in at {IdentifyHouse.Portal} with its button", refusal.Reason, StringComparison.Ordinal);
        Assert.Contains(await _house.TracedAsync<SignInRefused>(), e => e.Login == "ada" && e.Reason == refusal.Reason);

        await SignInAsync(addKey: false);
        Assert.NotNull(await ConnectAsync());
    }

    // The provider is asked again while the person has the portal open: that is its word as well.
    [Fact]
    public async Task Counts_WhatTheProviderSaysWhenItIsAskedAgain()
    {
        await SignInAsync();
        var before = await SaidAtAsync();
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        await _house.AskAgainAsync();
        Assert.Equal(before + TimeSpan.FromMinutes(5), await SaidAtAsync());

        // With nothing to read it still says that the sign-in stands.
        _house.Far.Discovery.Remove("userinfo_endpoint");
        _house.Far.Sign = _ => "";
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        await _house.AskAgainAsync();
        Assert.True(await SaidAtAsync() >= before + TimeSpan.FromMinutes(5));
    }

    // A provider that says no, or nothing, has not vouched.
    [Fact]
    public async Task Counts_NoRefusal()
    {
        await SignInAsync();
        var before = await SaidAtAsync();
        _house.Far.InsteadOfRefresh = async context =>
        {
            context.Response.StatusCode = 400;
            await HostileProvider.JsonAsync(context, new System.Text.Json.Nodes.JsonObject { ["error"] = "invalid_grant" });
            return true;
        };
        _house.Clock.Advance(TimeSpan.FromMinutes(6));
        await _house.AskAgainAsync();
        Assert.Equal(before, await SaidAtAsync());
    }

    // The directory would say at once that the person left; so its silence is enough, while its token would be heard.
    [Fact]
    public async Task Believes_TheDirectory_AsLongAsItsTokenCouldBeHeard()
    {
        await SignInAsync();
        _house.Clock.Sleep(TimeSpan.FromHours(13));
        var now = _house.Clock.GetUtcNow();
        await MustRefuseAsync();
        Assert.True(await _house.House.Get<DirectoryStore>().SaveAsync(null, new DirectoryUser("corp", "ada", "ada@example.com", now, now), CancellationToken.None));
        await MustRefuseAsync();
        await using (var context = await _house.House.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            context.DirectoryTokens.Add(new DirectoryTokenRow
            {
                Hash = new string('a', 64), Provider = "corp", Name = "entra", IssuedBy = "root1", IssuedAt = now, ExpiresAt = now + TimeSpan.FromDays(1),
            });
            await context.SaveChangesAsync();
        }

        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await ConnectAsync());
        _house.Clock.Sleep(TimeSpan.FromDays(1));
        await MustRefuseAsync();
    }

    // A key is no way around a provider that may not speak for the person any more: the catalogue does not come to that.
    [Fact]
    public async Task Keeps_AProviderFromLeavingItsPeopleUnvouched()
    {
        await SignInAsync();
        var outcome = await _house.House.Catalog.EditAsync(
            [_house.By("ben", null), new CatalogEdit.PutProvider(OpenIdHouse.Corp with { Vendors = ["umbra"] })], IdentifyHouse.Operator, null, CancellationToken.None);
        Assert.Contains(Assert.IsType<EditOutcome.Refused>(outcome).Faults, fault => fault.ToString().Contains("ada", StringComparison.Ordinal));
        Assert.NotNull(await ConnectAsync());
    }

    [Fact]
    public async Task Ends_WhatAKeyOpened_WhenTheTimeIsOver()
    {
        await SignInAsync();
        _house.Clock.Sleep(TimeSpan.FromHours(11.5));
        var ssh = Assert.IsType<SshSignIn>(await ConnectAsync());
        ssh.Identified.SignIn.Touch(_house.Clock.GetUtcNow());
        ssh.Identified.SignIn.Strengthen(new MfaProof("test", _house.Clock.GetUtcNow()));
        await _house.House.Get<SshSignIns>().EndTheUnvouchedAsync(CancellationToken.None);
        Assert.False(ssh.Identified.SignIn.HasEnded);
        _house.Clock.Sleep(TimeSpan.FromMinutes(31));
        await _house.House.Get<SshSignIns>().EndTheUnvouchedAsync(CancellationToken.None);
        Assert.True(ssh.Identified.SignIn.HasEnded);
        await _house.House.FlushTraceAsync();
        Assert.Contains(_house.House.Traced<SignInEnded>(), e => e.SignIn == ssh.Identified.SignIn.Id && e.Reason == EndReason.ProviderLost);
    }

    [Fact]
    public async Task Refuses_AnAccessToken_AndEndsWhatItOpened_LikeAKey()
    {
        var browser = await SignInAsync(addKey: false);
        var by = Verified.With(Identified.BySignIn(IdentifyHouse.At(Door.Portal), browser), new MfaProof("test", _house.Clock.GetUtcNow()));
        var wanted = new NewAccessToken("laptop", TokensForTest.Scope(), _house.Clock.GetUtcNow() + TimeSpan.FromDays(7));
        Assert.True((await _house.House.Get<AccessTokenDesk>().IssueAsync(wanted, by, askedFrom: null, CancellationToken.None)).Passed(out var issued, out var why), why?.Reason);
        Task<Step<Identified>> UseAsync() => _house.House.Room.FromGitAsync(IdentifyHouse.At(Door.Git), "ada", issued.Value, CancellationToken.None).AsTask();
        Assert.True((await UseAsync()).Passed(out var identified, out _));
        _house.Clock.Sleep(TimeSpan.FromHours(12));
        await _house.House.Get<UnvouchedTokens>().EndAsync(CancellationToken.None);
        Assert.True(identified.SignIn.HasEnded);
        Assert.False((await UseAsync()).Passed(out _, out var refusal));
        Assert.Contains("access tokens of its people work for 12 hours", refusal.Reason, StringComparison.Ordinal);
        await SignInAsync(addKey: false);
        Assert.True((await UseAsync()).Passed(out _, out _));
    }

    [Fact]
    public async Task Asks_NobodyForPeopleOfTheGatewayItself()
    {
        await _house.House.EditAsync(_house.By("ben", null));
        using var ben = await SshPerson.EnrolAsync(_house.House, "ben");
        _house.Clock.Sleep(TimeSpan.FromDays(30));
        Assert.NotNull(await ben.ConnectAsync());
    }

    // Somebody whose only factor is the provider's is not asked for a code they cannot have, and is not asked again for every window.
    [Fact]
    public async Task Approves_InTheBrowserByTheProvidersFactorAlone()
    {
        var portal = await SignInAsync(strong: true);
        var ssh = Assert.IsType<SshSignIn>(await ConnectAsync());
        var stepUp = _house.House.Get<SshStepUp>();
        var prompt = Assert.IsType<AuthStep.Prompt>(await stepUp.AskAsync(ssh, "payments-dev", CancellationToken.None));
        Assert.DoesNotContain("authenticator", prompt.Prompts[0].Text, StringComparison.Ordinal);
        Assert.Contains("your organisation confirms", prompt.Instruction, StringComparison.Ordinal);
        var link = SshPerson.CodeIn(prompt)!;
        Assert.True(new StepUpRoom().Verify(Identified.BySignIn(IdentifyHouse.At(Door.Portal), portal)).Passed(out var verified, out _));
        Assert.True((await _house.House.Get<SshApprovals>().ApproveAsync(link, verified)).Passed(out _, out var refusal), refusal?.Reason);
        Assert.IsType<AuthStep.Success>(await stepUp.AnswerAsync(ssh, "", CancellationToken.None));
        Assert.Equal("provider", ssh.Identified.SignIn.Mfa?.Method);

        Assert.True(await stepUp.TryRecallAsync(Assert.IsType<SshSignIn>(await ConnectAsync()), CancellationToken.None));
        await _house.House.EditAsync(new CatalogEdit.PutProvider(OpenIdHouse.Corp));
        Assert.False(await stepUp.TryRecallAsync(Assert.IsType<SshSignIn>(await ConnectAsync()), CancellationToken.None));
    }

    private async Task<SignIn> SignInAsync(bool addKey = true, bool strong = false)
    {
        using var browser = _house.Browse();
        if (strong)
        {
            _house.Far.Claims = claims => (claims["acr"], claims["auth_time"]) = ("urn:strong", _house.Clock.GetUtcNow().ToUnixTimeSeconds());
        }

        await _house.SignInAsync(browser);
        var signIn = _house.House.SignIns.All().Last(one => one.Login == "ada" && one.First.Provider == "corp");
        if (addKey)
        {
            var identified = Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn);
            var verified = Verified.With(identified, signIn.Mfa ?? new MfaProof("test", _house.Clock.GetUtcNow()));
            Assert.True((await _house.House.Get<SshKeyDesk>().AddAsync(verified, "laptop", _key.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out var why), why?.Reason);
        }

        return signIn;
    }

    private async Task<SshSignIn?> ConnectAsync() =>
        (await _house.House.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), _key.PublicKey, CancellationToken.None)).Passed(out var signIn, out _) ? signIn : null;

    private async Task<Refusal> MustRefuseAsync()
    {
        var step = await _house.House.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), _key.PublicKey, CancellationToken.None);
        Assert.False(step.Passed(out _, out var refusal));
        return refusal!;
    }

    private async Task<DateTimeOffset> SaidAtAsync() =>
        await _house.House.Get<ProviderWords>().SaidAtAsync("corp", "ada", CancellationToken.None) ?? throw new InvalidOperationException("Nothing was ever said.");
}

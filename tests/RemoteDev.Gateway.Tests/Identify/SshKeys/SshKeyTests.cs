using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Tests.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.Identify.SshKeys;

/// <summary>A key is one person's, says who they are and nothing else, and opens nothing from the moment it is removed.</summary>
public sealed class SshKeyTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Signs_InWhoseKeyItIs()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var ada = await VerifiedAsync("ada");
        Assert.True((await AddAsync(ada, key)).Passed(out var added, out _));
        Assert.Equal(("ada", "laptop", key.PublicKey.Fingerprint), (added.Login, added.Name, added.Fingerprint));

        Assert.True((await OpenAsync(key)).Passed(out var signIn, out _));

        Assert.Equal("ada", signIn.Identified.Login);
        Assert.Null(signIn.Identified.SignIn.Mfa);
        Assert.False(new StepUpRoom().Verify(signIn.Identified).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.MfaNeeded, refusal.Code);
        var used = Assert.Single(await _house.Get<SshKeyStore>().OfAsync("ada", CancellationToken.None));
        Assert.Equal(_house.Clock.GetUtcNow(), used.UsedAt);
        Assert.Contains(_house.Traced<SignInSucceeded>(), e => e is { Method: "ssh-key", Actor: "ada" });
        Assert.Contains(_house.Traced<CredentialIssued>(), e => e is { Kind: "ssh-key", Actor: "ada" } && e.For.Contains(added.Fingerprint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Knows_NobodyByAStrangersKey()
    {
        using var key = SshPrivateKey.GenerateEd25519();

        Assert.False(await _house.Get<SshSignIns>().IsKnownAsync(key.PublicKey, CancellationToken.None));
        Assert.False((await OpenAsync(key)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.BadCredential, refusal.Code);
        Assert.Single(_house.Traced<SignInRefused>());
    }

    [Fact]
    public async Task Refuses_AKeyThatIsRemovedWhileItSignsIn_AndTracesIt()
    {
        var disk = new FaultyDisk();
        await using var house = await IdentifyHouse.OpenAsync(more: builder => builder.Services.AddSingleton<ITraceDisk>(disk));
        using var ada = await SshPerson.EnrolAsync(house, "ada");
        using var hang = new ManualResetEventSlim();
        disk.Hang = hang;
        var opening = house.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), ada.Key.PublicKey, CancellationToken.None).AsTask();
        await disk.Hanging.WaitAsync(TraceFixture.Patience);

        await using (var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            await context.SshKeys.ExecuteDeleteAsync();
        }

        disk.Hang = null;
        hang.Set();

        Assert.False((await opening).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.BadCredential, refusal.Code);
        Assert.Equal(refusal.Reason, Assert.Single(house.Traced<SignInRefused>()).Reason);
        Assert.All(house.SignIns.All(), signIn => Assert.NotNull(signIn.Mfa));
    }

    [Fact]
    public async Task LeavesNoSignInBehind_WhenItIsGivenUpHalfWay()
    {
        var disk = new FaultyDisk();
        await using var house = await IdentifyHouse.OpenAsync(more: builder => builder.Services.AddSingleton<ITraceDisk>(disk));
        using var ada = await SshPerson.EnrolAsync(house, "ada");
        using var hang = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        disk.Hang = hang;
        var opening = house.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), ada.Key.PublicKey, gone.Token).AsTask();
        await disk.Hanging.WaitAsync(TraceFixture.Patience);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.All(house.SignIns.All(), signIn => Assert.NotNull(signIn.Mfa));
        disk.Hang = null;
        hang.Set();
    }

    [Fact]
    public async Task Signs_InNobodySuspended()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await AddAsync(await VerifiedAsync("ada"), key);
        await _house.SuspendAsync("ada");

        Assert.False((await OpenAsync(key)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Suspended, refusal.Code);
    }

    [Fact]
    public async Task Gives_AKeyToOnePersonOnly()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        await AddAsync(await VerifiedAsync("ada"), key);

        Assert.False((await AddAsync(await VerifiedAsync("ben"), key)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Denied, refusal.Code);
        Assert.DoesNotContain("ada", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_WhatAKeyOpened_WhenItIsRemoved()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        using var other = SshPrivateKey.GenerateEd25519();
        var ada = await VerifiedAsync("ada");
        await AddAsync(ada, key);
        await AddAsync(ada, other);
        Assert.True((await OpenAsync(key)).Passed(out var byKey, out _));
        Assert.True((await OpenAsync(other)).Passed(out var byOther, out _));

        Assert.False(await _house.Get<SshKeyDesk>().RemoveAsync(await VerifiedAsync("ben"), key.PublicKey.Fingerprint, CancellationToken.None));
        Assert.False(byKey.Identified.SignIn.HasEnded);
        Assert.True(await _house.Get<SshKeyDesk>().RemoveAsync(ada, key.PublicKey.Fingerprint, CancellationToken.None));

        Assert.True(byKey.Identified.SignIn.HasEnded);
        Assert.False(byOther.Identified.SignIn.HasEnded);
        Assert.False((await OpenAsync(key)).Passed(out _, out _));
        Assert.Single(_house.Traced<CredentialRevoked>());
    }

    [Fact]
    public async Task Ends_ASignInAlsoAfterItsFactorWasProven()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var person = await _house.EnrolAsync("ada");
        var ada = Verify(person.SignIn);
        await AddAsync(ada, key);
        Assert.True((await OpenAsync(key)).Passed(out var byKey, out _));
        _house.NextStep();
        var proven = await _house.Get<FactorCheck>().TryAsync(byKey.Handle, _house.CodeNow(person.Key), IdentifyHouse.Home, CancellationToken.None);
        Assert.IsType<FactorOutcome.Proven>(proven);

        await _house.Get<SshKeyDesk>().RemoveAsync(ada, key.PublicKey.Fingerprint, CancellationToken.None);

        Assert.True(byKey.Identified.SignIn.HasEnded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3MAAACBAJ")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----")]
    public async Task Takes_NothingThatIsNoPublicKey(string? line)
    {
        var step = await _house.Get<SshKeyDesk>().AddAsync(await VerifiedAsync("ada"), "x", line, CancellationToken.None);

        Assert.False(step.Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Malformed, refusal.Code);
        Assert.Empty(await _house.Get<SshKeyStore>().OfAsync("ada", CancellationToken.None));
    }

    [Fact]
    public async Task Takes_NoCertificate()
    {
        using var authority = SshPrivateKey.GenerateEd25519();
        using var key = SshPrivateKey.GenerateEd25519();
        var certificate = SshCertificates.Issue(
            new CertificateRequest
            {
                Key = key.PublicKey, Kind = SshCertificateKind.User, KeyId = "x", Principals = ["ada"],
                ValidAfter = _house.Clock.GetUtcNow(), ValidBefore = _house.Clock.GetUtcNow().AddHours(1),
            },
            authority);

        var step = await _house.Get<SshKeyDesk>().AddAsync(await VerifiedAsync("ada"), "x", certificate.ToLine(), CancellationToken.None);

        Assert.False(step.Passed(out _, out _));
    }

    [Fact]
    public async Task Takes_TheCommentForTheName_AndNoneWithoutEither()
    {
        using var key = SshPrivateKey.GenerateEd25519();
        var ada = await VerifiedAsync("ada");
        var desk = _house.Get<SshKeyDesk>();

        Assert.False((await desk.AddAsync(ada, " ", key.PublicKey.ToLine(), CancellationToken.None)).Passed(out _, out _));
        Assert.True((await desk.AddAsync(ada, null, key.PublicKey.ToLine() + " ada@lagos\r\n", CancellationToken.None)).Passed(out var added, out _));
        Assert.Equal("ada@lagos", added.Name);
    }

    [Fact]
    public async Task Keeps_TwentyKeysAndNoMore()
    {
        var ada = await VerifiedAsync("ada");
        for (var i = 0; i < SshKeyDesk.Most; i++)
        {
            using var key = SshPrivateKey.GenerateEd25519();
            Assert.True((await AddAsync(ada, key)).Passed(out _, out _));
        }

        using var one = SshPrivateKey.GenerateEd25519();
        Assert.False((await AddAsync(ada, one)).Passed(out _, out _));
    }

    private static Verified Verify(SignIn signIn) => Verified.With(Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn), signIn.Mfa!);

    private ValueTask<Step<SshSignIn>> OpenAsync(SshPrivateKey key) =>
        _house.Get<SshSignIns>().OpenAsync(IdentifyHouse.At(Door.Ssh), key.PublicKey, CancellationToken.None);

    private Task<Step<RemoteDev.Gateway.Identify.Accounts.SshKeyRow>> AddAsync(Verified verified, SshPrivateKey key) =>
        _house.Get<SshKeyDesk>().AddAsync(verified, "laptop", key.PublicKey.ToLine(), CancellationToken.None);

    private async Task<Verified> VerifiedAsync(string login) => Verify((await _house.EnrolAsync(login)).SignIn);
}

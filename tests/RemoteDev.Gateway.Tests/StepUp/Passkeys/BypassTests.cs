using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Passkeys;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.StepUp.Passkeys;

/// <summary>Ways around a passkey.</summary>
public sealed class BypassTests : IAsyncLifetime, IDisposable
{
    private const string Environment = "http://payments-dev.remotedev.localhost:8443";

    private readonly SoftwareAuthenticator _key = new();
    private IdentifyHouse _house = null!;
    private EnrolledPerson _ada = null!;

    public static TheoryData<string> Lies => [.. Forgeries.Keys];

    private static Dictionary<string, Forgery> Forgeries { get; } = new(StringComparer.Ordinal)
    {
        ["another site's page"] = new() { Origin = "https://remotedev.example" },
        ["an environment's page"] = new() { Origin = Environment },
        ["the portal's name with another port"] = new() { Origin = "http://remotedev.localhost" },
        ["the portal's name with another scheme"] = new() { Origin = "https://remotedev.localhost:8443" },
        ["a name that begins as the portal's does"] = new() { Origin = IdentifyHouse.Portal + ".example" },
        ["a frame in somebody's page"] = new() { CrossOrigin = true },
        ["a frame in an environment's page"] = new() { TopOrigin = Environment },
        ["a key of another host"] = new() { RpId = "payments-dev.remotedev.localhost" },
        ["a key that did not check who used it"] = new() { Without = SoftwareAuthenticator.UserVerified },
        ["a key that nobody touched"] = new() { Without = SoftwareAuthenticator.UserPresent },
        ["a key that was neither touched nor unlocked"] = new() { Without = SoftwareAuthenticator.UserPresent | SoftwareAuthenticator.UserVerified },
        ["an answer of another kind"] = new() { Type = "webauthn.create" },
        ["another challenge"] = new() { Challenge = "AAAAAAAAAAAAAAAAAAAAAA" },
        ["another person's handle"] = new() { UserHandle = "ben" },
        ["nobody's handle"] = new() { UserHandle = "nobody" },
        ["another key's signature"] = new() { ForeignKey = true },
        ["more than anybody sends"] = new() { Padding = PasskeyVerifier.MaxAnswer },
    };

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        await _house.EnrolAsync("ben");
        _ada = await _house.EnrolAsync("ada");
        await _house.AddPasskeyAsync(_ada, _key);
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose() => _key.Dispose();

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task SignsNobodyIn_By(string lie)
    {
        var asked = await _house.AskPasskeyAsync();
        var refused = Assert.IsType<FactorOutcome.Refused>(
            await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options, Forgeries[lie])));
        Assert.Same(PasskeyRefusals.Wrong, refused.Why);
        Assert.Equal(RefusalCode.BadCredential, Assert.Single(_house.Traced<SignInRefused>()).Code);
        Assert.DoesNotContain(_house.SignIns.All(), signIn => signIn.Mfa?.Method == "passkey");

        // What was refused has used the challenge up, even when the right answer comes next.
        Assert.Same(PasskeyRefusals.Over, Assert.IsType<FactorOutcome.Refused>(
            await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options))).Why);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task ConfirmsNobody_By(string lie)
    {
        var (half, signIn) = await _house.PasswordAsync("ada");
        var asked = await _house.AskPasskeyAsync(half);
        var refused = Assert.IsType<FactorOutcome.Refused>(
            await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options, Forgeries[lie])));
        Assert.Same(PasskeyRefusals.Wrong, refused.Why);
        Assert.Null(signIn.Mfa);
        Assert.Equal("passkey", Assert.Single(_house.Traced<MfaRefused>()).Method);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task AddsNothing_By(string lie)
    {
        if (lie is "another key's signature" or "another person's handle" or "nobody's handle" or "an answer of another kind")
        {
            // What is not part of making one: a new key has no signature and no handle yet. Its kind is told apart here.
            var forgery = new Forgery { Type = "webauthn.get" };
            using var other = new SoftwareAuthenticator();
            Assert.False((await _house.TryAddPasskeyAsync(_ada, other, forgery: forgery)).Passed(out _, out _));
            return;
        }

        using var key = new SoftwareAuthenticator();
        Assert.False((await _house.TryAddPasskeyAsync(_ada, key, forgery: Forgeries[lie])).Passed(out _, out var refusal));
        Assert.Same(PasskeyRefusals.NotMade, refusal);
        Assert.Single(await _house.Get<PasskeyStore>().OfAsync("ada", CancellationToken.None));
        Assert.Equal("passkey", _house.Traced<MfaRefused>()[^1].Method);
    }

    [Fact]
    public async Task Refuses_AnAnswerThatWasGivenBefore()
    {
        var asked = await _house.AskPasskeyAsync();
        var answer = _key.Get(asked.Options);
        Assert.IsType<FactorOutcome.Proven>(await _house.SignInByPasskeyAsync(asked.Cookie, answer));
        Assert.Same(PasskeyRefusals.Over, Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(asked.Cookie, answer)).Why);
        var fresh = await _house.AskPasskeyAsync();
        Assert.Same(PasskeyRefusals.Wrong, Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(fresh.Cookie, answer)).Why);
    }

    [Fact]
    public async Task Takes_OneOfManyWhoAnswerAtOnce()
    {
        var asked = await _house.AskPasskeyAsync();
        var answer = _key.Get(asked.Options);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var scope = _house.Scope.ServiceProvider.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<PasskeyFactor>()
                .SignInAsync(asked.Cookie.Reveal(), answer, new DefaultHttpContext(), new SignInClient(IdentifyHouse.Home), CancellationToken.None);
        })));
        Assert.Single(outcomes.OfType<FactorOutcome.Proven>());
    }

    [Fact]
    public async Task Refuses_TheChallengeOfAnotherBrowser()
    {
        var asked = await _house.AskPasskeyAsync();
        var mine = await _house.AskPasskeyAsync();
        Assert.Same(PasskeyRefusals.Wrong, Assert.IsType<FactorOutcome.Refused>(
            await _house.SignInByPasskeyAsync(mine.Cookie, _key.Get(asked.Options))).Why);
        Assert.Same(PasskeyRefusals.Over, Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(null, _key.Get(asked.Options))).Why);
    }

    [Fact]
    public async Task Refuses_TheChallengeOfAnotherSignIn()
    {
        var (half, signIn) = await _house.PasswordAsync("ada");
        var (other, _) = await _house.PasswordAsync("ada");
        var asked = await _house.AskPasskeyAsync(other);
        Assert.Same(PasskeyRefusals.Over, Assert.IsType<FactorOutcome.Refused>(
            await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options))).Why);

        // Nor does one for signing in confirm, nor one for confirming sign in.
        var open = await _house.AskPasskeyAsync();
        Assert.IsType<FactorOutcome.Refused>(await _house.ConfirmAsync(half, open.Cookie, _key.Get(open.Options)));
        var bound = await _house.AskPasskeyAsync(half);
        Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(bound.Cookie, _key.Get(bound.Options)));
        Assert.Null(signIn.Mfa);
    }

    [Fact]
    public async Task Refuses_SomebodyElsesPasskey()
    {
        var (half, signIn) = await _house.PasswordAsync("ben");
        var asked = await _house.AskPasskeyAsync(half);
        Assert.Same(PasskeyRefusals.Wrong, Assert.IsType<FactorOutcome.Refused>(
            await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options))).Why);
        asked = await _house.AskPasskeyAsync(half);
        Assert.Same(PasskeyRefusals.Wrong, Assert.IsType<FactorOutcome.Refused>(
            await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options, new Forgery { UserHandle = "ben" }))).Why);
        Assert.Null(signIn.Mfa);
    }

    [Fact]
    public async Task Refuses_AChallengeThatIsOld()
    {
        var asked = await _house.AskPasskeyAsync();
        _house.Clock.Advance(PasskeyCeremonies.Lifetime);
        Assert.Same(PasskeyRefusals.Over, Assert.IsType<FactorOutcome.Refused>(
            await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options))).Why);
    }

    [Fact]
    public async Task Alarms_WhenACounterFalls()
    {
        _key.Count = 41;
        var asked = await _house.AskPasskeyAsync();
        Assert.IsType<FactorOutcome.Proven>(await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options)));
        foreach (var count in (uint[])[42, 7, 0])
        {
            asked = await _house.AskPasskeyAsync();
            var refused = Assert.IsType<FactorOutcome.Refused>(
                await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options, new Forgery { Count = count })));
            Assert.Same(PasskeyRefusals.CounterFell, refused.Why);
            var alarm = _house.Traced<PasskeyCounterFell>()[^1];
            Assert.Equal(("ada", "Laptop", (long)count, 42L), (alarm.Login, alarm.Passkey, alarm.Shown, alarm.Known));
        }

        var (half, signIn) = await _house.PasswordAsync("ada");
        asked = await _house.AskPasskeyAsync(half);
        Assert.Same(PasskeyRefusals.CounterFell, Assert.IsType<FactorOutcome.Refused>(
            await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options, new Forgery { Count = 9 }))).Why);
        Assert.Null(signIn.Mfa);
        Assert.Equal(4, _house.Traced<PasskeyCounterFell>().Count);
    }

    // Removed between the signature and the count: nobody is let in, and nobody is told of a copied key.
    [Fact]
    public async Task Refuses_WithoutAlarm_APasskeyThatWasRemovedMeanwhile()
    {
        _key.Count = 41;
        var services = _house.Scope.ServiceProvider;
        var removing = new RemovingHandler(
            services.GetRequiredService<IPasskeyHandler<Account>>(), services.GetRequiredService<IDbContextFactory<AccountContext>>());
        var verifier = ActivatorUtilities.CreateInstance<PasskeyVerifier>(services, removing);
        var factor = ActivatorUtilities.CreateInstance<PasskeyFactor>(services, verifier);
        var asked = await _house.AskPasskeyAsync();

        var outcome = await factor.SignInAsync(
            asked.Cookie.Reveal(), _key.Get(asked.Options), new DefaultHttpContext(), new SignInClient(IdentifyHouse.Home), CancellationToken.None);

        Assert.Same(PasskeyRefusals.Wrong, Assert.IsType<FactorOutcome.Refused>(outcome).Why);
        Assert.True(removing.Removed);
        Assert.Empty(_house.Traced<PasskeyCounterFell>());
    }

    // What the browser had before ends first: after the answer was judged, and before there is a sign-in that the removal could end.
    [Fact]
    public async Task Opens_Nothing_ForAPasskeyThatIsRemovedAfterItWasJudged()
    {
        _house.SignIns.Ended += (ended, _) =>
        {
            using var context = _house.Get<IDbContextFactory<AccountContext>>().CreateDbContext();
            Assert.True(!ReferenceEquals(ended, _ada.SignIn) || context.Passkeys.ExecuteDelete() == 1);
        };
        var asked = await _house.AskPasskeyAsync();
        var outcome = await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options), before: _ada.Cookie.Hash);
        Assert.Same(PasskeyRefusals.Wrong, Assert.IsType<FactorOutcome.Refused>(outcome).Why);
        Assert.DoesNotContain(_house.SignIns.All(), signIn => signIn.Login == "ada");
        Assert.Equal("The passkey was removed at this moment.", Assert.Single(_house.Traced<SignInRefused>()).Reason);
    }

    [Fact]
    public async Task Locks_OutWhoeverTriesAndTries()
    {
        var (half, signIn) = await _house.PasswordAsync("ada");
        for (var i = 0; i < 5; i++)
        {
            var asked = await _house.AskPasskeyAsync(half);
            await _house.ConfirmAsync(half, asked.Cookie, _key.Get(asked.Options, new Forgery { ForeignKey = true }));
        }

        var right = await _house.AskPasskeyAsync(half);
        var refused = Assert.IsType<FactorOutcome.Refused>(await _house.ConfirmAsync(half, right.Cookie, _key.Get(right.Options)));
        Assert.Equal(RefusalCode.LockedOut, refused.Why.Code);
        Assert.NotNull(refused.Until);
        Assert.Null(signIn.Mfa);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"\",\"rawId\":\"\",\"type\":\"public-key\",\"response\":{}}")]
    [InlineData("{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":\"AA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\",\"userHandle\":\"AA\"}}")]
    public async Task Refuses_WhatIsNoAnswer(string? answer)
    {
        var asked = await _house.AskPasskeyAsync();
        Assert.Same(PasskeyRefusals.Wrong, Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(asked.Cookie, answer)).Why);
    }

    [Fact]
    public async Task Keeps_OneAddressFromTakingAllChallenges()
    {
        var factor = _house.Get<PasskeyFactor>();
        for (var i = 0; i < 200; i++)
        {
            await _house.AskPasskeyAsync();
        }

        var step = await factor.AskAsync(null, new DefaultHttpContext(), PasskeyHouse.AtPortal);
        Assert.False(step.Passed(out _, out var refusal));
        Assert.Same(PasskeyRefusals.Crowded, refusal);
        step = await factor.AskAsync(
            null, new DefaultHttpContext(), IdentifyHouse.At(Door.Portal, source: IdentifyHouse.Elsewhere));
        Assert.True(step.Passed(out _, out _));
        _house.Clock.Advance(PasskeyCeremonies.Lifetime);
        await _house.AskPasskeyAsync();
    }
}

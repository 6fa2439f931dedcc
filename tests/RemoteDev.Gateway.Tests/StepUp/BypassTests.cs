using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.StepUp.Enrolment;

namespace RemoteDev.Gateway.Tests.StepUp;

/// <summary>Ways around the second factor, each of which must be closed.</summary>
public sealed class BypassTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Refuses_SignInWithThePasswordAlone()
    {
        await _house.EnrolAsync("ada");
        var (cookie, _) = await _house.PasswordAsync("ada");
        Assert.True(_house.FromPortal(cookie).Passed(out var identified, out _));
        Assert.False(new StepUpRoom().Verify(identified).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.MfaNeeded, refusal.Code);
    }

    [Fact]
    public async Task Opens_WithBothFactors_AndChangesTheCookie()
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        var (half, signIn) = await _house.PasswordAsync("ada");
        var proven = Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key)));
        Assert.Null(_house.SignIns.Find(half.Hash));
        Assert.Same(signIn, _house.SignIns.Find(proven.Cookie.Hash));
        Assert.True(_house.FromPortal(proven.Cookie).Passed(out var identified, out _));
        Assert.True(new StepUpRoom().Verify(identified).Passed(out var verified, out _));
        Assert.Equal("totp", verified.Mfa.Method);
    }

    [Fact]
    public async Task Refuses_CodeUsedBefore_AlsoTheOneThatEnrolled()
    {
        var ada = await _house.EnrolAsync("ada");
        var code = _house.CodeNow(ada.Key);
        var (half, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, code));
        _house.NextStep();
        var next = _house.CodeNow(ada.Key);
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(half, next));
        var (other, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(other, next));
    }

    [Fact]
    public async Task Refuses_OlderCodeAfterANewerOne()
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        _house.NextStep();
        var (half, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key, 1)));
        var (other, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(other, _house.CodeNow(ada.Key)));
    }

    // TS-2025-007
    [Fact]
    public async Task TakesACodeShownTwiceAtOnce_Once()
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        var store = _house.Get<TotpStore>();
        var code = _house.CodeNow(ada.Key);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.SpendAsync("ada", code, CancellationToken.None)));
        Assert.Single(taken, verdict => verdict.IsRight);
    }

    [Fact]
    public async Task TakesARecoveryCodeShownTwiceAtOnce_Once()
    {
        var ada = await _house.EnrolAsync("ada");
        var store = _house.Get<RecoveryCodeStore>();
        var code = RecoveryCode.Read(ada.RecoveryCodes[3])!;
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.SpendAsync("ada", code, CancellationToken.None)));
        Assert.Single(taken, left => left == RecoveryCode.Count - 1);
        Assert.Equal(7, taken.Count(left => left is null));
    }

    [Fact]
    public async Task TakesARecoveryCode_HoweverItIsTyped_AndNeverAgain()
    {
        var ada = await _house.EnrolAsync("ada");
        var (half, _) = await _house.PasswordAsync("ada");
        var typed = " " + ada.RecoveryCodes[0].ToUpperInvariant().Replace('-', ' ');
        Assert.Equal(9, Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(half, typed)).CodesLeft);
        var (other, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(other, typed));
    }

    [Fact]
    public async Task Refuses_AnothersCodes()
    {
        var ada = await _house.EnrolAsync("ada");
        await _house.EnrolAsync("ben");
        _house.NextStep();
        var (half, _) = await _house.PasswordAsync("ben");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key)));
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, ada.RecoveryCodes[0]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task Refuses_CodeOfADistantStep(int steps)
    {
        var ada = await _house.EnrolAsync("ada");
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        var (half, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key, steps)));
    }

    [Fact]
    public async Task LocksOut_Guessing_EvenForTheRightCode_AndAcrossSignIns()
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        for (var i = 0; i < LockoutRule.For(LockoutKind.Code).Free; i++)
        {
            var (fresh, _) = await _house.PasswordAsync("ada");
            Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(fresh, WrongCode(ada.Key)));
        }

        var (half, _) = await _house.PasswordAsync("ada");
        var refused = Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key)));
        Assert.Equal(RefusalCode.LockedOut, refused.Why.Code);
        Assert.True(refused.Until > _house.Clock.GetUtcNow());
        _house.Clock.Advance(refused.Until!.Value - _house.Clock.GetUtcNow());
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key)));
    }

    [Fact]
    public async Task SaysThatTheClockMayBeOff_AfterSeveralWrongCodes()
    {
        var ada = await _house.EnrolAsync("ada");
        var (half, _) = await _house.PasswordAsync("ada");
        Assert.False(Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, WrongCode(ada.Key))).ClockHint);
        Assert.True(Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, WrongCode(ada.Key))).ClockHint);
    }

    [Fact]
    public async Task Forgets_HalfASignIn()
    {
        var ada = await _house.EnrolAsync("ada");
        var (half, signIn) = await _house.PasswordAsync("ada");
        _house.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(RefusalCode.SessionEnded, Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key))).Why.Code);
        Assert.True(signIn.HasEnded);
    }

    [Fact]
    public async Task Refuses_VerifyingAnEndedSignIn()
    {
        var ada = await _house.EnrolAsync("ada");
        Assert.True(_house.FromPortal(ada.Cookie).Passed(out var identified, out _));
        ada.SignIn.End();
        Assert.False(new StepUpRoom().Verify(identified).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.SessionEnded, refusal.Code);
    }

    [Fact]
    public async Task LeavesNothing_OfAnAbandonedEnrolment()
    {
        var token = await _house.InviteAsync("ada");
        var desk = _house.Get<EnrolmentDesk>();
        var begun = Assert.IsType<EnrolmentOutcome.Begun>(await desk.BeginAsync(token, IdentifyHouse.Password, CancellationToken.None));
        Assert.IsType<Gateway.Identify.Passwords.SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password));
        Assert.Null(_house.SignIns.Find(begun.Cookie.Hash));
        _house.Clock.Advance(PendingEnrolments.Lifetime);
        Assert.Null((await _house.Get<PendingEnrolments>().OfAsync(begun.Cookie.Reveal())));
        Assert.Equal("ada", (await desk.LookAsync(token, CancellationToken.None)).Login);
    }

    [Fact]
    public async Task EnrolsOnce_WhenTheSameLinkIsFinishedTwice()
    {
        var token = await _house.InviteAsync("ada");
        var desk = _house.Get<EnrolmentDesk>();
        var pendings = _house.Get<PendingEnrolments>();
        var first = Assert.IsType<EnrolmentOutcome.Begun>(await desk.BeginAsync(token, IdentifyHouse.Password, CancellationToken.None));
        var second = Assert.IsType<EnrolmentOutcome.Begun>(await desk.BeginAsync(token, "another long password", CancellationToken.None));
        var (one, two) = ((await pendings.OfAsync(first.Cookie.Reveal()))!, (await pendings.OfAsync(second.Cookie.Reveal()))!);
        Assert.IsType<EnrolmentOutcome.Enrolled>(await desk.ConfirmAsync(one, _house.CodeNow(one.Key), new SignInClient(IdentifyHouse.Home), CancellationToken.None));
        Assert.IsType<EnrolmentOutcome.Refused>(await desk.ConfirmAsync(two, _house.CodeNow(two.Key), new SignInClient(IdentifyHouse.Home), CancellationToken.None));
        Assert.IsType<Gateway.Identify.Passwords.SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", "another long password"));
        await _house.PasswordAsync("ada");
    }

    [Fact]
    public async Task EndsEverything_WhenSomebodyEnrolsAnew()
    {
        var before = await _house.EnrolAsync("ada");
        _house.NextStep();
        await _house.EnrolAsync("ada");
        Assert.True(before.SignIn.HasEnded);
        _house.NextStep();
        var (half, _) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(before.Key)));
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, before.RecoveryCodes[0]));
    }

    private string WrongCode(TotpKey key)
    {
        string[] right = [_house.CodeNow(key, -1), _house.CodeNow(key), _house.CodeNow(key, 1)];
        return Enumerable.Range(0, 4).Select(i => $"00000{i}").First(code => !right.Contains(code, StringComparer.Ordinal));
    }
}

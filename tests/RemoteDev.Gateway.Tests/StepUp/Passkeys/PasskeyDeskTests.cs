using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Passkeys;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.StepUp.Enrolment;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.StepUp.Passkeys;

public sealed class PasskeyDeskTests : IAsyncLifetime, IDisposable
{
    private readonly SoftwareAuthenticator _key = new();
    private readonly SoftwareAuthenticator _other = new();
    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Adds_Renames_AndRemoves_EachTimeTraced()
    {
        var ada = await _house.EnrolAsync("ada");
        var verified = _house.VerifiedOf(ada.Cookie);
        var desk = _house.Get<PasskeyDesk>();
        var passkey = await _house.AddPasskeyAsync(ada, _key, " Blue laptop ");
        var enrolled = _house.Traced<MfaEnrolled>()[^1];
        Assert.Equal(("ada", "passkey", "Blue laptop"), (enrolled.Actor, enrolled.Method, enrolled.Name));

        Assert.Null(await desk.RenameAsync(verified, passkey.Id, "Red laptop", CancellationToken.None));
        var renamed = Assert.Single(_house.Traced<PasskeyRenamed>());
        Assert.Equal(("Blue laptop", "Red laptop"), (renamed.From, renamed.To));

        var (_, elsewhere) = await _house.PasswordAsync("ada");
        Assert.Null(await desk.RemoveAsync(verified, passkey.Id, CancellationToken.None));
        var removed = Assert.Single(_house.Traced<MfaRemoved>());
        Assert.Equal(("ada", "passkey", "Red laptop"), (removed.For, removed.Method, removed.Name));
        Assert.True(elsewhere.HasEnded);
        Assert.False(ada.SignIn.HasEnded);
        var asked = await _house.AskPasskeyAsync();
        Assert.IsType<FactorOutcome.Refused>(await _house.SignInByPasskeyAsync(asked.Cookie, _key.Get(asked.Options)));
    }

    [Fact]
    public async Task Changes_Nothing_WithAFactorOlderThanFiveMinutes()
    {
        var ada = await _house.EnrolAsync("ada");
        var passkey = await _house.AddPasskeyAsync(ada, _key);
        var verified = _house.VerifiedOf(ada.Cookie);
        var desk = _house.Get<PasskeyDesk>();
        Assert.True((await desk.InviteAsync(verified, new DefaultHttpContext())).Passed(out var asked, out _));
        _house.Clock.Advance(FactorChange.Fresh);

        Assert.False((await desk.InviteAsync(verified, new DefaultHttpContext())).Passed(out _, out var refusal));
        Assert.Equal((RefusalCode.MfaNeeded, FactorChange.Fresh), (refusal.Code, refusal.MfaMaxAge));
        Assert.False((await desk.AddAsync(verified, asked.Cookie.Reveal(), "x", _other.Create(asked.Options), new DefaultHttpContext(), CancellationToken.None))
            .Passed(out _, out refusal));
        Assert.Equal(RefusalCode.MfaNeeded, refusal.Code);
        Assert.Equal(RefusalCode.MfaNeeded, (await desk.RenameAsync(verified, passkey.Id, "x", CancellationToken.None))?.Code);
        Assert.Equal(RefusalCode.MfaNeeded, (await desk.RemoveAsync(verified, passkey.Id, CancellationToken.None))?.Code);
    }

    [Fact]
    public async Task Touches_NobodyElsesPasskeys()
    {
        var ada = await _house.EnrolAsync("ada");
        var ben = await _house.EnrolAsync("ben");
        var adas = await _house.AddPasskeyAsync(ada, _key);
        var verified = _house.VerifiedOf(ben.Cookie);
        var desk = _house.Get<PasskeyDesk>();
        Assert.Same(PasskeyRefusals.NoSuchPasskey, await desk.RenameAsync(verified, adas.Id, "x", CancellationToken.None));
        Assert.Same(PasskeyRefusals.NoSuchPasskey, await desk.RemoveAsync(verified, adas.Id, CancellationToken.None));
        Assert.False((await _house.TryAddPasskeyAsync(ben, _key)).Passed(out _, out _));
        Assert.Equal("ada", Assert.Single(await _house.Get<PasskeyStore>().OfAsync("ada", CancellationToken.None)).Login);
        Assert.Empty(await _house.Get<PasskeyStore>().OfAsync("ben", CancellationToken.None));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("a\u0007b")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task Wants_AName(string? name)
    {
        var ada = await _house.EnrolAsync("ada");
        Assert.False((await _house.TryAddPasskeyAsync(ada, _key, name!)).Passed(out _, out var refusal));
        Assert.Same(PasskeyRefusals.NoName, refusal);
    }

    [Fact]
    public async Task Removes_NobodysLastFactor_AlsoOfTwoAtOnce()
    {
        var ada = await _house.EnrolAsync("ada");
        var first = await _house.AddPasskeyAsync(ada, _key);
        var second = await _house.AddPasskeyAsync(ada, _other);
        await using (var context = await _house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            await context.Factors.Where(row => row.Login == "ada").ExecuteDeleteAsync();
        }

        var verified = _house.VerifiedOf(ada.Cookie);
        var outcomes = await Task.WhenAll(
            _house.Get<PasskeyDesk>().RemoveAsync(verified, first.Id, CancellationToken.None),
            _house.Get<PasskeyDesk>().RemoveAsync(verified, second.Id, CancellationToken.None));
        Assert.Same(PasskeyRefusals.LastFactor, Assert.Single(outcomes, outcome => outcome is not null));
        Assert.Single(await _house.Get<PasskeyStore>().OfAsync("ada", CancellationToken.None));
    }

    [Fact]
    public async Task Enrols_WithAPasskeyInPlaceOfTheApp_AndLeavesNothingOfBefore()
    {
        var before = await _house.EnrolAsync("ada");
        await _house.AddPasskeyAsync(before, _other, "Old");
        _house.NextStep();
        var desk = _house.Get<EnrolmentDesk>();
        var begun = Assert.IsType<EnrolmentOutcome.Begun>(
            await desk.BeginAsync(await _house.InviteAsync("ada"), IdentifyHouse.Password, CancellationToken.None));
        var pending = (await _house.Get<PendingEnrolments>().OfAsync(begun.Cookie.Reveal()))!;
        var enrolment = _house.Get<PasskeyEnrolment>();
        Assert.True((await enrolment.InviteAsync(pending, new DefaultHttpContext(), PasskeyHouse.AtPortal)).Passed(out var asked, out _));
        Assert.IsType<EnrolmentOutcome.Unfit>(await enrolment.ConfirmAsync(
            pending, null, "Laptop", _key.Create(asked.Options), new DefaultHttpContext(), new SignInClient(IdentifyHouse.Home), CancellationToken.None));
        var outcome = await enrolment.ConfirmAsync(
            pending, asked.Cookie.Reveal(), "Laptop", _key.Create(asked.Options), new DefaultHttpContext(), new SignInClient(IdentifyHouse.Home), CancellationToken.None);
        var signIn = _house.SignIns.Find(Assert.IsType<EnrolmentOutcome.Enrolled>(outcome).Cookie.Hash)!;
        Assert.Equal("passkey", signIn.Mfa?.Method);
        Assert.Equal(10, _house.Get<Gateway.StepUp.Recovery.FreshRecoveryCodes>().Find(signIn)!.Codes.Count);
        Assert.True(before.SignIn.HasEnded);
        Assert.Equal("Laptop", Assert.Single(await _house.Get<PasskeyStore>().OfAsync("ada", CancellationToken.None)).Name);

        var (half, second) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(before.Key)));
        var again = await _house.AskPasskeyAsync(half);
        Assert.IsType<FactorOutcome.Proven>(await _house.ConfirmAsync(half, again.Cookie, _key.Get(again.Options)));
        Assert.NotNull(second.Mfa);
    }
}

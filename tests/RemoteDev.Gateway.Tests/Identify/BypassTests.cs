using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify;

/// <summary>Ways around the Identify room, each of which must be closed.</summary>
public sealed class BypassTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("not-a-token-but-forty-three-characters-lon!")]
    public void Refuses_InventedCookie(string value)
    {
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.Room.FromPortal(
            IdentifyHouse.At(Door.Portal), IdentifyHouse.RequestWith(IdentifyRoom.CookieName, value))));
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.Room.FromEnvironment(
            IdentifyHouse.At(Door.Environment, "payments-dev"), IdentifyHouse.RequestWith(SessionTickets.CookieName, value))));
    }

    // CVE-2024-47616: what opens one door opens no other.
    [Fact]
    public async Task Refuses_SignInCookieAtAnotherDoor()
    {
        var ada = await _house.EnrolAsync("ada");
        var request = IdentifyHouse.RequestWith(IdentifyRoom.CookieName, ada.Cookie.Reveal());
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.Room.FromPortal(IdentifyHouse.At(Door.Environment, "payments-dev"), request)));
        var asTicket = IdentifyHouse.RequestWith(SessionTickets.CookieName, ada.Cookie.Reveal());
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.Room.FromEnvironment(IdentifyHouse.At(Door.Environment, "payments-dev"), asTicket)));
    }

    // CVE-2024-47616: what opens one environment opens no other.
    [Fact]
    public async Task Refuses_TicketOfAnotherEnvironment()
    {
        var ada = await _house.EnrolAsync("ada");
        var (_, ticket) = _house.Enter(ada.SignIn, "payments-dev");
        Assert.Equal("ada", PassedBy(FromEnvironment(ticket, "payments-dev")).Login);
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(FromEnvironment(ticket, "ledger-dev")));
    }

    [Fact]
    public async Task Refuses_ACopiedCookie_WithoutTheBrowsersMark_AndEndsTheSignIn()
    {
        var mark = Secret.New();
        foreach (var shown in (string[])["", $"; {IdentifyRoom.DeviceCookieName}={Secret.New().Reveal()}", $"; {IdentifyRoom.DeviceCookieName}=x"])
        {
            var step = await _house.SignIns.OpenAsync(
                new NewSignIn("ada", new FirstFactor("password"), new SignInClient(IdentifyHouse.Home, Device: mark.Hash)), CancellationToken.None);
            Assert.True(step.Passed(out var opened, out _));
            var own = $"{opened.Cookie.Reveal()}; {IdentifyRoom.DeviceCookieName}={mark.Reveal()}";
            Assert.Equal("ada", PassedBy(_house.Room.FromPortal(IdentifyHouse.At(Door.Portal), IdentifyHouse.RequestWith(IdentifyRoom.CookieName, own))).Login);
            Assert.False(_house.Room.FromPortal(
                IdentifyHouse.At(Door.Portal), IdentifyHouse.RequestWith(IdentifyRoom.CookieName, opened.Cookie.Reveal() + shown)).Passed(out _, out var refusal));
            Assert.Same(IdentifyRefusals.OtherBrowser, refusal);
            Assert.True(opened.SignIn.HasEnded);
            Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.Room.FromPortal(IdentifyHouse.At(Door.Portal), IdentifyHouse.RequestWith(IdentifyRoom.CookieName, own))));
        }

        await _house.CloseAsync();
        Assert.Equal(3, _house.Traced<SignInEnded>().Count(ended => ended.Reason == EndReason.OtherBrowser));
    }

    [Fact]
    public async Task Refuses_TicketOfEndedSession_AndSaysWhy()
    {
        var ada = await _house.EnrolAsync("ada");
        var (session, ticket) = _house.Enter(ada.SignIn, "payments-dev");
        session.End(EndReason.EndedByAdmin, new Refusal(RefusalCode.SessionEnded, "Ended by security."));
        Assert.False(FromEnvironment(ticket, "payments-dev").Passed(out _, out var refusal));
        Assert.Equal("Ended by security.", refusal.Reason);
    }

    [Fact]
    public async Task Refuses_TicketAfterSignOut()
    {
        var ada = await _house.EnrolAsync("ada");
        var (_, ticket) = _house.Enter(ada.SignIn, "payments-dev");
        _house.SignIns.End(ada.Cookie.Hash, EndReason.SignedOut);
        Assert.Equal(RefusalCode.SessionEnded, CodeOf(FromEnvironment(ticket, "payments-dev")));
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.FromPortal(ada.Cookie)));
    }

    [Fact]
    public async Task Refuses_SuspendedPersonAtOnce_OnEveryDoor()
    {
        var ada = await _house.EnrolAsync("ada");
        var (_, ticket) = _house.Enter(ada.SignIn, "payments-dev");
        await _house.SuspendAsync("ada");
        Assert.True(ada.SignIn.HasEnded);
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.FromPortal(ada.Cookie)));
        Assert.Equal(RefusalCode.SessionEnded, CodeOf(FromEnvironment(ticket, "payments-dev")));
        var again = Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password));
        Assert.Equal(RefusalCode.Suspended, again.Why.Code);
    }

    [Fact]
    public async Task Refuses_PersonRemovedFromTheCatalogue()
    {
        var ada = await _house.EnrolAsync("ada");
        await _house.EditAsync(new CatalogEdit.Remove(Gateway.Catalog.CatalogKind.Person, "ada"));
        Assert.Equal(RefusalCode.NotSignedIn, CodeOf(_house.FromPortal(ada.Cookie)));
        Assert.Equal(RefusalCode.Suspended, Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password)).Why.Code);
    }

    // GHSA-f24x-5g9q-753f
    [Fact]
    public async Task EndsThePlantedSession_WhenSomebodySignsIn()
    {
        await _house.EnrolAsync("ada");
        var (planted, _) = await _house.PasswordAsync("ada");
        var (cookie, _) = await _house.PasswordAsync("ada", before: planted.Hash);
        Assert.NotEqual(planted.Hash, cookie.Hash);
        Assert.Null(_house.SignIns.Find(planted.Hash));
        Assert.NotNull(_house.SignIns.Find(cookie.Hash));
    }

    [Fact]
    public async Task Answers_UnknownNameAsWrongPassword()
    {
        await _house.EnrolAsync("ada");
        var known = Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", "wrong wrong wrong"));
        var unknown = Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("nobody-here", "wrong wrong wrong"));
        var notEnrolled = Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ben", "wrong wrong wrong"));
        Assert.Equal(known, unknown);
        Assert.Equal(known, notEnrolled);
    }

    [Fact]
    public async Task LocksOut_UnknownNameAsAnyOther()
    {
        for (var i = 0; i < LockoutRule.For(LockoutKind.Password).Free; i++)
        {
            await _house.TryPasswordAsync("nobody-here", "wrong wrong wrong");
        }

        var refused = Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("nobody-here", "wrong wrong wrong"));
        Assert.Equal(RefusalCode.LockedOut, refused.Why.Code);
        Assert.NotNull(refused.Until);
    }

    // CVE-2026-47203
    [Fact]
    public async Task CountsEverySpellingOfAName_AsOne()
    {
        await _house.EnrolAsync("ada");
        foreach (var spelling in (string[])["ada", "ADA", " Ada ", "adA", "aDa"])
        {
            Assert.Equal(RefusalCode.BadCredential, Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync(spelling, "wrong wrong wrong")).Why.Code);
        }

        Assert.Equal(RefusalCode.LockedOut, Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password)).Why.Code);
    }

    [Fact]
    public async Task CountsGuessesMadeAtOnce()
    {
        await _house.EnrolAsync("ada");
        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateScope(_house.Scope.ServiceProvider);
            var signIn = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<PasswordSignIn>(scope.ServiceProvider);
            return await signIn.TryAsync("ada", $"wrong wrong {i}", new SignInClient(IdentifyHouse.Home), CancellationToken.None);
        }));
        var looked = guesses.Cast<SignInOutcome.Refused>().Count(refused => refused.Why.Code == RefusalCode.BadCredential);
        Assert.Equal(LockoutRule.For(LockoutKind.Password).Free, looked);
    }

    // CVE-2023-46123
    [Fact]
    public async Task CountsByTheConnection_NotByWhatAHeaderSays()
    {
        // The room is handed an address, never a request: there is no header to look at. Many names from one address lock the address.
        for (var i = 0; i < LockoutRule.For(LockoutKind.Address).Free; i++)
        {
            await _house.TryPasswordAsync($"guess{i}", "wrong wrong wrong");
        }

        await _house.EnrolAsync("ada");
        Assert.Equal(RefusalCode.LockedOut, Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password)).Why.Code);
        Assert.IsType<SignInOutcome.Opened>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password, IdentifyHouse.Elsewhere));
        Assert.DoesNotContain(typeof(PasswordSignIn).GetMethods().SelectMany(method => method.GetParameters()), parameter => parameter.ParameterType.Name.Contains("Http", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeepsTheAddressesFailures_WhenOneOfItsAccountsIsRight()
    {
        await _house.EnrolAsync("ada");
        for (var i = 0; i < LockoutRule.For(LockoutKind.Address).Free - 1; i++)
        {
            await _house.TryPasswordAsync($"guess{i}", "wrong wrong wrong");
            await _house.TryPasswordAsync("ada", IdentifyHouse.Password);
        }

        await _house.TryPasswordAsync("guess", "wrong wrong wrong");
        Assert.Equal(RefusalCode.LockedOut, Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password)).Why.Code);
    }

    [Fact]
    public async Task Refuses_HugeInput_WithoutHashingIt()
    {
        await _house.EnrolAsync("ada");
        var huge = new string('x', 10_000_000);
        Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", huge));
        Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync(huge, huge));
    }

    [Fact]
    public async Task Refuses_InvitationUsedTwice_AlsoAtOnce()
    {
        var token = await _house.InviteAsync("ada");
        Assert.True(TokenHash.TryOf(token, out var hash));
        var store = _house.Get<InvitationStore>();
        var contexts = _house.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Gateway.Identify.Accounts.AccountContext>>();
        var accepted = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var context = await contexts.CreateDbContextAsync();
            return await store.AcceptAsync(context, hash, "ada", CancellationToken.None);
        }));
        Assert.Single(accepted, true);
        Assert.Null(await store.FindAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task Refuses_InvitationForAnotherPerson_AfterItsTime_AndAfterANewerOne()
    {
        var first = await _house.InviteAsync("ada");
        var second = await _house.InviteAsync("ada");
        var store = _house.Get<InvitationStore>();
        Assert.Null(await store.FindAsync(first, CancellationToken.None));
        Assert.Equal("ada", await store.FindAsync(second, CancellationToken.None));
        var contexts = _house.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Gateway.Identify.Accounts.AccountContext>>();
        await using var context = await contexts.CreateDbContextAsync();
        Assert.True(TokenHash.TryOf(second, out var hash));
        Assert.False(await store.AcceptAsync(context, hash, "ben", CancellationToken.None));
        _house.Clock.Sleep(InvitationStore.Lifetime);
        Assert.Null(await store.FindAsync(second, CancellationToken.None));
        Assert.False(await store.AcceptAsync(context, hash, "ada", CancellationToken.None));
    }

    // CVE-2026-55077
    [Theory]
    [InlineData("ada", "root1")]
    [InlineData("ada", "ada")]
    [InlineData("root1", "root1")]
    public async Task Refuses_InvitationForSomebodyAbove_AndForOneself(string actor, string login)
    {
        var step = await _house.Get<InvitationDesk>().IssueAsync(login, new Gateway.Catalog.Actor(actor, "api", null, null), IdentifyHouse.Portal, CancellationToken.None);
        Assert.False(step.Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Denied, refusal.Code);
    }

    // CVE-2024-39315, CVE-2025-66411: what opens something stands in no log.
    [Fact]
    public async Task KeepsNoSecretInClear_InDatabaseTraceOrKeyFolder()
    {
        var token = await _house.InviteAsync("ben");
        var ada = await _house.EnrolAsync("ada");
        Assert.True((await _house.Get<WorkloadCredentialDesk>().IssueAsync("payments-dev", IdentifyHouse.Operator, CancellationToken.None)).Passed(out var workload, out _));
        string[] secrets =
        [
            token, IdentifyHouse.Password, ada.Key.Reveal().Replace(" ", "", StringComparison.Ordinal), Convert.ToBase64String(ada.Key.Bytes),
            ada.Cookie.Reveal(), workload.Secret.Reveal(), ada.RecoveryCodes[0], ada.RecoveryCodes[0].Replace("-", "", StringComparison.Ordinal),
        ];
        await _house.CloseAsync();
        foreach (var file in Directory.EnumerateFiles(_house.Folder, "*", SearchOption.AllDirectories))
        {
            var content = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        }

        _house = await IdentifyHouse.OpenAsync(_house.Folder);
    }

    [Fact]
    public void PrintsNoSecret()
    {
        var secret = Secret.New();
        Assert.Equal("<secret>", secret.ToString());
        Assert.DoesNotContain(secret.Reveal(), new WorkloadCredential("environment:x", secret, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("abc", new InvitationIssue("http://x/enrol/abc", default).ToString(), StringComparison.Ordinal);
    }

    private static RefusalCode CodeOf(Step<Identified> step)
    {
        Assert.False(step.Passed(out _, out var refusal));
        return refusal.Code;
    }

    private static Identified PassedBy(Step<Identified> step)
    {
        Assert.True(step.Passed(out var identified, out var refusal), refusal?.Reason);
        return identified;
    }

    private Step<Identified> FromEnvironment(Secret ticket, string place) => _house.Room.FromEnvironment(
        IdentifyHouse.At(Door.Environment, place), IdentifyHouse.RequestWith(SessionTickets.CookieName, ticket.Reveal()));
}

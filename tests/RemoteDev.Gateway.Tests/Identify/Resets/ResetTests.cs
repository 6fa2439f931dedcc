using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.StepUp.Passkeys;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.Resets;

// CVE-2026-55077: nobody administers someone above themselves; nobody approves their own request.
public sealed class ResetTests : IAsyncLifetime
{
    private static readonly Actor First = new("root1", "console", null, IdentifyHouse.Home);
    private static readonly Actor Second = new("root2", "console", null, IdentifyHouse.Home);
    private static readonly Actor Developer = new("ben", "console", null, IdentifyHouse.Home);

    private IdentifyHouse _house = null!;
    private EnrolledPerson _ada = null!;

    private ResetDesk Desk => _house.Get<ResetDesk>();

    private ResetWait Wait => _house.Get<ResetWait>();

    public async Task InitializeAsync()
    {
        _house = await IdentifyHouse.OpenAsync();
        await _house.EditAsync(
            new CatalogEdit.PutRole(new RoleEntry("chief", "Chief", Administrative: true)),
            new CatalogEdit.PutPerson(Person("root2", "admin")),
            new CatalogEdit.PutPerson(Person("boss", "chief")));
        _ada = await _house.EnrolAsync("ada");
    }

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Makes_TheLinkAfterTheSecondConsents_ForWhoConsents()
    {
        var id = await StartAsync();
        Assert.Empty(_house.Traced<InvitationIssued>().Where(issued => issued.Actor != "operator"));
        var (link, refusal) = await Desk.ConsentAsync(id, Second, IdentifyHouse.Portal, CancellationToken.None);
        Assert.Null(refusal);
        var token = link!.Link[(link.Link.LastIndexOf('/') + 1)..];
        Assert.Equal("ada", (await _house.Get<EnrolmentDesk>().LookAsync(token, CancellationToken.None)).Login);

        var started = Assert.Single(_house.Traced<ResetStarted>());
        Assert.Equal(("root1", "ada", false, "Lost her phone."), (started.Actor, started.Login, started.Asked, started.Reason));
        var consented = Assert.Single(_house.Traced<ResetConsented>());
        Assert.Equal(("root2", "ada", "root1"), (consented.Actor, consented.Login, consented.StartedBy));
        Assert.Equal("root2", _house.Traced<InvitationIssued>()[^1].Actor);

        // Until she has enrolled anew, what she has goes on.
        Assert.False(_ada.SignIn.HasEnded);
        Assert.Same(ResetRefusals.Gone, (await Desk.ConsentAsync(id, Second, IdentifyHouse.Portal, CancellationToken.None)).Why);
    }

    // Who has passkeys alone loses them with the reset, as others lose their app.
    [Fact]
    public async Task Replaces_ThePasskeysOfWhoHadNothingElse()
    {
        using var lost = new SoftwareAuthenticator();
        await _house.AddPasskeyAsync(_ada, lost);
        Assert.Null(await _house.Get<AuthenticatorDesk>().RemoveAsync(_house.VerifiedOf(_ada.Cookie), CancellationToken.None));
        var id = await StartAsync();
        var (link, refusal) = await Desk.ConsentAsync(id, Second, IdentifyHouse.Portal, CancellationToken.None);
        Assert.True(link is not null, refusal?.Reason);
        Assert.IsType<FactorOutcome.Proven>(await SignInAsync(lost));

        await _house.EnrolByAsync("ada", link.Link[(link.Link.LastIndexOf('/') + 1)..]);

        Assert.IsType<FactorOutcome.Refused>(await SignInAsync(lost));
        Assert.Equal(0, (await _house.Get<FactorBook>().OfAsync("ada", CancellationToken.None))!.Passkeys);

        async Task<FactorOutcome> SignInAsync(SoftwareAuthenticator key)
        {
            var asked = await _house.AskPasskeyAsync();
            return await _house.SignInByPasskeyAsync(asked.Cookie, key.Get(asked.Options));
        }
    }

    [Fact]
    public async Task InvitesNobodyAlone_WhoHasAnAccount()
    {
        var desk = _house.Get<InvitationDesk>();
        Assert.False((await desk.IssueAsync("ada", First, IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Same(ResetRefusals.TwoNeeded, refusal);

        // Nor by taking her out of the catalogue and in again.
        var ada = _house.Catalog.Current.People["ada"];
        await _house.EditAsync(new CatalogEdit.Remove(CatalogKind.Person, "ada"));
        await _house.EditAsync(new CatalogEdit.PutPerson(ada));
        Assert.False((await desk.IssueAsync("ada", First, IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out refusal));
        Assert.Same(ResetRefusals.TwoNeeded, refusal);

        // Who has none yet is invited as ever, and the operator invites anybody.
        Assert.True((await desk.IssueAsync("ben", First, IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out _));
        Assert.True((await desk.IssueAsync("ada", Actor.TheOperator, IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out _));
        Assert.Equal("operator", _house.Traced<InvitationIssued>()[^1].Actor);
        Assert.False((await Desk.StartAsync("ben", "x", First, CancellationToken.None)).Passed(out _, out refusal));
        Assert.Same(ResetRefusals.NoAccount, refusal);
    }

    [Fact]
    public async Task Refuses_WhoConsentsToTheirOwn()
    {
        var id = await StartAsync();
        var (link, refusal) = await Desk.ConsentAsync(id, First, IdentifyHouse.Portal, CancellationToken.None);
        Assert.Null(link);
        Assert.Same(ResetRefusals.OwnRequest, refusal);
        Assert.Empty(_house.Traced<ResetConsented>());
    }

    [Fact]
    public async Task Refuses_WhoseAccountItIs_AndWhoStandsBelow()
    {
        await _house.EnrolAsync("root1");
        await _house.EnrolAsync("boss");
        Assert.False((await Desk.StartAsync("root1", "Mine.", First, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.Denied, refusal.Code);
        Assert.False((await Desk.StartAsync("boss", "Above.", First, CancellationToken.None)).Passed(out _, out refusal));
        Assert.Contains("chief", refusal.Reason, StringComparison.Ordinal);
        Assert.False((await Desk.StartAsync("root1", "Above.", Developer, CancellationToken.None)).Passed(out _, out _));

        Assert.True((await Desk.StartAsync("root1", "Lost.", Second, CancellationToken.None)).Passed(out var row, out _));
        Assert.NotNull((await Desk.ConsentAsync(row.Id, First, IdentifyHouse.Portal, CancellationToken.None)).Why);
        Assert.NotNull((await Desk.ConsentAsync(row.Id, Developer, IdentifyHouse.Portal, CancellationToken.None)).Why);
        Assert.Empty(_house.Traced<ResetConsented>());
    }

    [Fact]
    public async Task Stops_WhenWhoStartedItIsSuspended_OrADayIsOver()
    {
        var id = await StartAsync();
        await _house.SuspendAsync("root1");
        Assert.Contains("root1", (await Desk.ConsentAsync(id, Second, IdentifyHouse.Portal, CancellationToken.None)).Why!.Reason, StringComparison.Ordinal);
        Assert.True((await Desk.StartAsync("ada", "Again.", Second, CancellationToken.None)).Passed(out var other, out _));
        _house.Clock.Sleep(ResetStore.Lifetime);
        Assert.Same(ResetRefusals.Gone, (await Desk.ConsentAsync(other.Id, Actor.TheOperator, IdentifyHouse.Portal, CancellationToken.None)).Why);
        Assert.Empty(await _house.Get<ResetStore>().OpenAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("root1", "started")]
    [InlineData("root2", "consented to")]
    public async Task Stops_WhenWhoAgreedIsNoAdministratorAnyMore(string login, string what)
    {
        var cookie = await AskAsync("ada", null);
        var row = Assert.Single(await _house.Get<ResetStore>().OpenAsync(CancellationToken.None));
        Assert.Null(await Desk.VouchAsync(row.Id, "She read me the word.", First, CancellationToken.None));
        Assert.Equal((null, null), await Desk.ConsentAsync(row.Id, Second, IdentifyHouse.Portal, CancellationToken.None));
        var invited = _house.Traced<InvitationIssued>().Count;
        await _house.EditAsync(new CatalogEdit.PutPerson(Person(login, "developer")));
        Assert.False((await Wait.TakeAsync(cookie.Reveal(), IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Contains($"{login}, who {what} this reset", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(invited, _house.Traced<InvitationIssued>().Count);

        // Nothing was used up.
        await _house.EditAsync(new CatalogEdit.PutPerson(Person(login, "admin")));
        Assert.True((await Wait.TakeAsync(cookie.Reveal(), IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out _));
    }

    [Fact]
    public async Task Stops_WhenWhoConsentedIsSuspended()
    {
        var cookie = await AskAsync("ada", null);
        var row = Assert.Single(await _house.Get<ResetStore>().OpenAsync(CancellationToken.None));
        Assert.Null(await Desk.VouchAsync(row.Id, "She read me the word.", First, CancellationToken.None));
        Assert.Equal((null, null), await Desk.ConsentAsync(row.Id, Second, IdentifyHouse.Portal, CancellationToken.None));
        await _house.SuspendAsync("root2");
        Assert.False((await Wait.TakeAsync(cookie.Reveal(), IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Contains("root2", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_AtConsent_WhenThePersonStandsAboveWhoStartedIt_OrTheyAreNoAdministrator()
    {
        var id = await StartAsync();
        await _house.EditAsync(
            new CatalogEdit.PutPerson(_house.Catalog.Current.People["ada"] with { Roles = ["chief"] }),
            new CatalogEdit.PutPerson(_house.Catalog.Current.People["root2"] with { Roles = ["admin", "chief"] }));
        Assert.Contains("root1", (await Desk.ConsentAsync(id, Second, IdentifyHouse.Portal, CancellationToken.None)).Why!.Reason, StringComparison.Ordinal);
        await _house.EditAsync(
            new CatalogEdit.PutPerson(_house.Catalog.Current.People["ada"] with { Roles = ["developer"] }),
            new CatalogEdit.PutPerson(Person("root1", "developer")));
        Assert.Contains("root1", (await Desk.ConsentAsync(id, Second, IdentifyHouse.Portal, CancellationToken.None)).Why!.Reason, StringComparison.Ordinal);
        Assert.Contains("root1", (await Desk.ConsentAsync(id, Actor.TheOperator, IdentifyHouse.Portal, CancellationToken.None)).Why!.Reason, StringComparison.Ordinal);
        Assert.Empty(_house.Traced<ResetConsented>());
        Assert.False((await Desk.StartAsync("ada", "Again.", First, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Same(ResetRefusals.NoAdministrator, refusal);
    }

    [Fact]
    public async Task Lets_TheOperatorDoItAlone_TracedAsSuch()
    {
        Assert.True((await Desk.StartAsync("ada", "Alone here.", Actor.TheOperator, CancellationToken.None)).Passed(out var row, out _));
        Assert.NotNull((await Desk.ConsentAsync(row.Id, Actor.TheOperator, IdentifyHouse.Portal, CancellationToken.None)).Link);
        Assert.Equal("operator", Assert.Single(_house.Traced<ResetConsented>()).Actor);
    }

    [Fact]
    public async Task Makes_OneLink_OfManyWhoConsentAtOnce()
    {
        var id = await StartAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            () => Desk.ConsentAsync(id, Second, IdentifyHouse.Portal, CancellationToken.None))));
        Assert.Single(outcomes, outcome => outcome.Link is not null);
    }

    [Fact]
    public async Task Gives_TheLinkToTheBrowserThatWaits_AndToNobodyElse()
    {
        var (_, halfway) = await _house.PasswordAsync("ada");
        var cookie = await AskAsync("ada", halfway);
        var row = Assert.Single(await _house.Get<ResetStore>().OpenAsync(CancellationToken.None));
        Assert.True(row.KnowsPassword);
        var status = await Wait.LookAsync(cookie.Reveal(), CancellationToken.None);
        Assert.Equal(new ResetStatus(ResetState.Asked, ResetWord.Of(row.WaitHash!)), status);
        Assert.False((await Wait.TakeAsync(cookie.Reveal(), IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out _));

        // Nobody consents to what nobody vouched for.
        Assert.Same(ResetRefusals.Gone, (await Desk.ConsentAsync(row.Id, Second, IdentifyHouse.Portal, CancellationToken.None)).Why);
        Assert.Null(await Desk.VouchAsync(row.Id, "She read me the word.", First, CancellationToken.None));
        Assert.Same(ResetRefusals.OwnRequest, (await Desk.ConsentAsync(row.Id, First, IdentifyHouse.Portal, CancellationToken.None)).Why);
        Assert.Equal((null, null), await Desk.ConsentAsync(row.Id, Second, IdentifyHouse.Portal, CancellationToken.None));

        Assert.False((await Wait.TakeAsync(Secret.New().Reveal(), IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out _));
        Assert.True((await Wait.TakeAsync(cookie.Reveal(), IdentifyHouse.Portal, CancellationToken.None)).Passed(out var issued, out _));
        Assert.Equal("ada", (await _house.Get<EnrolmentDesk>().LookAsync(issued.Link[(issued.Link.LastIndexOf('/') + 1)..], CancellationToken.None)).Login);
        Assert.False((await Wait.TakeAsync(cookie.Reveal(), IdentifyHouse.Portal, CancellationToken.None)).Passed(out _, out _));
        Assert.Equal("ada", Assert.Single(_house.Traced<ResetAsked>()).Login);
        Assert.True(Assert.Single(_house.Traced<ResetStarted>()).Asked);
    }

    [Fact]
    public async Task Says_TheSameOfEveryName()
    {
        var cookie = await AskAsync("nobody", null);
        Assert.Equal(ResetState.Asked, (await Wait.LookAsync(cookie.Reveal(), CancellationToken.None))!.State);
        Assert.Equal(ResetState.Asked, (await Wait.LookAsync((await AskAsync("ben", null)).Reveal(), CancellationToken.None))!.State);
        Assert.Empty(await _house.Get<ResetStore>().OpenAsync(CancellationToken.None));
        var (_, bens) = (await _house.EnrolAsync("ben"), await _house.PasswordAsync("ben"));
        await AskAsync("ada", bens.SignIn);
        Assert.False(Assert.Single(await _house.Get<ResetStore>().OpenAsync(CancellationToken.None)).KnowsPassword);
    }

    [Fact]
    public async Task Bounds_WhatIsAsked_ByAccountAndAddress()
    {
        for (var i = 0; i < 5; i++)
        {
            await AskAsync("ada", null);
        }

        Assert.Equal(ResetStore.MostOpen, (await _house.Get<ResetStore>().OpenOfAsync("ada", CancellationToken.None)).Count);
        var refused = false;
        for (var i = 0; i < 30 && !refused; i++)
        {
            refused = !(await Wait.AskAsync("nobody", null, null, IdentifyHouse.Elsewhere, CancellationToken.None)).Passed(out _, out _);
        }

        Assert.True(refused);
    }

    [Fact]
    public async Task Starts_WhatAnAdministratorWants_HoweverManyAskInThatName()
    {
        for (var i = 0; i < 5; i++)
        {
            await AskAsync("ada", null);
        }

        // Of what is not kept, nothing is traced.
        Assert.Equal(ResetStore.MostOpen, _house.Traced<ResetAsked>().Count);
        for (var i = 0; i < ResetStore.MostOpen; i++)
        {
            await StartAsync();
        }

        Assert.False((await Desk.StartAsync("ada", "One more.", First, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Same(ResetRefusals.Enough, refusal);
        Assert.Equal(ResetStore.MostOpen, _house.Traced<ResetStarted>().Count);
    }

    [Fact]
    public async Task Starts_WhatAnAdministratorWants_WhenAllThatMayBeAskedIs()
    {
        var store = _house.Get<ResetStore>();
        var traced = 0;
        Task<bool?> AddAsync(int i) => store.AddAsync(
            new Gateway.Identify.Accounts.ResetRow
            {
                Id = Guid.NewGuid().ToString("N"),
                Login = $"somebody{i / ResetStore.MostOpen}",
                State = ResetState.Asked,
                Message = "",
                Reason = "",
                CreatedAt = _house.Clock.GetUtcNow(),
                ExpiresAt = _house.Clock.GetUtcNow() + ResetStore.Lifetime,
            },
            () => Task.FromResult(++traced > 0),
            CancellationToken.None);
        for (var i = 0; i < ResetStore.MostOpenOfAll; i++)
        {
            Assert.True(await AddAsync(i));
        }

        Assert.False(await AddAsync(ResetStore.MostOpenOfAll));
        Assert.Equal(ResetStore.MostOpenOfAll, traced);
        await StartAsync();
    }

    [Fact]
    public async Task Lets_ThePersonRefuseWhatSomebodyElseAsksInTheirName()
    {
        var cookie = await AskAsync("ada", null);
        var row = Assert.Single(await _house.Get<ResetStore>().OpenOfAsync("ada", CancellationToken.None));
        var ben = await _house.EnrolAsync("ben");
        Assert.Same(ResetRefusals.Gone, await Desk.RefuseOwnAsync(row.Id, _house.VerifiedOf(ben.Cookie), CancellationToken.None));
        Assert.Null(await Desk.RefuseOwnAsync(row.Id, _house.VerifiedOf(_ada.Cookie), CancellationToken.None));
        Assert.Equal(ResetState.Refused, (await Wait.LookAsync(cookie.Reveal(), CancellationToken.None))!.State);
        Assert.Same(ResetRefusals.Gone, await Desk.VouchAsync(row.Id, "x", First, CancellationToken.None));
        Assert.Equal(("ada", "ada"), Assert.Single(_house.Traced<ResetRefused>()) is var refused ? (refused.Actor, refused.Login) : default);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\u0000b")]
    public async Task Wants_AReason(string? reason)
    {
        Assert.False((await Desk.StartAsync("ada", reason, First, CancellationToken.None)).Passed(out _, out var refusal));
        Assert.Same(ResetRefusals.NoReason, refusal);
    }

    private static PersonEntry Person(string login, string role) =>
        new(login, login, $"{login}@example.com", null, [role], Suspended: false, "Africa/Lagos", []);

    private async Task<string> StartAsync()
    {
        Assert.True((await Desk.StartAsync("ada", " Lost her phone. ", First, CancellationToken.None)).Passed(out var row, out var refusal), refusal?.Reason);
        return row.Id;
    }

    private async Task<Secret> AskAsync(string login, SignIn? halfway)
    {
        Assert.True((await Wait.AskAsync(login, "Please\r\nhelp", halfway, IdentifyHouse.Home, CancellationToken.None)).Passed(out var cookie, out var refusal), refusal?.Reason);
        return cookie;
    }
}

using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Catalog.Database;

namespace RemoteDev.Gateway.Tests.Identify.Tokens;

/// <summary>What the database is asked about tokens and environments' credentials, on PostgreSQL.</summary>
public sealed class PostgresTokenTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private IdentifyHouse? _house;

    private IdentifyHouse House => _house!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_house is not null)
        {
            await _house.DisposeAsync();
        }
    }

    [PostgresFact]
    public async Task Ends_WithAllSignInsOfItsHolder_AlsoWhenItsDeletionWasLost()
    {
        var ada = await OpenAsync();
        var token = await House.TokenAsync(ada);
        Assert.True((await FindAsync(token)).Passed(out var signIn, out var refusal), refusal?.Reason);
        House.SignIns.EndAllOf("ada", EndReason.PersonChanged, except: ada.SignIn);
        Assert.True(await House.Get<SignInEndings>().SettledAsync(Patience, default));
        Assert.True(signIn.HasEnded);
        var store = House.Get<AccessTokenStore>();
        Assert.Null(await store.FindAsync(token.Row.Id, default));
        Assert.True(await store.TryAddAsync(token.Row, null, default));
        Assert.True(TokenHash.TryRead(token.Row.Hash, out var hash));
        Assert.Null(await store.FindLivingAsync(hash, default));
        Assert.Empty(await store.StandingAsync([token.Row.Id], default));
        Assert.Equal(token.Row.Id, Assert.Single(await store.LeftAsync(default)).Id);

        // Somebody else's end forgets none that an older token is held against.
        var late = new SignInEndBook(
            House.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Gateway.Identify.Accounts.AccountContext>>(),
            House.Get<SignInLifetimes>(),
            new Trace.ManualClock(House.Clock.GetUtcNow().AddDays(20)));
        Assert.True(await late.TryAddAsync("ben", null, House.Clock.GetUtcNow(), default));
        Assert.Null(await store.FindLivingAsync(hash, default));
    }

    [PostgresFact]
    public async Task TakesThePlace_OfTheOneBefore_InOneStep_AndOfNoOther()
    {
        var ada = await OpenAsync();
        var first = await House.TokenAsync(ada);
        Assert.False((await House.TryTokenAsync(ada)).Passed(out _, out var taken));
        Assert.Same(TokenRefusals.Taken, taken);
        var wanted = new NewAccessToken("laptop", TokensForTest.Scope(), House.Clock.GetUtcNow().AddHours(5)) { Replaces = true };
        var desk = House.Get<AccessTokenDesk>();
        Assert.True((await desk.IssueAsync(wanted, TokensForTest.At(ada.SignIn), null, default)).Passed(out var second, out var refusal), refusal?.Reason);
        Assert.Equal(second.Row.Id, Assert.Single(await desk.OfAsync("ada", default)).Id);
        Assert.False((await FindAsync(first)).Passed(out _, out _));

        // Somebody has the name already: nothing is added, and what was to go stays.
        var store = House.Get<AccessTokenStore>();
        Assert.False(await store.TryAddAsync(first.Row, inPlaceOf: null, default));
        Assert.True((await FindAsync(second)).Passed(out _, out _));
        Assert.Empty(await store.HoldersAsync("service:", House.Clock.GetUtcNow(), default));
        Assert.Equal("ada", Assert.Single(await store.HoldersAsync("ad", House.Clock.GetUtcNow(), default)));
    }

    [PostgresFact]
    public async Task RenewsAgain_LongAfterTheAnswerWasLost()
    {
        await OpenAsync();
        await House.EditAsync(new CatalogEdit.PutEnvironment(House.Catalog.Current.Environments["payments-dev"] with { Sources = ["192.0.2.0/24"] }));
        var desk = House.Get<WorkloadCredentialDesk>();
        Assert.True((await desk.IssueAsync("payments-dev", IdentifyHouse.Operator, default)).Passed(out var first, out _));
        House.Clock.Advance(TimeSpan.FromSeconds(10));
        var lost = await RenewAsync(first.Secret);
        House.Clock.Sleep(TimeSpan.FromMinutes(11));
        var second = await RenewAsync(first.Secret);
        var identity = House.Get<WorkloadIdentity>();
        Assert.Null((await ProveAsync(second)).Why);
        Assert.NotNull((await ProveAsync(lost)).Why);
        Assert.NotNull((await ProveAsync(first.Secret)).Why);
        var (proof, _) = await ProveAsync(second);
        var session = new AccessSession("s", SessionKind.Environment, "payments-dev", House.SignIns.All()[0], IdentifyHouse.Home, House.Clock.GetUtcNow());
        var speaker = Identified.ByWorkload(IdentifyHouse.At(Door.Git), session, "payments-dev", proof.IssuedAt);
        Assert.Null(Assert.Single(await identity.WhyNotAnyMoreAsync([speaker], default)));
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await desk.IssueAsync("payments-dev", IdentifyHouse.Operator, default)).Passed(out _, out _));
        Assert.Equal(RefusalCode.SessionEnded, Assert.Single(await identity.WhyNotAnyMoreAsync([speaker], default))!.Code);

        async Task<Secret> RenewAsync(Secret shown)
        {
            Assert.True((await desk.RenewAsync(IdentifyHouse.At(Door.Git), "environment:payments-dev", shown.Reveal(), default)).Passed(out var renewed, out var refusal), refusal?.Reason);
            return renewed.Secret;
        }

        ValueTask<(WorkloadProof Proof, Refusal? Why)> ProveAsync(Secret shown) => identity.ProveAsync(IdentifyHouse.At(Door.Git), "payments-dev", shown.Reveal(), default);
    }

    private async Task<EnrolledPerson> OpenAsync()
    {
        var connection = await postgres.CreateDatabaseAsync();
        _house = await IdentifyHouse.OpenAsync(settings: [new("RemoteDev:Database:Provider", "postgres"), new("RemoteDev:Database:ConnectionString", connection)]);
        return await _house.EnrolAsync("ada");
    }

    private ValueTask<Step<SignIn>> FindAsync(IssuedAccessToken token) => House.Get<AccessTokens>().FindAsync("ada", token.Value, IdentifyHouse.Home, default);
}

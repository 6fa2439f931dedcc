using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Enrolment;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.Sessions;
using RemoteDev.Gateway.Tests.Replicas;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.StepUp.Enrolment;

/// <summary>An enrolment is opened at one gateway and finished at another.</summary>
public sealed class SharedEnrolmentTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Fact]
    public Task HoldsEnrolments_InOneProcess()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        var alone = new PendingEnrolments(new InProcessState(clock), clock);
        return HoldAsync(alone, alone);
    }

    [RedisFact]
    public async Task HoldsEnrolments_BetweenGateways()
    {
        await using var house = new RedisHouse(redis);
        await HoldAsync(
            new PendingEnrolments(house.Gateway().State, TimeProvider.System), new PendingEnrolments(house.Gateway().State, TimeProvider.System));
    }

    [Fact]
    public async Task EndsWithTheHalfHour_AlsoWhenCodesWereWrong()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        var pendings = new PendingEnrolments(new InProcessState(clock), clock);
        var cookie = await BeginAsync(pendings, NewInvitation());
        clock.Advance(PendingEnrolments.Lifetime - TimeSpan.FromSeconds(1));
        var found = await pendings.OfAsync(cookie);
        Assert.NotNull(found);
        Assert.Equal(1, await pendings.CountWrongCodeAsync(found, default));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await pendings.OfAsync(cookie));
        Assert.Equal(1, await pendings.CountWrongCodeAsync(found, default));
        Assert.Null(await pendings.OfAsync(cookie));
    }

    [Fact]
    public async Task LetsOneLinkTakeNoMoreThanItsShare()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        var pendings = new PendingEnrolments(new InProcessState(clock), clock);
        var invitation = NewInvitation();
        for (var i = 0; i < PendingEnrolments.MostOfOneInvitation; i++)
        {
            Assert.NotNull(await pendings.OfAsync(await BeginAsync(pendings, invitation)));
        }

        Assert.False((await pendings.BeginAsync("ada", invitation, "hash", TotpKey.New(), default)).Passed(out _, out var why));
        Assert.Same(EnrolmentRefusals.Crowded, why);
        await BeginAsync(pendings, NewInvitation());
    }

    [RedisFact]
    public async Task SaysSo_WhenNobodyAnswers_AndShowsRedisNothing()
    {
        await using var house = new RedisHouse(redis);
        var (state, link) = house.Gateway();
        var pendings = new PendingEnrolments(state, TimeProvider.System);
        var key = TotpKey.New();
        Assert.True((await pendings.BeginAsync("ada", NewInvitation(), "a password hash", key, default)).Passed(out var cookie, out _));
        var name = house.NameOf(new SharedKey(SharedKind.Enrolment, cookie.Hash.ToString()));
        var box = await link.AskAsync(database => database.HashGetAllAsync(name), default);
        Assert.NotEmpty(box);
        foreach (var field in box)
        {
            var bytes = (byte[])field.Value!;
            Assert.Equal(-1, bytes.AsSpan().IndexOf(key.Bytes));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("a password hash"u8));
        }

        await link.DisposeAsync();
        Assert.False((await pendings.FindAsync(cookie.Reveal(), default)).Passed(out _, out var why));
        Assert.Same(Gateway.Identify.IdentifyRefusals.SharedStateLost, why);
        Assert.False((await pendings.BeginAsync("ada", NewInvitation(), null, key, default)).Passed(out _, out why));
        Assert.Same(Gateway.Identify.IdentifyRefusals.SharedStateLost, why);
    }

    [RedisFact]
    public async Task FinishesAtAnotherGateway_AndOnlyOnce_WhenTwoFinishAtOnce()
    {
        await using var house = new RedisHouse(redis);
        await using var portal = await IdentifyHouse.OpenAsync();
        await using var here = await SharingGateway.StartAsync(house);
        await using var there = await SharingGateway.StartAsync(house);
        var (hereDesk, herePending) = Desk(portal, here.SignIns, house);
        var (thereDesk, therePending) = Desk(portal, there.SignIns, house);
        var token = await portal.InviteAsync("ada");

        // Two browsers, begun at one gateway each, finished at the other's at the same moment.
        var first = await BeginAtAsync(hereDesk, token);
        var second = await BeginAtAsync(thereDesk, token);
        var (one, two) = ((await therePending.OfAsync(first))!, (await herePending.OfAsync(second))!);
        var outcomes = await Task.WhenAll(
            Task.Run(() => thereDesk.ConfirmAsync(one, portal.CodeNow(one.Key), new SignInClient(IdentifyHouse.Home), default)),
            Task.Run(() => hereDesk.ConfirmAsync(two, portal.CodeNow(two.Key), new SignInClient(IdentifyHouse.Home), default)));
        var enrolled = (EnrolmentOutcome.Enrolled)Assert.Single(outcomes, outcome => outcome is EnrolmentOutcome.Enrolled);
        Assert.Same(EnrolmentRefusals.Closed, ((EnrolmentOutcome.Refused)Assert.Single(outcomes, outcome => outcome is EnrolmentOutcome.Refused)).Why);

        // Both are forgotten at both, and who lost has no sign-in.
        Assert.Null(await herePending.OfAsync(first));
        Assert.Null(await therePending.OfAsync(second));
        Assert.Single(here.SignIns.All().Concat(there.SignIns.All()), signIn => !signIn.HasEnded);
        Assert.NotNull(enrolled.Cookie);
        Assert.Same(EnrolmentRefusals.Closed, (await hereDesk.LookAsync(token, default)).Why);
    }

    private static async Task HoldAsync(PendingEnrolments here, PendingEnrolments there)
    {
        var invitation = NewInvitation();
        var key = TotpKey.New();
        Assert.True((await here.BeginAsync("ada", invitation, "hash", key, default)).Passed(out var cookie, out var refusal), refusal?.Reason);
        var found = await there.OfAsync(cookie.Reveal());
        Assert.NotNull(found);
        Assert.Equal(("ada", invitation, "hash"), (found.Login, found.Invitation, found.PasswordHash));
        Assert.Equal(key.Bytes.ToArray(), found.Key.Bytes.ToArray());

        // Another browser's cookie finds nothing, nor does half of one.
        Assert.Null(await there.OfAsync(Secret.New().Reveal()));
        Assert.Null(await there.OfAsync(cookie.Reveal()[..^1]));
        Assert.Null(await there.OfAsync(null));

        // Wrong codes are counted together, also at once.
        var counted = await Task.WhenAll(here.CountWrongCodeAsync(found, default).AsTask(), there.CountWrongCodeAsync(found, default).AsTask());
        Assert.Equal([1, 2], counted.Order());
        Assert.Equal(3, await there.CountWrongCodeAsync(found, default));
        Assert.Equal(key.Bytes.ToArray(), (await here.OfAsync(cookie.Reveal()))!.Key.Bytes.ToArray());

        // Forgetting one forgets all of its invitation, and none of another.
        var again = await BeginAsync(there, invitation);
        var other = await BeginAsync(here, NewInvitation());
        await here.ForgetAsync(found, default);
        Assert.Null(await there.OfAsync(cookie.Reveal()));
        Assert.Null(await there.OfAsync(again));
        Assert.NotNull(await there.OfAsync(other));
    }

    private static (EnrolmentDesk Desk, PendingEnrolments Pending) Desk(IdentifyHouse portal, SignInSessions signIns, RedisHouse house)
    {
        // The desks' clock is the portal's, which stands: an entry's own life in Redis is real time.
        var pending = new PendingEnrolments(house.Gateway().State, portal.Clock);
        var desk = new EnrolmentDesk(
            portal.Get<InvitationStore>(),
            pending,
            portal.Get<PasswordCheck>(),
            portal.Get<EnrolmentLedger>(),
            portal.Get<FreshRecoveryCodes>(),
            signIns,
            portal.Catalog,
            portal.Clock);
        return (desk, pending);
    }

    private static async Task<string> BeginAtAsync(EnrolmentDesk desk, string token) =>
        Assert.IsType<EnrolmentOutcome.Begun>(await desk.BeginAsync(token, IdentifyHouse.Password, default)).Cookie.Reveal();

    private static async Task<string> BeginAsync(PendingEnrolments pendings, TokenHash invitation)
    {
        Assert.True((await pendings.BeginAsync("ada", invitation, "hash", TotpKey.New(), default)).Passed(out var cookie, out var refusal), refusal?.Reason);
        return cookie.Reveal();
    }

    private static TokenHash NewInvitation() => Secret.New().Hash;
}

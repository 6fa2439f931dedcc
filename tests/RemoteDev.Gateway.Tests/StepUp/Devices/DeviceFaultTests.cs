using System.Net;
using Microsoft.Data.Sqlite;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Devices;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.OpenId;
using RemoteDev.Gateway.Tests.StepUp.Ssh;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Tests.StepUp.Devices;

/// <summary>What an approval comes to when the database or Redis fails in the middle of it: nothing is lost, nothing is left open, and the person is told.</summary>
public sealed class DeviceFaultTests : SshPersonTests
{
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();

    private FaultyState _state = null!;
    private DeviceAuthorizations _devices = null!;

    private DateTimeOffset Now => House.Clock.GetUtcNow();

    public override async Task DisposeAsync()
    {
        _key.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task WaitsAgain_WhenTheTokenCannotBeWritten_AndTheOneBeforeLives()
    {
        var first = await BeginAsync();
        await ApproveAsync(first);
        var before = (await _devices.PollAsync(first.DeviceCode.Reveal(), default)).Request!.Grant!.Token!;
        var again = await BeginAsync();
        await DatabaseAsync("CREATE TRIGGER full BEFORE INSERT ON identify_access_tokens BEGIN SELECT RAISE(ABORT, 'full'); END");

        Assert.Same(TokenRefusals.NotMade, await NotApprovedAsync(again));

        Assert.Equal(DeviceOutcome.Pending, await PollAsync(again));
        Assert.True((await KnownAsync(before)).Passed(out var signIn, out _));
        await DatabaseAsync("DROP TRIGGER full");
        await ApproveAsync(again);
        Assert.True(signIn.HasEnded);
        Assert.False((await KnownAsync(before)).Passed(out _, out _));
        Assert.Equal(DeviceOutcome.Granted, await PollAsync(again));
        Assert.Single(await TokensAsync());
    }

    [Fact]
    public async Task WaitsAgain_WhenTheDatabaseCannotBeAsked()
    {
        var begun = await BeginAsync();
        await DatabaseAsync("ALTER TABLE identify_access_tokens RENAME TO elsewhere");
        Assert.Equal(RefusalCode.NotReady, (await NotApprovedAsync(begun)).Code);
        await DatabaseAsync("ALTER TABLE elsewhere RENAME TO identify_access_tokens");
        await ApproveAsync(begun);
        Assert.Equal(DeviceOutcome.Granted, await PollAsync(begun));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakesTheTokenBack_WhenItCannotBeHandedOut(bool forLong)
    {
        var begun = await BeginAsync();
        var changes = 0;
        _state.Before = (question, _) =>
        {
            // The first change says that somebody decides; the second holds the token.
            if (question == nameof(ISharedState.TryReplaceAsync) && ++changes >= 2 && (forLong || changes == 2))
            {
                throw new SharedStateException("Away.");
            }
        };
        Assert.Same(IdentifyRefusals.SharedStateLost, await NotApprovedAsync(begun));
        Assert.True(await House.Get<AccessTokenEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));
        Assert.Empty(await TokensAsync());
        var made = Assert.Single(House.Traced<CredentialIssued>(), issued => issued.Kind == AccessTokenDesk.Kind).Credential;
        var back = Assert.Single(House.Traced<CredentialRevoked>());
        Assert.Equal((made, "gateway", "The approval it was made for could not be finished, and no machine got it."), (back.Credential, back.Actor, back.Reason));

        _state.Before = (_, _) => { };
        if (forLong)
        {
            // Not even that it waits again could be written.
            Assert.False((await FindAsync(begun)).Passed(out _, out _));
            House.Clock.Advance(DeviceRequest.Finish);
        }

        Assert.True((await FindAsync(begun)).Passed(out _, out _));
        await ApproveAsync(begun);
        Assert.Equal(DeviceOutcome.Granted, await PollAsync(begun));
        Assert.Single(await TokensAsync());
    }

    [Fact]
    public async Task GivesNothing_ByAnApprovalThatTookTooLong_AndAnotherTookOver()
    {
        var begun = await BeginAsync();
        var (changes, over) = (0, false);
        _state.Before = (question, _) =>
        {
            if (question == nameof(ISharedState.TryReplaceAsync) && ++changes == 2 && !over)
            {
                over = true;
                House.Clock.Advance(DeviceRequest.Finish);
                Assert.True(_devices.DenyAsync(begun.Request).AsTask().GetAwaiter().GetResult());
            }
        };
        await NotApprovedAsync(begun);
        Assert.True(over);
        Assert.Equal(DeviceOutcome.Denied, await PollAsync(begun));
        Assert.True(await House.Get<AccessTokenEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));
        Assert.Empty(await TokensAsync());
    }

    [Fact]
    public async Task HandsOutNothing_ThatWasRevokedMeanwhile()
    {
        var begun = await BeginAsync();
        await ApproveAsync(begun);
        var token = Assert.Single(await TokensAsync());
        Assert.True((await House.Get<AccessTokenDesk>().RevokeAsync("ada", token.Id, IdentifyHouse.Operator, "Second thoughts.", default)).Passed(out _, out _));
        Assert.Equal(DeviceOutcome.Expired, await PollAsync(begun));
    }

    // A certificate alone, which no token stands beside.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HandsOutNothing_AfterAllOfThePersonsSignInsWereEnded(bool git)
    {
        var (begun, kept) = (await BeginAsync(git), await BeginAsync(git: false));
        await ApproveAsync(begun);
        House.Clock.Advance(TimeSpan.FromMilliseconds(1));
        House.SignIns.EndAllOf("ada", EndReason.PersonChanged, except: Ada.Enrolled.SignIn);
        Assert.True(await House.Get<SignInEndings>().SettledAsync(TimeSpan.FromSeconds(20), default));
        Assert.Equal(DeviceOutcome.Expired, await PollAsync(begun));

        // What is approved afterwards is not meant.
        await ApproveAsync(kept);
        Assert.Equal(DeviceOutcome.Granted, await PollAsync(kept));
    }

    [Theory]
    [InlineData(true, "identify_access_tokens")]
    [InlineData(true, "identify_sign_in_ends")]
    [InlineData(false, "identify_sign_in_ends")]
    public async Task LosesNothing_WhenTheDatabaseCannotSayWhetherItStands(bool git, string table)
    {
        var begun = await BeginAsync(git);
        await ApproveAsync(begun);
        await DatabaseAsync($"ALTER TABLE {table} RENAME TO elsewhere");
        Assert.Equal(DeviceOutcome.NotNow, await PollAsync(begun));
        await DatabaseAsync($"ALTER TABLE elsewhere RENAME TO {table}");
        House.Clock.Advance(DeviceAuthorizations.Pace);
        Assert.Equal(DeviceOutcome.Granted, await PollAsync(begun));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaysThatTheSignInEnded_WhenThatIsWhy(bool git)
    {
        var begun = await BeginAsync(git);
        _state.Before = (question, _) =>
        {
            if (question == nameof(ISharedState.TryReplaceAsync))
            {
                House.SignIns.End(Ada.Enrolled.SignIn, EndReason.SignedOut);
            }
        };
        Assert.Equal(RefusalCode.SessionEnded, (await NotApprovedAsync(begun)).Code);
        Assert.DoesNotContain(House.Traced<CredentialIssued>(), issued => issued.Kind == "ssh-certificate");
        Assert.Empty(await TokensAsync());
    }

    [Fact]
    public async Task CountsNothingAgainstAnybody_WhenRedisIsAway()
    {
        var begun = await BeginAsync();
        _state.Before = (_, _) => throw new SharedStateException("Away.");
        for (var i = 0; i < 30; i++)
        {
            Assert.False((await FindAsync(begun)).Passed(out _, out var refusal));
            Assert.Same(IdentifyRefusals.SharedStateLost, refusal);
        }

        Assert.Equal(0, House.Get<LockoutBook>().Of(LockoutKey.Address(IdentifyHouse.Home)).Failures);
    }

    private async Task<DeviceBegun> BeginAsync(bool git = true)
    {
        if (_state is null)
        {
            House.Clock.Advance(TimeSpan.FromSeconds(1));
            _state = new FaultyState(House.Get<ISharedState>());
            _devices = new DeviceAuthorizations(new DeviceStore(_state, House.Clock), House.Get<DeviceIssue>(), House.Get<LockoutBook>(), House.Clock);
        }

        Assert.True((await _devices.BeginAsync(new DeviceScope(true, git), _key.PublicKey, "laptop", IPAddress.Loopback, default)).Passed(out var begun, out var refusal), refusal?.Reason);
        return begun;
    }

    private ValueTask<Step<DeviceRequest>> FindAsync(DeviceBegun begun) => _devices.FindAsync(begun.Request.UserCode, IdentifyHouse.Home, default);

    private async Task<DeviceOutcome> PollAsync(DeviceBegun begun)
    {
        House.Clock.Advance(DeviceAuthorizations.Pace);
        return (await _devices.PollAsync(begun.DeviceCode.Reveal(), default)).Outcome;
    }

    private Task<Step<DeviceRequest>> TryApproveAsync(DeviceBegun begun) => _devices.ApproveAsync(begun.Request, Ada.AtPortal, Now.AddHours(1), ["payments-dev"]);

    private async Task ApproveAsync(DeviceBegun begun) => Assert.True((await TryApproveAsync(begun)).Passed(out _, out var refusal), refusal?.Reason);

    private async Task<Refusal> NotApprovedAsync(DeviceBegun begun)
    {
        Assert.False((await TryApproveAsync(begun)).Passed(out _, out var refusal));
        return refusal;
    }

    private ValueTask<Step<SignIn>> KnownAsync(string token) => House.Get<AccessTokens>().FindAsync("ada", token, IdentifyHouse.Elsewhere, default);

    private Task<IReadOnlyList<AccessTokenRow>> TokensAsync() => House.Get<AccessTokenDesk>().OfAsync("ada", default);

    private async Task DatabaseAsync(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(House.Folder, "gateway.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests give these statements.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

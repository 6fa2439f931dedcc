using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Identify.Tokens;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.StepUp;

/// <summary>What lets somebody in, or keeps somebody out, is in the trace, with who and from where.</summary>
public sealed class TracedTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;

    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync();

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Traces_AnEnrolment()
    {
        var ada = await _house.EnrolAsync("ada");
        var issued = Assert.Single(_house.Traced<InvitationIssued>());
        Assert.Equal(("operator", "ada", _house.Clock.GetUtcNow().AddDays(1)), (issued.Actor, issued.Login, issued.Expires));
        Assert.Equal("ada", Assert.Single(_house.Traced<InvitationAccepted>()).Login);
        var enrolled = Assert.Single(_house.Traced<MfaEnrolled>());
        Assert.Equal(("ada", "192.0.2.7", "totp"), (enrolled.Actor, enrolled.Source, enrolled.Method));
        Assert.Equal("invitation", Assert.Single(_house.Traced<SignInSucceeded>()).Method);
        Assert.Equal(ada.SignIn.Id, Assert.Single(_house.Traced<MfaVerified>()).SignIn);
    }

    [Fact]
    public async Task Traces_WrongAndRightFactors()
    {
        var ada = await _house.EnrolAsync("ada");
        var (half, signIn) = await _house.PasswordAsync("ada");
        Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key)));
        var refused = Assert.Single(_house.Traced<MfaRefused>());
        Assert.Equal(("ada", signIn.Id, "totp", RefusalCode.BadCredential), (refused.Actor, refused.SignIn, refused.Method, refused.Code));
        Assert.IsType<FactorOutcome.Proven>(await _house.TryCodeAsync(half, ada.RecoveryCodes[0]));
        var used = Assert.Single(_house.Traced<RecoveryUsed>());
        Assert.Equal((signIn.Id, RecoveryCode.Count - 1), (used.SignIn, used.Remaining));
        Assert.Equal("recovery-code", _house.Traced<MfaVerified>()[^1].Method);
    }

    [Fact]
    public async Task Traces_WrongPasswords_AndTheLockout_ByNameAndAddress()
    {
        for (var i = 0; i < LockoutRule.For(LockoutKind.Password).Free; i++)
        {
            await _house.TryPasswordAsync("ada", "wrong wrong wrong");
        }

        Assert.All(_house.Traced<SignInRefused>(), refused => Assert.Equal(("ada", "192.0.2.7"), (refused.Login, refused.Source)));
        var locked = Assert.Single(_house.Traced<SignInLockedOut>());
        Assert.Equal(("ada", "192.0.2.7", 5, _house.Clock.GetUtcNow().AddSeconds(30)), (locked.Login, locked.Source, locked.Failures, locked.Until));
    }

    [Fact]
    public async Task Traces_NoNameThatIsNone_ForItMayBeAPassword()
    {
        await _house.TryPasswordAsync("my secret pass phrase!", "x");
        Assert.DoesNotContain("pass phrase", _house.Traced(), StringComparison.Ordinal);
        Assert.Equal("(unrecognised)", Assert.Single(_house.Traced<SignInRefused>()).Login);
    }

    [Fact]
    public async Task Traces_Credentials_WithoutTheirValue()
    {
        var ada = await _house.EnrolAsync("ada");
        var token = await _house.TokenAsync(ada, TokensForTest.Scope("gitFetch", project: "payments"));
        var desk = _house.Get<AccessTokenDesk>();
        var actor = new Gateway.Catalog.Actor("ada", "portal", null, null);
        Assert.True((await desk.RevokeAsync("ada", token.Row.Id, actor, "Lost.", CancellationToken.None)).Passed(out _, out _));
        Assert.False((await desk.RevokeAsync("ada", token.Row.Id, actor, "Lost.", CancellationToken.None)).Passed(out _, out _));
        var issued = Assert.Single(_house.Traced<CredentialIssued>());
        Assert.Equal(("ada", "access-token", "ada", token.Row.Id), (issued.Actor, issued.Kind, issued.For, issued.Credential));
        Assert.Equal(("gitFetch on project payments", token.Row.ExpiresAt), (issued.Scope, issued.Expires));
        var revoked = Assert.Single(_house.Traced<CredentialRevoked>());
        Assert.Equal(("access-token", token.Row.Id, "Lost."), (revoked.Kind, revoked.Credential, revoked.Reason));
        Assert.DoesNotContain(token.Value[4..], _house.Traced(), StringComparison.Ordinal);
        Assert.DoesNotContain(token.Row.Hash, _house.Traced(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LetsNobodyIn_WhenTheTraceCannotBeWritten()
    {
        var ada = await _house.EnrolAsync("ada");
        _house.NextStep();
        var (half, signIn) = await _house.PasswordAsync("ada");
        _house.Get<Gateway.Trace.TraceRoom>().Dispose();

        var password = Assert.IsType<SignInOutcome.Refused>(await _house.TryPasswordAsync("ada", IdentifyHouse.Password));
        Assert.Equal(RefusalCode.TraceUnavailable, password.Why.Code);
        var code = Assert.IsType<FactorOutcome.Refused>(await _house.TryCodeAsync(half, _house.CodeNow(ada.Key)));
        Assert.Equal(RefusalCode.TraceUnavailable, code.Why.Code);
        Assert.Null(signIn.Mfa);
        var invitation = await _house.Get<Gateway.Identify.Invitations.InvitationDesk>()
            .IssueAsync("ben", IdentifyHouse.Operator, IdentifyHouse.Portal, CancellationToken.None);
        Assert.False(invitation.Passed(out _, out var refusal));
        Assert.Equal(RefusalCode.TraceUnavailable, refusal.Code);
    }
}

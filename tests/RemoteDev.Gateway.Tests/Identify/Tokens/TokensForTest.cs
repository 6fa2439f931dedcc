using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;

namespace RemoteDev.Gateway.Tests.Identify.Tokens;

/// <summary>Access tokens as tests make them.</summary>
internal static class TokensForTest
{
    public static TokenScope Scope(string actions = "gitFetch gitPush", string? project = null, string? repository = null, string? window = null)
    {
        Assert.True(TokenScope.TryMake(actions.Split(' '), project, repository, window, out var scope));
        return scope;
    }

    public static Verified At(SignIn signIn)
    {
        Assert.True(new StepUpRoom().Verify(Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn)).Passed(out var verified, out var refusal), refusal?.Reason);
        return verified;
    }

    public static async Task<Step<IssuedAccessToken>> TryTokenAsync(
        this IdentifyHouse house, EnrolledPerson person, TokenScope? scope = null, string name = "laptop", TimeSpan? length = null)
    {
        // Enrolment ended whatever the person had until then.
        house.Clock.Advance(TimeSpan.FromMilliseconds(20));
        var wanted = new NewAccessToken(name, scope ?? Scope(), house.Clock.GetUtcNow() + (length ?? TimeSpan.FromDays(7)));
        return await house.Get<AccessTokenDesk>().IssueAsync(wanted, At(person.SignIn), askedFrom: null, CancellationToken.None);
    }

    public static async Task<IssuedAccessToken> TokenAsync(
        this IdentifyHouse house, EnrolledPerson person, TokenScope? scope = null, string name = "laptop", TimeSpan? length = null)
    {
        var step = await house.TryTokenAsync(person, scope, name, length);
        Assert.True(step.Passed(out var token, out var refusal), refusal?.Reason);
        return token;
    }
}

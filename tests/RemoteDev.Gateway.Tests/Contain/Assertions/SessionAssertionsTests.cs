using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Authorize;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Tests.Contain.Assertions;

/// <summary>A server inside verifies who is asking, by the published keys alone.</summary>
public sealed class SessionAssertionsTests : IDisposable
{
    private const string Audience = "http://payments-ide.remotedev.localhost:8443";

    private readonly AuthorizeFixture _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Says_WhoIsAsking_ToOneServer()
    {
        var keys = AssertionsForTest.Keys(_house.Clock);
        var permitted = await PermittedAsync();
        var token = AssertionsForTest.Of(_house, keys).For(permitted, Audience)!;

        var claims = await VerifyAsync(keys, token, Audience);
        Assert.NotNull(claims);
        Assert.Equal(
            ("ada", permitted.Session.Id, "outside", "acme"),
            (Text(claims, "sub"), Text(claims, "sid"), Text(claims, "origin"), Text(claims, "employer")));
        Assert.Equal("totp", Assert.Single(Assert.IsAssignableFrom<IEnumerable<object>>(claims["amr"] is string one ? new[] { one } : claims["amr"])));
        Assert.Null(await VerifyAsync(keys, token, "http://payments-vm.remotedev.localhost:8443"));
        Assert.Null(await VerifyAsync(AssertionsForTest.Keys(_house.Clock), token, Audience));
        Assert.Null(await VerifyAsync(keys, token[..^2] + (token[^2] == 'A' ? 'B' : 'A') + token[^1], Audience));
    }

    [Fact]
    public async Task Serves_ManyRequestsWithOneToken_AndNoneForTooLong()
    {
        var keys = AssertionsForTest.Keys(_house.Clock);
        var assertions = AssertionsForTest.Of(_house, keys);
        var permitted = await PermittedAsync();
        var first = assertions.For(permitted, Audience)!;
        _house.Clock.Advance((SessionAssertions.Life / 2) - TimeSpan.FromSeconds(1));
        Assert.Same(first, assertions.For(permitted, Audience));
        _house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(first, assertions.For(permitted, Audience));
        Assert.NotNull(await VerifyAsync(keys, first, Audience));
        _house.Clock.Advance(SessionAssertions.Life / 2);
        Assert.Null(await VerifyAsync(keys, first, Audience));
    }

    [Fact]
    public async Task Keeps_OneTokenForEachServer_OfASessionThatAsksThemInTurn()
    {
        const string repository = "http://git.internal:3000/payments/app.git";
        var assertions = AssertionsForTest.Of(_house);
        var permitted = await PermittedAsync();
        var (first, second) = (assertions.For(permitted, Audience), assertions.For(permitted, repository));
        Assert.NotEqual(first, second, StringComparer.Ordinal);
        Assert.Same(first, assertions.For(permitted, Audience));
        Assert.Same(second, assertions.For(permitted, repository));
    }

    [Fact]
    public async Task Changes_WithTheCatalogue()
    {
        var assertions = AssertionsForTest.Of(_house);
        var permitted = await PermittedAsync();
        var first = assertions.For(permitted, Audience);
        _house.Rules.Follow(AuthorizeFixture.Snapshot(2));
        Assert.NotSame(first, assertions.For(permitted, Audience));
    }

    [Fact]
    public async Task Says_Nothing_WhenNoKeySigns()
    {
        var keys = new AssertionKeys(_house.Clock);
        var assertions = AssertionsForTest.Of(_house, keys);
        var permitted = await PermittedAsync();
        Assert.Null(assertions.For(permitted, Audience));
#pragma warning disable CA2000 // It lives as long as the keys that hold it.
        keys.Use([new AssertionKey(1, ECDsa.Create(ECCurve.NamedCurves.nistP256), _house.Clock.GetUtcNow().AddDays(1), _house.Clock.GetUtcNow().AddDays(31))]);
#pragma warning restore CA2000
        Assert.Null(assertions.For(permitted, Audience));
    }

    private async Task<Permitted> PermittedAsync()
    {
        var session = await _house.EnterAsync();
        var step = _house.Room.Authorize(_house.Ada(session: session), Actions.Browse, Uids.Environment("payments-ide"), AccessDetail.Http);
        Assert.True(step.Passed(out var permitted, out var refusal), refusal?.Reason);
        return permitted;
    }

    private async Task<IDictionary<string, object>?> VerifyAsync(AssertionKeys keys, string token, string audience)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "http://remotedev.localhost:8443",
            ValidAudience = audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.Published,
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = (from, until, _, _) => from <= _house.Clock.GetUtcNow().UtcDateTime && _house.Clock.GetUtcNow().UtcDateTime < until,
        });
        return result.IsValid ? result.Claims : null;
    }

    private static string? Text(IDictionary<string, object> claims, string name) => claims[name] as string;
}

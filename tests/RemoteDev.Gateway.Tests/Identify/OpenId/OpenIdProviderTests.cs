using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RemoteDev.Gateway.Identify.OpenId;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>What is asked of a provider, and what an honest answer gives.</summary>
public sealed class OpenIdProviderTests
{
    [Fact]
    public async Task Asks_WithCodeChallengeStateAndNonce()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var begun = await bench.BeginAsync();
        var query = ProviderBench.Query(begun.GoTo);
        Assert.Equal($"{bench.Far.Issuer}/auth", begun.GoTo.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", "S256", "openid profile email"), (query["response_type"], query["code_challenge_method"], query["scope"]));
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(begun.Attempt.Verifier))), query["code_challenge"]);
        Assert.Equal((begun.Attempt.State, begun.Attempt.Nonce), (query["state"], query["nonce"]));
        Assert.Equal($"{IdentifyHouse.Portal}/signin-oidc/corp", query["redirect_uri"]);
        Assert.DoesNotContain(begun.Attempt.Verifier, begun.GoTo.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(begun.Attempt.Verifier, begun.Attempt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_AnHonestAnswer()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.RefreshToken = "refresh-1";
        var proven = await bench.MustSignInAsync();
        Assert.Equal(("corp", "subject-of-ada", "there-1"), (proven.Identity.Provider, proven.Identity.Subject, proven.Identity.SessionId));
        Assert.Equal(("ada@example.com", "Ada", "refresh-1"), (proven.Identity.VerifiedEmail, proven.Identity.Name, proven.RefreshToken));
        var asked = bench.Far.Asked.Single(one => one.Path == "/token");
        var pair = Encoding.ASCII.GetString(Convert.FromBase64String(asked.Authorization["Basic ".Length..])).Split(':');
        Assert.Equal((HostileProvider.ClientId, ProviderBench.Secret), (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])));
        Assert.False(asked.Form.ContainsKey("client_secret"));
        Assert.Equal("<secret>", proven.ToString());
    }

    [Theory]
    [InlineData("PS256", "k1")]
    [InlineData("ES256", "e1")]
    public async Task Accepts_OtherAsymmetricSignatures(string algorithm, string key)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Sign = claims => bench.Far.Forge.Sign(claims, algorithm, key);
        await bench.MustSignInAsync();
    }

    [Fact]
    public async Task Sends_TheSecretInTheFormWhereTheProviderWantsIt()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Discovery["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post");
        await bench.MustSignInAsync();
        var asked = bench.Far.Asked.Single(one => one.Path == "/token");
        Assert.Equal((ProviderBench.Secret, ""), (asked.Form["client_secret"], asked.Authorization));
    }

    [Fact]
    public async Task Keeps_TheSecretFromAProviderThatTakesNone()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Discovery["token_endpoint_auth_methods_supported"] = new JsonArray("none", "private_key_jwt");
        await bench.MustFailAsync(OpenIdFaultKind.ClientRefused, "client_secret_basic");
        Assert.Equal(0, bench.Far.CountOf("/token"));
    }

    [Theory]
    [InlineData(true, "RS256")]
    [InlineData(false, "ES256")]
    public async Task Proves_ItselfByAPrivateKey(bool rsa, string algorithm)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        try
        {
            await using var bench = await ProviderBench.OpenAsync(far => new()
            {
                Authority = far.Issuer, ClientId = HostileProvider.ClientId, ClientKeyFile = file, ClientKeyId = "gateway-1", RequireHttpsMetadata = false,
            });
            await bench.MustSignInAsync();
            await bench.MustSignInAsync();
            var assertions = bench.Far.Asked.Where(one => one.Path == "/token").Select(one => one.Form["client_assertion"].Split('.')).ToArray();
            var header = JsonNode.Parse(Base64Url.DecodeFromChars(assertions[0][0]))!;
            var claims = assertions.Select(parts => JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!).ToArray();
            Assert.Equal((algorithm, "gateway-1"), ((string?)header["alg"], (string?)header["kid"]));
            Assert.Equal((HostileProvider.ClientId, HostileProvider.ClientId, bench.Far.Issuer), ((string?)claims[0]["iss"], (string?)claims[0]["sub"], (string?)claims[0]["aud"]));
            Assert.NotEqual((string?)claims[0]["jti"], (string?)claims[1]["jti"], StringComparer.Ordinal);
            var signed = Encoding.ASCII.GetBytes($"{assertions[0][0]}.{assertions[0][1]}");
            var signature = Base64Url.DecodeFromChars(assertions[0][2]);
            Assert.True(key is RSA r
                ? r.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : ((ECDsa)key).VerifyData(signed, signature, HashAlgorithmName.SHA256));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Pushes_WhatItAsksWhereThatIsOffered()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Discovery["pushed_authorization_request_endpoint"] = $"{bench.Far.Issuer}/par";
        var begun = await bench.BeginAsync();
        var query = ProviderBench.Query(begun.GoTo);
        Assert.Equal(["client_id", "request_uri"], query.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var pushed = bench.Far.Asked.Single(one => one.Path == "/par");
        Assert.Equal((begun.Attempt.State, begun.Attempt.Challenge), (pushed.Form["state"], pushed.Form["code_challenge"]));
        Assert.Equal(HostileProvider.ClientId, pushed.Form["client_id"]);
        Assert.StartsWith("Basic ", pushed.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demands_PushedRequestsWhereTheyAreRequired()
    {
        await using var bench = await ProviderBench.OpenAsync(far => new()
        {
            Authority = far.Issuer, ClientId = HostileProvider.ClientId, ClientSecret = "x", RequireHttpsMetadata = false,
            PushedAuthorizationBehavior = PushedAuthorizationBehavior.Require,
        });
        Assert.False((await bench.Near.BeginAsync("/", CancellationToken.None)).Passed(out _, out var fault));
        Assert.Contains("pushed", fault.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_NewKeysWhenATokenNamesOne()
    {
        await using var bench = await ProviderBench.OpenAsync();
        await bench.MustSignInAsync();
        bench.Far.Jwks = bench.Far.Forge.Jwks("k2");
        bench.Far.Forge.KeyId = "k2";
        await bench.MustSignInAsync();
        Assert.Equal(2, bench.Far.CountOf("/jwks"));
    }

    [Fact]
    public async Task Asks_ForNewKeysOnceInAWhileAtMost()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Forge.KeyId = "nobody-has-this";
        for (var i = 0; i < 4; i++)
        {
            await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "does not hold");
        }

        Assert.Equal(2, bench.Far.CountOf("/jwks"));
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "does not hold");
        Assert.Equal(3, bench.Far.CountOf("/jwks"));
    }

    [Fact]
    public async Task Serves_AnOldDocumentWhileTheProviderIsAwayButNotForEver()
    {
        await using var bench = await ProviderBench.OpenAsync();
        await bench.BeginAsync();
        bench.Far.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        bench.Clock.Advance(TimeSpan.FromHours(13));
        await bench.BeginAsync();
        bench.Clock.Advance(TimeSpan.FromHours(12));
        Assert.False((await bench.Near.BeginAsync("/", CancellationToken.None)).Passed(out _, out var fault));
        Assert.Equal(OpenIdFaultKind.Unreachable, fault.Kind);
    }

    [Fact]
    public async Task Demands_ARecentAuthenticationWhereAsked()
    {
        await using var bench = await ProviderBench.OpenAsync(far => new()
        {
            Authority = far.Issuer, ClientId = HostileProvider.ClientId, ClientSecret = "x", RequireHttpsMetadata = false, MaxAge = TimeSpan.FromMinutes(10),
        });
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "auth_time");
        bench.Far.Claims = claims => claims["auth_time"] = bench.Clock.GetUtcNow().ToUnixTimeSeconds() - 3600;
        await bench.MustFailAsync(OpenIdFaultKind.TooLongAgo, "longer ago");
        bench.Far.Claims = claims => claims["auth_time"] = bench.Clock.GetUtcNow().ToUnixTimeSeconds() - 60;
        await bench.MustSignInAsync();
        Assert.Equal("600", ProviderBench.Query((await bench.BeginAsync()).GoTo)["max_age"]);
    }

    [Fact]
    public async Task Says_WhenThePersonCancelled()
    {
        await using var bench = await ProviderBench.OpenAsync();
        await bench.MustFailAsync(OpenIdFaultKind.Cancelled, "access_denied", ("code", null), ("error", "access_denied"));
        Assert.Equal(0, bench.Far.CountOf("/token"));
    }

    [Fact]
    public async Task Says_WhenTheProviderIsDead()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var begun = await bench.BeginAsync();
        await bench.Far.DisposeAsync();
        Assert.False((await bench.ReceiveAsync(bench.Answer(begun.Attempt, ("iss", bench.Near.Options.Authority)), bench.Seal.Seal(begun.Attempt))).Passed(out _, out var fault));
        Assert.Equal(OpenIdFaultKind.Unreachable, fault.Kind);
    }

    [Fact]
    public async Task Gives_UpOnAProviderThatDoesNotAnswer()
    {
        await using var bench = await ProviderBench.OpenAsync(far => new()
        {
            Authority = far.Issuer, ClientId = HostileProvider.ClientId, ClientSecret = "x", RequireHttpsMetadata = false, BackchannelTimeout = TimeSpan.FromSeconds(5),
        });
        var begun = await bench.BeginAsync();
        bench.Far.Instead = bench.Far.NeverAsync;
        Assert.False((await bench.ReceiveAsync(bench.Answer(begun.Attempt), bench.Seal.Seal(begun.Attempt))).Passed(out _, out var fault));
        Assert.Equal(OpenIdFaultKind.Unreachable, fault.Kind);
    }
}

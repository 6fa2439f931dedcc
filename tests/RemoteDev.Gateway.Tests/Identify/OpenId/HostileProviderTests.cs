using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.OpenId.Attempts;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>What a provider, or somebody who stands between, may try. Row 13 of the regressions (CVE-2026-44347 and its like).</summary>
public sealed class HostileProviderTests
{
    // CVE-2024-47616: among them, that it is for us (aud).
    [Theory]
    [InlineData("iss", "\"https://other.example.com\"", "does not hold")]
    [InlineData("iss", "null", "does not hold")]
    [InlineData("aud", "\"somebody-else\"", "does not hold")]
    [InlineData("aud", "[\"gateway\",\"somebody-else\"]", "azp")]
    [InlineData("aud", "[]", "does not hold")]
    [InlineData("azp", "\"somebody-else\"", "azp")]
    [InlineData("azp", "7", "does not hold")]
    [InlineData("nonce", "\"of-another-sign-in\"", "nonce")]
    [InlineData("nonce", "null", "nonce")]
    [InlineData("sub", "null", "sub")]
    [InlineData("sub", "7", "sub")]
    [InlineData("sub", "\"\"", "sub")]
    [InlineData("exp", "null", "exp")]
    [InlineData("exp", "\"2099-01-01\"", "does not hold")]
    [InlineData("iat", "null", "issued")]
    [InlineData("iat", "true", "does not hold")]
    [InlineData("at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"", "at_hash")]
    [InlineData("at_hash", "7", "at_hash")]
    public async Task Refuses_TokensThatSayAnythingElse(string claim, string json, string words)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Claims = claims =>
        {
            claims.Remove(claim);
            if (json != "null")
            {
                claims[claim] = JsonNode.Parse(json);
            }
        };
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, words);
    }

    [Theory]
    [InlineData("exp", -120)]
    [InlineData("iat", 120)]
    [InlineData("nbf", 120)]
    public async Task Refuses_TokensOfAnotherTime(string claim, int seconds)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Claims = claims => claims[claim] = bench.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        await bench.MustFailAsync(OpenIdFaultKind.ClockWrong, "now");
    }

    [Theory]
    [InlineData("exp", -30)]
    [InlineData("iat", 30)]
    [InlineData("nbf", 30)]
    public async Task Forgives_ClocksThatAreALittleApart(string claim, int seconds)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Claims = claims => claims[claim] = bench.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        await bench.MustSignInAsync();
    }

    [Theory]
    [InlineData("none", "k1", "is signed with none")]
    [InlineData("HS256", "k1", "is signed with HS256")]
    [InlineData("HS256", "o1", "is signed with HS256")]
    [InlineData("RS256", "e1", "does not hold")]
    [InlineData("ES256", "k1", "does not hold")]
    [InlineData("RS256", "short", "does not hold")]
    [InlineData("RS256", "nobodys", "does not hold")]
    public async Task Refuses_SignaturesThatProveNothing(string algorithm, string key, string words)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Sign = claims => bench.Far.Forge.Sign(claims, algorithm, key);
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, words);
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    [InlineData("")]
    public async Task Refuses_NoSignatureInAnySpelling(string algorithm)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Sign = claims => bench.Far.Forge.Sign($$"""{"alg":"{{algorithm}}"}""", claims.ToJsonString(), "none");
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "not accepted");
    }

    [Fact]
    public async Task Refuses_ATokenThatWasChanged()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Sign = claims =>
        {
            var parts = bench.Far.Forge.Sign(claims).Split('.');
            claims["sub"] = "somebody-else";
            return $"{parts[0]}.{TokenForge.Text(System.Text.Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}";
        };
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "does not hold");
    }

    [Theory]
    [InlineData("""{"alg":"RS256","kid":"k1","crit":["x"],"x":1}""", "crit")]
    [InlineData("""{"alg":"RS256","alg":"none","kid":"k1"}""", "no signed token")]
    [InlineData("""{"alg":["RS256"],"kid":"k1"}""", "not accepted")]
    [InlineData("""["RS256"]""", "no signed token")]
    public async Task Refuses_HeadersThatMeanTwoThings(string header, string words)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Sign = claims => bench.Far.Forge.Sign(header, claims.ToJsonString(), "RS256");
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, words);
    }

    [Fact]
    public async Task Refuses_AClaimThatIsThereTwice()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Sign = claims => bench.Far.Forge.Sign(
            """{"alg":"RS256","kid":"k1"}""", claims.ToJsonString().Replace("{\"iss\"", "{\"sub\":\"somebody-else\",\"iss\"", StringComparison.Ordinal), "RS256");
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "twice");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d.e")]
    [InlineData("..")]
    [InlineData("%.%.%")]
    public async Task Refuses_WhatIsNoToken(string? token)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Sign = _ => token;
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "no signed token");
    }

    [Fact]
    public async Task Refuses_ATokenThatIsTooLarge()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Claims = claims => claims["padding"] = new string('x', 33_000);
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "too long");
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration", 300_000)]
    [InlineData("/jwks", 300_000)]
    [InlineData("/token", 150_000)]
    [InlineData("/me", 150_000)]
    public async Task Refuses_AnswersWithoutEnd(string path, int bytes)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Instead = async context =>
        {
            if (context.Request.Path != path)
            {
                return false;
            }

            // In pieces, so that no header says how much is to come.
            context.Response.ContentType = "application/json";
            for (var sent = 0; sent < bytes; sent += 10_000)
            {
                await context.Response.WriteAsync(new string(' ', 10_000));
                await context.Response.Body.FlushAsync();
            }

            return true;
        };
        var fault = await FailAsync(bench);
        Assert.Equal(OpenIdFaultKind.BadAnswer, fault.Kind);
        Assert.Contains($"{path} answered more than", fault.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/jwks")]
    [InlineData("/token")]
    [InlineData("/me")]
    [InlineData("/par")]
    public async Task Follows_NoRedirect(string path)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Discovery["pushed_authorization_request_endpoint"] = $"{bench.Far.Issuer}/par";
        bench.Far.Instead = context =>
        {
            if (context.Request.Path != path)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(true);
        };
        var fault = await FailAsync(bench);
        Assert.Contains("redirect", fault.Words, StringComparison.Ordinal);
        Assert.Equal(0, bench.Far.CountOf("/elsewhere"));
    }

    [Theory]
    [InlineData("issuer", "https://other.example.com")]
    [InlineData("issuer", "{issuer}/")]
    [InlineData("issuer", "{ISSUER}")]
    [InlineData("authorization_endpoint", "javascript:alert(1)")]
    [InlineData("authorization_endpoint", "http://other.example.com/auth")]
    [InlineData("authorization_endpoint", "https://user:password@other.example.com/auth")]
    [InlineData("token_endpoint", "http://other.example.com/token")]
    [InlineData("token_endpoint", "file:///etc/passwd")]
    [InlineData("jwks_uri", "http://other.example.com/jwks")]
    [InlineData("userinfo_endpoint", "http://192.0.2.1/me")]
    public async Task Refuses_DocumentsThatLeadElsewhere(string member, string value)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Discovery[member] = value
            .Replace("{issuer}", bench.Far.Issuer, StringComparison.Ordinal)
            .Replace("{ISSUER}", bench.Far.Issuer.Replace("http", "HTTP", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(OpenIdFaultKind.BadAnswer, (await FailAsync(bench)).Kind);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"issuer":"a","issuer":"b"}""")]
    public async Task Refuses_DocumentsThatAreNone(string body)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Instead = async context =>
        {
            await context.Response.WriteAsync(body);
            return true;
        };
        Assert.Equal(OpenIdFaultKind.BadAnswer, (await FailAsync(bench)).Kind);
    }

    // RFC 9207: the code of one provider is not taken to another.
    [Theory]
    [InlineData("https://other.example.com")]
    [InlineData(null)]
    public async Task Refuses_TheAnswerOfAnotherProvider(string? issuer)
    {
        await using var bench = await ProviderBench.OpenAsync();
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "iss", ("iss", issuer));
        Assert.Equal(0, bench.Far.CountOf("/token"));
    }

    [Fact]
    public async Task Refuses_AnAttemptThatWasBegunWithAnotherProvider()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var begun = await bench.BeginAsync();
        var other = begun.Attempt with { Provider = "other" };
        Assert.False((await bench.ReceiveAsync(bench.Answer(other), bench.Seal.Seal(other))).Passed(out _, out var fault));
        Assert.Equal(OpenIdFaultKind.NotBegunHere, fault.Kind);
        Assert.Equal(0, bench.Far.CountOf("/token"));
    }

    [Fact]
    public async Task Refuses_TheStateOfAnotherBrowser()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var (mine, theirs) = (await bench.BeginAsync(), await bench.BeginAsync());
        foreach (var cookie in new[] { "", "nonsense", bench.Seal.Seal(mine.Attempt), bench.Seal.Seal(mine.Attempt)[..^4] + "AAAA" })
        {
            Assert.False((await bench.ReceiveAsync(bench.Answer(theirs.Attempt), cookie)).Passed(out _, out var fault));
            Assert.Equal(OpenIdFaultKind.NotBegunHere, fault.Kind);
        }

        Assert.Equal(0, bench.Far.CountOf("/token"));
    }

    // TS-2025-007: validated and consumed in one step.
    [Fact]
    public async Task Takes_AnAnswerOnceAlsoFromManyAtOnce()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var begun = await bench.BeginAsync();
        var cookie = bench.Seal.Seal(begun.Attempt);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => bench.ReceiveAsync(bench.Answer(begun.Attempt), cookie)));
        Assert.Single(outcomes, outcome => outcome.Passed(out _, out _));
        Assert.All(outcomes, outcome => Assert.True(outcome.Passed(out _, out var fault) || fault.Kind == OpenIdFaultKind.UsedTwice));
        Assert.Equal(1, bench.Far.CountOf("/token"));
    }

    [Fact]
    public async Task Refuses_AnAnswerThatComesTooLate()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var begun = await bench.BeginAsync();
        bench.Clock.Advance(SignInAttempt.Lifetime);
        Assert.False((await bench.ReceiveAsync(bench.Answer(begun.Attempt), bench.Seal.Seal(begun.Attempt))).Passed(out _, out var fault));
        Assert.Equal(OpenIdFaultKind.NotBegunHere, fault.Kind);
    }

    [Fact]
    public async Task Refuses_AnswersThatSaySomethingTwice()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var begun = await bench.BeginAsync();
        var answer = bench.Answer(begun.Attempt);
        answer["code"] = new(["code-1", "code-2"]);
        Assert.Null(CallbackAnswer.Read(answer));
        Assert.Null(CallbackAnswer.Read(bench.Answer(begun.Attempt, ("error", "access_denied"))));
        Assert.Null(CallbackAnswer.Read(bench.Answer(begun.Attempt, ("code", new string('x', 9000)))));
        Assert.Null(CallbackAnswer.Read(bench.Answer(begun.Attempt, ("state", null))));
    }

    [Fact]
    public async Task Refuses_ACodeThatWasUsedBefore()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Instead = async context =>
        {
            if (context.Request.Path != "/token")
            {
                return false;
            }

            context.Response.StatusCode = 400;
            await HostileProvider.JsonAsync(context, new JsonObject { ["error"] = "invalid_grant" });
            return true;
        };
        await bench.MustFailAsync(OpenIdFaultKind.GrantEnded, "invalid_grant");
    }

    [Fact]
    public async Task Refuses_UserInfoOfSomebodyElse()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.UserInfo["sub"] = "somebody-else";
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "somebody else (sub)");
        bench.Far.UserInfo.Remove("sub");
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "somebody else (sub)");
    }

    // CVE-2026-55076: a string that says "true" is not the boolean.
    [Theory]
    [InlineData("\"true\"")]
    [InlineData("\"True\"")]
    [InlineData("1")]
    [InlineData("false")]
    [InlineData("[true]")]
    [InlineData(null)]
    public async Task Takes_AnAddressAsVerifiedOnlyByABoolean(string? json)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.UserInfo.Remove("email_verified");
        if (json is not null)
        {
            bench.Far.UserInfo["email_verified"] = JsonNode.Parse(json);
        }

        Assert.Null((await bench.MustSignInAsync()).Identity.VerifiedEmail);
    }

    [Fact]
    public async Task Takes_AddressAndItsVerificationFromOneSource()
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Claims = claims => claims["email"] = "chief@example.com";
        Assert.Null((await bench.MustSignInAsync()).Identity.VerifiedEmail);
    }

    // A provider that signs with a key others publish, too: what matters is which one this provider's document leads to.
    [Fact]
    public async Task Refuses_ATokenOfAnotherProvidersKey()
    {
        await using var bench = await ProviderBench.OpenAsync();
        using var other = new TokenForge();
        bench.Far.Sign = claims => other.Sign(claims);
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "does not hold");
    }

    [Theory]
    [InlineData("mac")]
    [InlineData(null)]
    public async Task Refuses_TokensOfAnotherKind(string? type)
    {
        await using var bench = await ProviderBench.OpenAsync();
        bench.Far.Instead = async context =>
        {
            if (context.Request.Path != "/token")
            {
                return false;
            }

            await HostileProvider.JsonAsync(
                context, new JsonObject { ["access_token"] = "a", ["token_type"] = type, ["id_token"] = bench.Far.Sign(bench.Far.ClaimsNow()) });
            return true;
        };
        await bench.MustFailAsync(OpenIdFaultKind.BadAnswer, "no bearer token");
    }

    [Fact]
    public async Task Repeats_NoWordsOfTheProviderAsTheyCame()
    {
        await using var bench = await ProviderBench.OpenAsync();
        var fault = await bench.MustFailAsync(
            OpenIdFaultKind.BadAnswer, "sent the browser back", ("code", null), ("error", "x\u001b[31m\n" + new string('y', 900)));
        Assert.InRange(fault.Words.Length, 1, 200);
        Assert.DoesNotContain(fault.Words, char.IsControl);
    }

    private static async Task<OpenIdFault> FailAsync(ProviderBench bench)
    {
        if (!(await bench.Near.BeginAsync("/", CancellationToken.None)).Passed(out var begun, out var fault))
        {
            return fault;
        }

        bench.Far.Nonce = begun.Attempt.Nonce;
        Assert.False((await bench.ReceiveAsync(bench.Answer(begun.Attempt), bench.Seal.Seal(begun.Attempt))).Passed(out _, out fault), "The sign-in was accepted.");
        return fault;
    }
}

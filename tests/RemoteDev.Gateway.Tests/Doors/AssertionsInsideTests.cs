using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RemoteDev.Gateway.Console.Api;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>Servers inside that read the gateway's keys from where it publishes them, and answer nobody whose assertion they cannot verify.</summary>
public sealed class AssertionsInsideTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private const string Issuer = "http://" + SshHouse.Portal;
    private const string WebOrigin = "http://" + SshHouse.WebHost;
    private const string Refs = "/" + SshHouse.Repository + ".git/info/refs?service=git-upload-pack";

    private readonly ConcurrentQueue<(JsonWebToken Token, string Header)> _taken = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private Inside _inside = null!;
    private JsonWebKeySet? _keys;

    public async Task InitializeAsync()
    {
        await GitTalk.UntilAsync(() => house.Get<Readiness>().IsOpen);
        _inside = await Inside.StartAsync();
        _inside.Instead = context => VerifyAsync(context, WebOrigin);
        house.GitServer.Instead = context => VerifyAsync(context, house.GitServer.Upstream.AbsoluteUri);
        await house.PutWebAsync(_inside.Address);
        await house.OpenWindowAsync(open: true);
        await house.SavePolicyAsync("""
            @id("work") @reason("Acme works on Payments.") @mfa("8h") @egress("64GiB/day")
            permit (principal is RemoteDev::User in RemoteDev::Vendor::"acme", action, resource in RemoteDev::Project::"payments");
            """);
        house.Remember();
    }

    public async Task DisposeAsync()
    {
        house.GitServer.Instead = _ => Task.FromResult(false);
        await _inside.DisposeAsync();
    }

    [OpenSshFact("git")]
    public async Task AreVerified_ByThePublishedKeysAlone_AtEveryDoor()
    {
        var (session, cookie) = await house.EnterWebAsync();
        Assert.Equal(HttpStatusCode.OK, await WebAsync(cookie));
        var web = Taken();
        Assert.Equal(("ada", session.Id, "ES256"), (web.Token.Subject, web.Token.GetPayloadValue<string>("sid"), web.Token.Alg));
        using (var socket = await house.WebSocketAsync(cookie))
        {
            Assert.Equal("ada", Taken().Token.Subject);
        }

        var token = await house.TokenAsync("gitFetch");
        Assert.Equal(HttpStatusCode.OK, await GitAsync(token));
        Assert.Equal("ada", Taken().Token.Subject);
        var (code, said) = await house.ProgramAsync("git", ["-c", $"core.sshCommand={house.SshCommand}", "-c", "ssh.variant=ssh", "ls-remote", house.GitDoorUrl]);
        Assert.True(code == 0, said);
        Assert.Equal("ada", Taken().Token.Subject);
        Assert.Empty(_refused);

        // One server's is no other's, and one that is over is nobody's.
        Assert.NotNull(await WhyNotAsync(web.Header, house.GitServer.Upstream.AbsoluteUri, DateTime.UtcNow));
        Assert.NotNull(await WhyNotAsync(web.Header, WebOrigin, DateTime.UtcNow + SessionAssertions.Life));
        Assert.Null(await WhyNotAsync(web.Header, WebOrigin, DateTime.UtcNow));
    }

    [Fact]
    public async Task AreVerified_OverAChangeOfKeys()
    {
        var (_, cookie) = await house.EnterWebAsync();
        Assert.Equal(HttpStatusCode.OK, await WebAsync(cookie));
        var before = Taken();
        await using (var context = await house.Get<IDbContextFactory<AccountContext>>().CreateDbContextAsync())
        {
            // Its time is over, and the next one is made.
            await context.AssertionKeys.ExecuteUpdateAsync(set => set.SetProperty(row => row.SignsUntil, DateTimeOffset.UtcNow.AddMilliseconds(-1)));
        }

        await house.Get<IEnumerable<IHostedService>>().OfType<AssertionRotation>().Single().LookAsync(default);

        // What was signed before is taken on: at this door by the session's own token, and by a server that reads the keys only now.
        Assert.Equal(HttpStatusCode.OK, await WebAsync(cookie));
        _keys = null;
        Assert.Null(await WhyNotAsync(before.Header, WebOrigin, DateTime.UtcNow));

        // A server that knows the old keys alone meets an id that it does not know, and reads them again.
        var old = new JsonWebKeySet();
        old.Keys.Add(_keys!.Keys.Single(key => key.Kid == before.Token.Kid));
        _keys = old;
        house.Remember();
        var (_, again) = await house.EnterWebAsync();
        Assert.Equal(HttpStatusCode.OK, await WebAsync(again));
        var after = _taken.Last();
        Assert.NotEqual(before.Token.Kid, after.Token.Kid, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await GitAsync(await house.TokenAsync("gitFetch")));
        Assert.Equal(after.Token.Kid, _taken.Last().Token.Kid);
        Assert.Empty(_refused);
    }

    [Theory]
    [InlineData("X-RemoteDev-Assertion")]
    [InlineData("x-remotedev-assertion")]
    [InlineData("X_RemoteDev_Assertion")]
    [InlineData("X-RemoteDev_Assertion")]
    [InlineData("X-RemoteDev-Assertion-2")]
    public async Task AreNeverAClients(string name)
    {
        // One that anybody can make, and one that is real and meant for another server.
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = WebOrigin, Expires = DateTime.UtcNow.AddMinutes(5), SigningCredentials = new(new ECDsaSecurityKey(own), SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "root1" },
        });
        var (_, cookie) = await house.EnterWebAsync();
        var token = await house.TokenAsync("gitFetch");
        Assert.Equal(HttpStatusCode.OK, await GitAsync(token));
        var others = Taken().Header;
        foreach (var claimed in (string[])[forged, others])
        {
            Assert.NotNull(await WhyNotAsync(claimed, WebOrigin, DateTime.UtcNow));
            _inside.Asked.Clear();
            house.GitServer.Headers.Clear();
            Assert.Equal(HttpStatusCode.OK, await WebAsync(cookie, (name, claimed)));
            Assert.Equal(HttpStatusCode.OK, await GitAsync(token, (name, claimed)));
            foreach (var headers in (IHeaderDictionary[])[Assert.Single(_inside.Asked), Assert.Single(house.GitServer.Headers)])
            {
                Assert.Single(headers[SessionAssertions.HeaderName].ToArray());
                Assert.DoesNotContain(headers, one => one.Key != SessionAssertions.HeaderName && one.Value.Contains(claimed, StringComparer.Ordinal));
            }
        }

        Assert.All(_taken, taken => Assert.Equal("ada", taken.Token.Subject));
        Assert.Empty(_refused);
    }

    private (JsonWebToken Token, string Header) Taken()
    {
        Assert.True(_taken.TryDequeue(out var taken), string.Join("; ", _refused));
        return taken;
    }

    private async Task<HttpStatusCode> WebAsync(string cookie, params (string Name, string Value)[] headers)
    {
        using var answer = await house.AskAsync(HttpMethod.Get, SshHouse.WebHost, "/_static/a", null, [("Cookie", cookie), .. headers]);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> GitAsync(string token, params (string Name, string Value)[] headers)
    {
        using var answer = await house.AskAsync(HttpMethod.Get, SshHouse.GitHost, Refs, null, [("Authorization", token), .. headers]);
        return answer.StatusCode;
    }

    /// <summary>What a server inside does with each request. False: it goes on to answer.</summary>
    private async Task<bool> VerifyAsync(HttpContext context, string audience)
    {
        var headers = context.Request.Headers[SessionAssertions.HeaderName];
        var why = headers is [{ } header] ? await WhyNotAsync(header, audience, DateTime.UtcNow) : $"{headers.Count} assertions";
        if (why is not null)
        {
            _refused.Enqueue(why);
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
            return true;
        }

        _taken.Enqueue((new JsonWebToken(headers[0]), headers[0]!));
        return false;
    }

    private async Task<string?> WhyNotAsync(string token, string audience, DateTime at)
    {
        if (_keys?.Keys.Any(key => key.Kid == new JsonWebToken(token).Kid) != true)
        {
            using var answer = await house.AskAsync(HttpMethod.Get, SshHouse.Portal, AssertionEndpoints.Path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            _keys = new JsonWebKeySet(await answer.Content.ReadAsStringAsync());
        }

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer, ValidAudience = audience, ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], IssuerSigningKeys = _keys.GetSigningKeys(), RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => from <= at && at < until,
        });
        return result.IsValid ? null : result.Exception.Message;
    }
}

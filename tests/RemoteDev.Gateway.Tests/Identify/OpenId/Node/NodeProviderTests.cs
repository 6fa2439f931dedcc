using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Console.Pages.SignIn;
using RemoteDev.Gateway.Tests.Doors.Ssh.Ide;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Identify.OpenId.Node;

/// <summary>Against npm's oidc-provider, a certified OpenID Provider, over the wire and with both sides' pages.</summary>
#pragma warning disable CA1001 // xunit disposes by IAsyncLifetime.
public sealed class NodeProviderTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private NodeProvider _far = null!;
    private IdentifyHouse _house = null!;
    private PortalBrowser _there = null!;
    private PortalBrowser _here = null!;

    public async Task InitializeAsync()
    {
        if (new OpenIdFactAttribute().Skip is null)
        {
            _far = await NodeProvider.StartAsync(IdeParts.Node, IdeParts.OpenId);
        }
    }

    public async Task DisposeAsync()
    {
        _there?.Dispose();
        _here?.Dispose();
        await (_house?.DisposeAsync() ?? default);
        await (_far?.DisposeAsync() ?? default);
    }

    [OpenIdFact]
    public async Task Signs_InOverPushedRequestsAndGivesRoles()
    {
        await OpenAsync();
        var signIn = await SignInAsync();
        Assert.Equal(("ada", "corp", "person-1"), (signIn.Login, signIn.First.Provider, signIn.First.Subject));
        Assert.NotNull(signIn.First.ProviderSession);
        Assert.Equal("developer", Assert.Single(_house.Catalog.Current.People["ada"].Roles));
        Assert.Null(signIn.Mfa);
    }

    [OpenIdFact]
    public async Task Signs_InByAPrivateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parts = key.ExportParameters(includePrivateParameters: false);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        try
        {
            await OpenAsync(
                client =>
                {
                    client.Remove("client_secret");
                    client["token_endpoint_auth_method"] = "private_key_jwt";
                    client["token_endpoint_auth_signing_alg"] = "ES256";
                    client["jwks"] = new JsonObject
                    {
                        ["keys"] = new JsonArray(new JsonObject
                        {
                            ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["kid"] = "gateway-1", ["x"] = TokenForge.Text(parts.Q.X!), ["y"] = TokenForge.Text(parts.Q.Y!),
                        }),
                    };
                },
                ("ClientSecret", null), ("ClientKeyFile", file), ("ClientKeyId", "gateway-1"), ("PushedAuthorizationBehavior", "Require"));
            Assert.Equal("ada", (await SignInAsync()).Login);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [OpenIdFact]
    public async Task Honours_TheMethodsThatTheAdministratorNamed()
    {
        await OpenAsync();
        await _house.EditAsync(new CatalogEdit.PutProvider(OpenIdHouse.Corp with { MfaMethods = ["otp"] }));
        await _far.SayAsync(new JsonObject { ["login"] = new JsonObject { ["amr"] = new JsonArray("pwd", "otp") } });
        var signIn = await SignInAsync(next: "/");
        Assert.Equal("provider", signIn.Mfa?.Method);
    }

    // prompt=login and max_age=0 as a certified provider takes them, and the auth_time it answers with.
    [OpenIdFact]
    public async Task Asks_AgainWhoConfirms()
    {
        await OpenAsync();
        await _house.EditAsync(new CatalogEdit.PutProvider(OpenIdHouse.Corp with { MfaMethods = ["otp"] }));
        await _far.SayAsync(new JsonObject { ["login"] = new JsonObject { ["amr"] = new JsonArray("pwd", "otp") } });
        var signIn = await SignInAsync(next: "/");
        var cookie = _here.Cookies["__Host-rd"];
        signIn.Strengthen(new MfaProof("provider", DateTimeOffset.UnixEpoch));
        Assert.Equal("/account", (await _here.GetAsync(await ToCallbackAsync("/signin/openid/corp/confirm?return=%2Faccount"))).Location);
        Assert.True(signIn.Mfa!.At > DateTimeOffset.UnixEpoch);
        Assert.NotEqual(cookie, _here.Cookies["__Host-rd"], StringComparer.Ordinal);
        Assert.Same(signIn, Assert.Single(_house.SignIns.All()));

        _there.Cookies.Clear();
        await _far.SayAsync(new JsonObject { ["account"] = "person-2" });
        Assert.StartsWith(
            "/signin/verify?trouble=OtherAccount", (await _here.GetAsync(await ToCallbackAsync("/signin/openid/corp/confirm"))).Location, StringComparison.Ordinal);
    }

    [OpenIdFact]
    public async Task Refuses_ACodeThatWasUsedAndWhoCancelled()
    {
        await OpenAsync();
        var callback = await ToCallbackAsync();
        await _here.GetAsync(callback);
        Assert.Equal("/signin?trouble=UsedTwice&provider=corp", (await _here.GetAsync(callback)).Location);
        await _far.SayAsync(new JsonObject { ["deny"] = true });
        _there.Cookies.Clear();
        Assert.Equal("/signin?trouble=Cancelled&provider=corp", (await _here.GetAsync(await ToCallbackAsync())).Location);
    }

    [OpenIdFact]
    public async Task Asks_AgainAndEndsWhenThePersonIsGoneThere()
    {
        await OpenAsync();
        var signIn = await SignInAsync();
        await _house.Get<IEnumerable<IHostedService>>().OfType<GrantWatch>().Single().StopAsync(CancellationToken.None);
        signIn.Strengthen(new MfaProof("test", _house.Clock.GetUtcNow()));
        await _far.SayAsync(new JsonObject { ["claims"] = Claims("others") });
        await AgainAsync(signIn);
        Assert.Empty(_house.Catalog.Current.People["ada"].Roles);
        await AgainAsync(signIn);
        Assert.False(signIn.HasEnded, string.Join('\n', _far.Errors));
        await _far.SayAsync(new JsonObject { ["account"] = "somebody-else" });
        await AgainAsync(signIn);
        Assert.True(signIn.HasEnded);
        await _house.FlushTraceAsync();
        Assert.Contains(_house.Traced<SignInEnded>(), e => e.SignIn == signIn.Id && e.Reason == EndReason.ProviderEnded);
    }

    [OpenIdFact]
    public async Task Signs_OutThereFromHere()
    {
        await OpenAsync();
        var signIn = await SignInAsync();
        Assert.Equal("/signout/away", (await _here.PostAsync("/signout", [])).Location);
        Assert.True(signIn.HasEnded);
        var asked = await _there.GetAsync(PathOf((await _here.GetAsync("/signout/go")).Location!));
        var back = await ConfirmAsync(asked);
        Assert.StartsWith($"{IdentifyHouse.Portal}/signout-callback-oidc/corp", back.Location, StringComparison.Ordinal);
        Assert.Equal("/signin?bye=1", (await _here.GetAsync("/signout-callback-oidc/corp")).Location);
    }

    // The provider tells us by itself, and whatever hangs from the sign-in has ended when its answer is there.
    [OpenIdFact]
    public async Task Signs_OutHereFromThere()
    {
        await OpenAsync();
        var signIn = await SignInAsync();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _house.SignIns.Ended += (_, _) => ended.TrySetResult();
        await ConfirmAsync(await _there.GetAsync("/session/end"));
        await ended.Task.WaitAsync(TraceFixture.Patience);
        Assert.True(signIn.HasEnded, string.Join('\n', _far.Errors));
        await _house.FlushTraceAsync();
        Assert.Contains(_house.Traced<SignInEnded>(), e => e.SignIn == signIn.Id && e.Reason == EndReason.ProviderEnded);
        Assert.StartsWith("/signin", (await _here.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    private static JsonObject Claims(params string[] groups) => new()
    {
        ["email"] = "ada@example.com", ["email_verified"] = true, ["name"] = "Ada", ["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]),
    };

    private static string PathOf(string address) => new Uri(address).PathAndQuery;

    private async Task OpenAsync(Action<JsonObject>? client = null, params (string Name, string? Value)[] settings)
    {
        // Its clock is the machine's, and ours stands still: what passes during a test must not matter.
        Dictionary<string, string?> all = new(OpenIdHouse.Settings(_far.Issuer), StringComparer.Ordinal)
        {
            ["RemoteDev:Identify:Providers:corp:ClientSecret"] = NodeProvider.Secret,
            ["RemoteDev:Identify:Providers:corp:TokenValidationParameters:ClockSkew"] = "00:05:00",
            ["RemoteDev:Identify:Providers:corp:BackchannelTimeout"] = "00:00:30",
        };
        foreach (var (number, scope) in new[] { "profile", "email", "groups" }.Index())
        {
            all[$"RemoteDev:Identify:Providers:corp:Scope:{number}"] = scope;
        }

        foreach (var (name, value) in settings)
        {
            all[$"RemoteDev:Identify:Providers:corp:{name}"] = value;
        }

        _house = await PortalHouse.OpenAsync(new ManualClock(DateTimeOffset.UtcNow), all.Where(one => one.Value is not null));
        await _house.EditAsync(
            new CatalogEdit.PutProvider(OpenIdHouse.Corp), new CatalogEdit.PutPerson(_house.Catalog.Current.People["ada"] with { Provider = "corp", Roles = [] }));
        var registered = new JsonObject
        {
            ["client_id"] = NodeProvider.ClientId, ["client_secret"] = NodeProvider.Secret,
            ["grant_types"] = new JsonArray("authorization_code", "refresh_token"), ["response_types"] = new JsonArray("code"),
            ["redirect_uris"] = new JsonArray($"{IdentifyHouse.Portal}/signin-oidc/corp"),
            ["post_logout_redirect_uris"] = new JsonArray($"{IdentifyHouse.Portal}/signout-callback-oidc/corp"),
            ["backchannel_logout_uri"] = new Uri(_house.Origin, "/signout-oidc/corp").ToString(), ["backchannel_logout_session_required"] = true,
        };
        client?.Invoke(registered);
        await _far.SayAsync(new JsonObject { ["client"] = registered, ["account"] = "person-1", ["claims"] = Claims("devs") });
        _there = new PortalBrowser(new Uri(_far.Issuer));
        _here = new PortalBrowser(_house.Origin);
    }

    private async Task<SignIn> SignInAsync(string next = "/signin/verify")
    {
        var answer = await _here.GetAsync(await ToCallbackAsync());
        Assert.True(answer.Location == next, $"{answer.Location} {string.Join('\n', _far.Errors)} {string.Join('\n', _house.Traced<SignInRefused>().Select(e => e.Reason))}");
        return Assert.Single(_house.SignIns.All());
    }

    /// <summary>Goes the way through the provider until it sends the browser back.</summary>
    private async Task<string> ToCallbackAsync(string from = "/signin/openid/corp")
    {
        var began = await _here.GetAsync(from);
        var location = began.Location!;
        for (var i = 0; i < 12 && !location.StartsWith(IdentifyHouse.Portal, StringComparison.Ordinal); i++)
        {
            Assert.True(location.StartsWith(_far.Issuer, StringComparison.Ordinal) || location[0] == '/', $"{location} {string.Join('\n', _far.Errors)}");
            var answer = await _there.GetAsync(location[0] == '/' ? location : PathOf(location));
            Assert.True(answer.Location is not null, $"{answer.Status} {answer.Body} {string.Join('\n', _far.Errors)}");
            location = answer.Location!;
        }

        return PathOf(location);
    }

    /// <summary>Answers the provider's question whether to sign out.</summary>
    private async Task<PortalAnswer> ConfirmAsync(PortalAnswer asked)
    {
        var form = Regex.Match(asked.Body, "name=\"xsrf\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(form.Success, $"{asked.Status} {asked.Location} {asked.Body}");
        var answer = await _there.PostAsync("/session/end/confirm", [new("xsrf", form.Groups["value"].Value), new("logout", "yes")]);
        return answer.Status == HttpStatusCode.SeeOther || answer.Location is not null ? answer : throw new InvalidOperationException(answer.Body);
    }

    private async Task AgainAsync(SignIn signIn)
    {
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        signIn.Touch(_house.Clock.GetUtcNow());
        await _house.Get<GrantRefresh>().AskAllAsync(CancellationToken.None);
    }
}

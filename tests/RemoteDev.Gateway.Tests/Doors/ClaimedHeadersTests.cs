using System.Net;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Doors.Ssh;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors;

/// <summary>
/// Headers that claim another address, method or host than the request's own (CVE-2025-54576 and its family): at every door of HTTP they
/// change no answer, and no server inside ever reads one.
/// </summary>
public sealed class ClaimedHeadersTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private const string Refs = ".git/info/refs?service=git-upload-pack";

    private Inside _inside = null!;
    private string _web = "";
    private string _token = "";

    public static TheoryData<string, string> Claims => new()
    {
        { "X-Original-URL", "/" },
        { "X-Original-URL", "/healthz" },
        { "X-Original-URL", "/" + SshHouse.Repository + Refs },
        { "x-original-url", "/people" },
        { "X-Original-URI", "/" },
        { "X-Original-Method", "OPTIONS" },
        { "X-Original-Host", SshHouse.GitHost },
        { "X-Original-Host", SshHouse.Portal },
        { "X-Rewrite-URL", "/" },
        { "X-Rewrite-URL", "/.well-known/jwks.json" },
        { "X-HTTP-Method-Override", "GET" },
        { "X-Forwarded-Host", SshHouse.Portal },
        { "X-Forwarded-For", "10.9.9.9" },
        { "X-Forwarded-Proto", "https" },
        { "X-Forwarded-Prefix", "/signin" },
        { "X-Forwarded-Uri", "/signin" },
        { "X-Forwarded-Method", "GET" },
        { "X-Forwarded-User", "root1" },
        { "X-Forwarded-Email", "root1@example.com" },
        { "Forwarded", "for=10.9.9.9;host=remotedev.localhost:8443;proto=https" },
    };

    public async Task InitializeAsync()
    {
        await GitTalk.UntilAsync(() => house.Get<Readiness>().IsOpen);
        _inside = await Inside.StartAsync();
        await house.PutWebAsync(_inside.Address);
        await house.OpenWindowAsync(open: true);
        await house.SavePolicyAsync("""
            @id("work") @reason("Acme works on Payments.") @mfa("8h") @egress("64GiB/day")
            permit (principal is RemoteDev::User in RemoteDev::Vendor::"acme", action in [RemoteDev::Action::"browse", RemoteDev::Action::"gitFetch"], resource in RemoteDev::Project::"payments");
            """);
        house.Remember();
        (_, _web) = await house.EnterWebAsync();
        _token = await house.TokenAsync("gitFetch");
    }

    public Task DisposeAsync() => _inside.DisposeAsync().AsTask();

    [OpenSshTheory("git")]
    [MemberData(nameof(Claims))]
    public async Task ChangeNoAnswer_AndReachNobodyInside(string name, string value)
    {
        foreach (var ask in Asks())
        {
            var without = await AnswerAsync(ask);
            _inside.Asked.Clear();
            house.GitServer.Headers.Clear();
            house.GitServer.Asked.Clear();
            Assert.Equal((ask.Name, without), (ask.Name, await AnswerAsync(ask, (name, value))));

            // Nobody inside was asked about a refusal; about the rest, what the request itself says, and what the gateway itself says of it.
            Assert.Equal((ask.Name, ask.Inside), (ask.Name, _inside.Asked.Count + house.GitServer.Headers.Count));
            foreach (var headers in (IHeaderDictionary[])[.. _inside.Asked, .. house.GitServer.Headers])
            {
                Assert.DoesNotContain(headers, header => header.Value.Contains(value, StringComparer.Ordinal) && !(name == "X-Forwarded-Host" && header.Key == "Host"));
                Assert.DoesNotContain(headers.Keys, key => key.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase) || key.StartsWith("X-Rewrite", StringComparison.OrdinalIgnoreCase));
            }

            Assert.All(house.GitServer.Asked, asked => Assert.Equal($"GET /{SshHouse.Repository}{Refs}", asked));
        }
    }

    private Ask[] Asks() =>
    [
        new("portal, permitted", SshHouse.Portal, "/.well-known/jwks.json"),
        new("portal, to nobody", SshHouse.Portal, "/people"),
        new("portal, not to her", SshHouse.Portal, "/people") { Header = ("Cookie", $"__Host-rd={house.Cookie}") },
        new("portal, to her", SshHouse.Portal, "/account/tokens") { Header = ("Cookie", $"__Host-rd={house.Cookie}") },
        new("API, to nobody", SshHouse.Portal, "/api/v1/people"),
        new("SCIM, to nobody", SshHouse.Portal, "/scim/v2/corp/Users"),
        new("environment, permitted", SshHouse.WebHost, "/_static/a") { Header = ("Cookie", _web), Inside = 1 },
        new("environment, to nobody", SshHouse.WebHost, "/_static/a"),
        new("git, permitted", SshHouse.GitHost, $"/{SshHouse.Repository}{Refs}") { Header = ("Authorization", _token), Inside = 1 },
        new("git, to nobody", SshHouse.GitHost, $"/{SshHouse.Repository}{Refs}"),
        new("git, another repository", SshHouse.GitHost, $"/payments/none{Refs}") { Header = ("Authorization", _token) },
        new("git, a push", SshHouse.GitHost, $"/{SshHouse.Repository}.git/info/refs?service=git-receive-pack") { Header = ("Authorization", _token) },
    ];

    private async Task<(HttpStatusCode Status, string? To)> AnswerAsync(Ask ask, params (string Name, string Value)[] claims)
    {
        using var answer = await house.AskAsync(HttpMethod.Get, ask.Host, ask.Path, null, ask.Header is { } header ? [header, .. claims] : claims);

        // Where it leads, without the nonce that each has of its own.
        return (answer.StatusCode, answer.Headers.Location?.OriginalString.Split("nonce=")[0]);
    }

    private sealed record Ask(string Name, string Host, string Path)
    {
        public (string Name, string Value)? Header { get; init; }

        /// <summary>How many requests of it reach a server inside.</summary>
        public int Inside { get; init; }
    }
}

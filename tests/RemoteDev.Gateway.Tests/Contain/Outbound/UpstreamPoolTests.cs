using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Tests.Listen;

namespace RemoteDev.Gateway.Tests.Contain.Outbound;

public sealed class UpstreamPoolTests : IDisposable
{
    private readonly UpstreamPool _pool = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ConnectsToTheCataloguesPlace_WhateverTheRequestNames()
    {
        // CVE-2025-47269
        await using var inside = await ServerAsync(context => context.Response.WriteAsync("inside"));

        using var answer = await SendAsync(inside, "http://metadata.example:1/");

        Assert.Equal("inside", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task FollowsNoRedirect_AndKeepsNoCookie()
    {
        var cookies = new List<string>();
        await using var inside = await ServerAsync(context =>
        {
            cookies.Add(context.Request.Headers.Cookie.ToString());
            context.Response.Cookies.Append("a", "1");
            context.Response.Redirect("http://127.0.0.1:1/elsewhere");
            return Task.CompletedTask;
        });

        using var first = await SendAsync(inside, inside.Urls.First());
        using var second = await SendAsync(inside, inside.Urls.First());

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Redirect], [first.StatusCode, second.StatusCode]);
        Assert.Equal(["", ""], cookies);
    }

    [Fact]
    public async Task Refuses_AnUpstreamWhoseCertificateNobodyVouchesFor()
    {
        // CVE-2026-55436
        var served = Certificates.Development(new GatewayOptions { Data = _folder.Path }, "remotedev.localhost", TimeProvider.System.GetUtcNow());
        await using var inside = await ServerAsync(_ => Task.CompletedTask, served);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(inside, inside.Urls.First()));

        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    [Fact]
    public async Task DoesNotWaitLong_ForAPlaceThatIsGone()
    {
        var inside = await ServerAsync(_ => Task.CompletedTask);
        var address = new Uri(inside.Urls.First());
        await inside.DisposeAsync();

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => _pool.For(address).SendAsync(request, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    private static async Task<WebApplication> ServerAsync(RequestDelegate answer, ServedCertificate? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, socket =>
        {
            if (certificate is not null)
            {
                socket.UseHttps(certificate.Leaf);
            }
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private async Task<HttpResponseMessage> SendAsync(WebApplication inside, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await _pool.For(new Uri(inside.Urls.First())).SendAsync(request, CancellationToken.None);
    }
}

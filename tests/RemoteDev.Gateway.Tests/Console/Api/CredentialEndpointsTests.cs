using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Console.Api;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.Console.Api;

public sealed class CredentialEndpointsTests : IAsyncLifetime
{
    private IdentifyHouse _house = null!;

    // The endpoints as the operator's socket serves them; that policy guards them at the portal is tested with the console's door.
    public async Task InitializeAsync() => _house = await IdentifyHouse.OpenAsync(
        more: builder => builder.Services.AddSingleton(Origins()).AddRouting(),
        use: app =>
        {
            app.UseRouting();
            app.Use(OperatorDoor.Guard);
            CredentialEndpoints.Map(app.MapGroup(ApiRegistration.Prefix));
        });

    public Task DisposeAsync() => _house.DisposeAsync().AsTask();

    [Fact]
    public async Task Invites()
    {
        var (status, answer) = await PostAsync("people/ada/invitations");
        Assert.Equal(HttpStatusCode.OK, status);
        var link = answer.GetProperty("link").GetString()!;
        Assert.StartsWith($"{IdentifyHouse.Portal}/enrol/", link, StringComparison.Ordinal);
        Assert.Equal("ada", await _house.Get<InvitationStore>().FindAsync(link[(link.LastIndexOf('/') + 1)..], CancellationToken.None));
        Assert.Equal(_house.Clock.GetUtcNow().AddDays(1), answer.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Contains("invitation.issued", _house.Traced(), StringComparison.Ordinal);
        Assert.DoesNotContain(link, _house.Traced(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issues_AnEnvironmentsCredential()
    {
        var (status, answer) = await PostAsync("environments/payments-dev/credential");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("environment:payments-dev", answer.GetProperty("username").GetString());
        Assert.True(TokenHash.TryOf(answer.GetProperty("secret").GetString(), out var hash));
        Assert.Equal(WorkloadStanding.Current, (await _house.Get<WorkloadCredentialStore>().JudgeAsync("payments-dev", hash, IPAddress.Loopback, CancellationToken.None)).Standing);
    }

    [Fact]
    public async Task Describes_AnEnvironmentsCredential_WithoutIt()
    {
        using var client = new HttpClient { BaseAddress = _house.Origin };
        var path = new Uri("api/v1/environments/payments-dev/credential", UriKind.Relative);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
        var secret = (await PostAsync("environments/payments-dev/credential")).Answer.GetProperty("secret").GetString()!;
        var body = await client.GetStringAsync(path);
        var answer = JsonDocument.Parse(body).RootElement;
        Assert.Equal(_house.Clock.GetUtcNow().AddDays(7), answer.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal("operator", answer.GetProperty("issuedBy").GetString());
        Assert.True(TokenHash.TryOf(secret, out var hash));
        Assert.DoesNotContain(secret, body, StringComparison.Ordinal);
        Assert.DoesNotContain(hash.ToString(), body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("people/nobody/invitations")]
    [InlineData("environments/nowhere/credential")]
    public async Task Refuses_WhatTheCatalogueDoesNotKnow(string path) => Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(path)).Status);

    [Fact]
    public async Task Refuses_ToInviteTheSuspended()
    {
        await _house.SuspendAsync("ada");
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("people/ada/invitations")).Status);
    }

    private static GatewayOrigins Origins() =>
        GatewayOrigins.TryParse(IdentifyHouse.Portal, out var origins, out var fault) ? origins : throw new InvalidOperationException(fault);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = _house.Origin };
        using var response = await client.PostAsync(new Uri($"api/v1/{path}", UriKind.Relative), null);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Console.Api;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.Console.Api;

/// <summary>What servers inside verify by.</summary>
public sealed class AssertionEndpointsTests
{
    [Fact]
    public async Task Publishes_ThePublicHalves_AndNothingElse()
    {
        await using var house = await IdentifyHouse.OpenAsync(
            more: builder => builder.Services.AddRouting(),
            use: app =>
            {
                app.UseRouting();
                AssertionEndpoints.Map(app);
            });
        using var client = new HttpClient { BaseAddress = house.Origin };
        using var answer = await client.GetAsync(new Uri(AssertionEndpoints.Path, UriKind.Relative));
        Assert.Equal("application/jwk-set+json", answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var key = Assert.Single(document.RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(house.Get<AssertionKeys>().Current!.Id, key.GetProperty("kid").GetString());
        Assert.True(answer.Headers.CacheControl!.MaxAge < AssertionKeyStore.Lead);
    }
}

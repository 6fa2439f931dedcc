using System.Security.Cryptography;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Identify.Authorities.Assertions;
using RemoteDev.Gateway.Tests.Authorize;

namespace RemoteDev.Gateway.Tests.Contain.Assertions;

/// <summary>Assertions by a key of the test's own.</summary>
internal static class AssertionsForTest
{
    public static AssertionKeys Keys(TimeProvider clock)
    {
        var keys = new AssertionKeys(clock);
#pragma warning disable CA2000 // It lives as long as the keys that hold it.
        keys.Use([new AssertionKey(1, ECDsa.Create(ECCurve.NamedCurves.nistP256), clock.GetUtcNow().AddDays(-1), clock.GetUtcNow().AddDays(29))]);
#pragma warning restore CA2000
        return keys;
    }

    public static SessionAssertions Of(AuthorizeFixture house, AssertionKeys? keys = null)
    {
        Assert.True(GatewayOrigins.TryParse("http://remotedev.localhost:8443", out var origins, out _));
        CatalogSnapshot Now() => house.Rules.Now(house.Clock.GetUtcNow()).Rules.Catalog;
        return new SessionAssertions(keys ?? Keys(house.Clock), Now, origins, house.Clock);
    }
}

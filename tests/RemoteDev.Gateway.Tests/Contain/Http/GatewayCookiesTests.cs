using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Contain.Http;

namespace RemoteDev.Gateway.Tests.Contain.Http;

public sealed class GatewayCookiesTests
{
    [Theory]
    [InlineData("__Host-rd-env=secret", null)]
    [InlineData("__host-RD-env=secret", null)]
    [InlineData(" __Host-rd=secret ", null)]
    [InlineData("a=1; __Host-rd-env=secret; b=2", "a=1; b=2")]
    [InlineData("a=1;__Host-rd-env=secret", "a=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("a=__Host-rd", "a=__Host-rd")]
    public void KeepsItsOwnOutOfRequests(string cookies, string? left) => Assert.Equal(left, GatewayCookies.Without(cookies));

    [Theory]
    [InlineData("__Host-rd-env=x; Path=/; Secure")]
    [InlineData("__HOST-RD-NONCE=x; Path=/; Secure")]
    [InlineData("a=1; Domain=remotedev.localhost")]
    [InlineData("a=1; domain =remotedev.localhost")]
    [InlineData("=__Host-rd-env=x")]
    [InlineData("nonsense;;;")]
    public void KeepsOthersFromItsOwn(string line)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        headers.SetCookie = new[] { line, "ok=1; Path=/" };

        GatewayCookies.Filter(headers);

        Assert.Equal("ok=1; Path=/", headers.SetCookie.ToString());
    }
}

using RemoteDev.Gateway.Console.Pages.SignIn;

namespace RemoteDev.Gateway.Tests.Console.Pages.SignIn;

// CVE-2020-5233, CVE-2020-4037, CVE-2021-29456
public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account")]
    [InlineData("/open/payments-dev?nonce=abc&x=%20y")]
    [InlineData("/sessions?filter=a:b")]
    public void Keeps_PathsOfThePortal(string address) => Assert.Equal(address, ReturnAddress.Safe(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("account")]
    [InlineData("//host.example")]
    [InlineData("///host.example")]
    [InlineData("/\\host.example")]
    [InlineData("\\\\host.example")]
    [InlineData("/%09/host.example")]
    [InlineData("/\t/host.example")]
    [InlineData("/\n/host.example")]
    [InlineData("/%2fhost.example")]
    [InlineData("/%5chost.example")]
    [InlineData("/%0d%0aSet-Cookie:x=y")]
    [InlineData(" /host.example")]
    [InlineData("https://host.example")]
    [InlineData("https:/host.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("@host.example")]
    [InlineData("?x")]
    [InlineData("#x")]
    public void Refuses_WaysToAnotherOrigin(string? address) => Assert.Equal("/", ReturnAddress.Safe(address));

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin/verify?return=/")]
    [InlineData("/SignOut")]
    [InlineData("/x/../signout")]
    [InlineData("/enrol/app")]
    public void Refuses_ToGoRoundInCircles(string address) => Assert.Equal("/", ReturnAddress.Safe(address));

    [Fact]
    public void Refuses_TooMuch() => Assert.Equal("/", ReturnAddress.Safe("/" + new string('x', 10_000)));
}

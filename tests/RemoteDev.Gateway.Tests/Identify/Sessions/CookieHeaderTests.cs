using Microsoft.Extensions.Primitives;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Tests.Identify.Sessions;

public sealed class CookieHeaderTests
{
    [Theory]
    [InlineData("__Host-rd=x", "x")]
    [InlineData("a=b; __Host-rd=x; c=d", "x")]
    [InlineData("a=b;__Host-rd=x", "x")]
    [InlineData("__Host-rd-env=y; __Host-rd=x", "x")]
    [InlineData("x__Host-rd=y; __Host-rd=x", "x")]
    [InlineData("__Host-rd=x=y", "x=y")]
    public void Finds_TheCookie(string header, string value) => Assert.Equal(value, CookieHeader.Find(header, "__Host-rd").ToString());

    [Theory]
    [InlineData("")]
    [InlineData(";;;")]
    [InlineData("__Host-rd")]
    [InlineData("__Host-rd=")]
    [InlineData("__host-rd=x")]
    [InlineData("__Host-rdx=x")]
    [InlineData("a=__Host-rd=x")]
    [InlineData("=__Host-rd=x")]
    [InlineData("__Host-rd=x; __Host-rd=y")]
    [InlineData("__Host-rd=x; a=b; __Host-rd=x")]
    public void Finds_Nothing_WhereItIsNotOrIsTwice(string header) => Assert.True(CookieHeader.Find(header, "__Host-rd").IsEmpty);

    [Fact]
    public void Finds_Nothing_WhenTwoHeadersName_It() =>
        Assert.True(CookieHeader.Find(new StringValues(["__Host-rd=x", "__Host-rd=y"]), "__Host-rd").IsEmpty);

    [Fact]
    public void Finds_ItInASecondHeader() =>
        Assert.Equal("x", CookieHeader.Find(new StringValues(["a=b", "__Host-rd=x"]), "__Host-rd").ToString());

    [Fact]
    public void Allocates_Nothing()
    {
        var header = new StringValues("vscode-tkn=abc; __Host-rd-env=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; other=1");
        Assert.True(TokenHash.TryOf(CookieHeader.Find(header, "__Host-rd-env"), out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = TokenHash.TryOf(CookieHeader.Find(header, "__Host-rd-env"), out _);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}

using RemoteDev.Gateway.Doors.Environment;

namespace RemoteDev.Gateway.Tests.Doors;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/?folder=/srv/app", "/?folder=/srv/app")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/", "/")]
    public void Keeps_PathsOfTheSameOrigin(string path, string safe) => Assert.Equal(safe, ReturnPath.Safe(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/a b")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/.remotedev/enter?code=x")]
    [InlineData("/.RemoteDev/start")]
    [InlineData("/\u00e9")]
    public void Replaces_EverythingElse(string? path)
    {
        // CVE-2020-5233, CVE-2020-4037, CVE-2021-29456
        Assert.Equal("/", ReturnPath.Safe(path));
    }
}

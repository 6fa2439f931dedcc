using RemoteDev.Gateway.Contain.Ssh;

namespace RemoteDev.Gateway.Tests.Contain.Ssh;

public sealed class EnvironmentNamesTests
{
    [Theory]
    [InlineData("LANG", "en_GB.UTF-8", true)]
    [InlineData("LC_ALL", "C", true)]
    [InlineData("COLORTERM", "truecolor", true)]
    [InlineData("LD_PRELOAD", "/tmp/x.so", false)]
    [InlineData("BASH_ENV", "/tmp/x", false)]
    [InlineData("GIT_SSH_COMMAND", "sh", false)]
    [InlineData("lang", "C", false)]
    [InlineData("LANG", "a\nb", false)]
    [InlineData("", "", false)]
    public void Allows_LanguageAndColoursOnly(string name, string value, bool allowed) =>
        Assert.Equal(allowed, EnvironmentNames.Allows(name, value));

    [Fact]
    public void Refuses_ALongValue() => Assert.False(EnvironmentNames.Allows("LANG", new string('a', 300)));
}

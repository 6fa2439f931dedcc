using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Tests.Console.Forms;

public sealed class FormFaultsTests
{
    [Theory]
    [InlineData("people/ada/email", "email", "is wrong")]
    [InlineData("people/ada", "", "is wrong")]
    [InlineData("people/ada/roles[1]", "roles", "line 2: is wrong")]
    [InlineData("people/ada/weekly[0].hours", "weekly", "line 1, hours: is wrong")]
    [InlineData("people/adam/email", "", "people/adam/email is wrong")]
    [InlineData("trace", "", "trace is wrong")]
    public void Take_PutsFaultAtItsField(string path, string field, string message)
    {
        var faults = new FormFaults();
        faults.Take([new CatalogFault(path, "is wrong")], "people/ada");
        var fault = Assert.Single(faults.All);
        Assert.Equal((field, message), (fault.Field, fault.Message));
    }

    [Fact]
    public void Take_SaysFileLineAndColumn()
    {
        var faults = new FormFaults();
        faults.Take([new CatalogFault("policy", "is wrong", "policy.cedar", 3, 7)], "policy");
        Assert.Equal("policy.cedar:3:7: is wrong", Assert.Single(faults.All).Message);
    }
}

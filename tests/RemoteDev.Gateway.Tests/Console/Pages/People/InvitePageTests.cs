namespace RemoteDev.Gateway.Tests.Console.Pages.People;

public sealed class InvitePageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Shows_LinkInOneAnswerOnly()
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync("/people/dev/invite");
        Assert.Matches("/enrol/[A-Za-z0-9_-]{43}<", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain("/enrol/", await ada.ReadAsync("/people/dev/invite"), StringComparison.Ordinal);
        Assert.DoesNotContain("/enrol/", await ada.ReadAsync("/people/dev"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sam")]
    [InlineData("ada")]
    public async Task Refuses_WhomTheEditorMayNotBecome(string login)
    {
        using var ada = host.Browse("ada");
        using var response = await ada.SubmitAsync($"/people/{login}/invite");
        Assert.DoesNotContain("/enrol/", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

using System.Net;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Console.Pages.Security;

public sealed class LivePageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Ends_Session_WithAReason()
    {
        using var ada = host.Browse("ada");
        await ada.ReadAsync("/people");
        using var sam = host.Browse("sam");
        var session = Assert.Single(host.Get<LiveSessions>().All, session => session.Login == "ada");
        Assert.Contains($"/end/{session.Id}", await sam.ReadAsync("/live/rows"), StringComparison.Ordinal);

        using var unexplained = await sam.SubmitAsync($"/end/{session.Id}", ("reason", " "));
        Assert.Equal(HttpStatusCode.OK, unexplained.StatusCode);
        Assert.False(session.HasEnded);

        using var ended = await sam.SubmitAsync($"/end/{session.Id}", ("reason", "wrong <laptop>"));
        Assert.Equal("/live", ended.Headers.Location?.OriginalString);
        Assert.True(session.HasEnded);
        Assert.Equal(EndReason.EndedByAdmin, session.EndReason);
        Assert.Contains("wrong <laptop>", session.Ending!.Reason, StringComparison.Ordinal);
        Assert.Contains("was ended", await sam.ReadAsync("/live"), StringComparison.Ordinal);

        var detail = await sam.ReadAsync($"/sessions/{session.Id}");
        Assert.Contains("EndedByAdmin", detail, StringComparison.Ordinal);
        Assert.Contains("wrong &lt;laptop&gt;", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_ThatASessionHasEnded()
    {
        using var sam = host.Browse("sam");
        Assert.Contains("This session has ended", await sam.ReadAsync("/end/0123"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/live")]
    [InlineData("/live/rows")]
    [InlineData("/sessions")]
    [InlineData("/events")]
    [InlineData("/end/0123")]
    public async Task Refuses_Developer(string path)
    {
        using var dev = host.Browse("dev");
        await dev.ReadAsync(path, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Reading_IsItselfAnEvent()
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync("/events?text=needle-of-the-test");
        Assert.Contains("needle-of-the-test", await sam.ReadAsync("/events?type=trace.read&by=sam"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsAnEvent()
    {
        using var dev = host.Browse("dev");
        await dev.ReadAsync("/people?q=curious", HttpStatusCode.Forbidden);
        using var sam = host.Browse("sam");
        Assert.Contains("access.refused", await sam.ReadAsync("/events?type=access.refused&by=dev"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_NotFound_ForUnknownSession()
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync("/sessions/0123", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Filters_AreNoQueries()
    {
        using var sam = host.Browse("sam");
        var page = await sam.ReadAsync($"/sessions?person={Uri.EscapeDataString("' OR 1=1 --")}");
        Assert.Contains("No session matches", page, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text.Json;

namespace RemoteDev.Gateway.Tests.Console.Api;

public sealed class TraceEndpointsTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Theory]
    [InlineData("/api/v1/trace/sessions")]
    [InlineData("/api/v1/trace/sessions/0123")]
    [InlineData("/api/v1/trace/events")]
    [InlineData("/api/v1/trace/sessions/export")]
    [InlineData("/api/v1/trace/sessions/0123/requests/export")]
    [InlineData("/api/v1/trace/events/export")]
    [InlineData("/api/v1/trace/sessions/0123/recordings")]
    [InlineData("/api/v1/trace/sessions/0123/recordings/4567")]
    public async Task Refuses_Developer_AndStranger(string path)
    {
        using var dev = host.Browse("dev");
        await dev.ReadAsync(path, HttpStatusCode.Forbidden);
        using var nobody = host.Browse(null);
        await nobody.ReadAsync(path, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Lists_SessionsAndEvents()
    {
        using var sam = host.Browse("sam");
        using var sessions = JsonDocument.Parse(await sam.ReadAsync("/api/v1/trace/sessions?person=sam&kind=console&state=&page="));
        var id = sessions.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        using var session = JsonDocument.Parse(await sam.ReadAsync($"/api/v1/trace/sessions/{id}"));
        Assert.Equal("sam", session.RootElement.GetProperty("session").GetProperty("login").GetString());
        using var events = JsonDocument.Parse(await sam.ReadAsync("/api/v1/trace/events?type=trace.read&by=sam"));
        Assert.True(events.RootElement.GetProperty("total").GetInt64() > 0);
    }

    [Fact]
    public async Task Answers_NotFound_AsProblem()
    {
        using var sam = host.Browse("sam");
        Assert.Contains("\"Unknown\"", await sam.ReadAsync("/api/v1/trace/sessions/0123", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123/recordings/4567")]
    [InlineData("0123/recordings/..%2F..%2Fmaster")]
    public async Task Finds_NoRecordingThatIsNone(string path)
    {
        using var sam = host.Browse("sam");
        Assert.Equal("[]", await sam.ReadAsync("/api/v1/trace/sessions/0123/recordings"));
        await sam.ReadAsync($"/api/v1/trace/sessions/{path}", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("csv", "text/csv", "seq,at,type,")]
    [InlineData("jsonl", "application/jsonl", "{\"v\":1")]
    [InlineData("", "application/jsonl", "{\"v\":1")]
    public async Task Exports_Events_AndTracesThat(string format, string type, string begins)
    {
        using var sam = host.Browse("sam");
        using var response = await sam.GetAsync($"/api/v1/trace/events/export?format={format}&text=");
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("attachment", response.Content.Headers.ContentDisposition?.DispositionType, StringComparison.Ordinal);
        Assert.StartsWith(begins, body, StringComparison.Ordinal);
        Assert.Contains("trace.exported", await sam.ReadAsync("/events?type=trace.exported&by=sam"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_LinkToExportsWithTheirFilters()
    {
        using var sam = host.Browse("sam");
        var page = await sam.ReadAsync("/sessions?person=sam&page=2");
        Assert.Contains("/api/v1/trace/sessions/export?person=sam&amp;page=2&amp;format=csv", page, StringComparison.Ordinal);
    }
}

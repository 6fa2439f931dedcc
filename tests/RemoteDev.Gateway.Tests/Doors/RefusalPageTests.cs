using System.Text;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Doors.Environment;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Doors;

public sealed class RefusalPageTests
{
    private static readonly Refusal Closed = new(RefusalCode.WindowClosed, "The window <evening> has closed.")
    {
        OpensAt = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero), WindowZone = "Africa/Lagos", Policies = ["work"],
    };

    [Fact]
    public async Task TellsAPerson_WhatWhyAndWhen_InBothZones()
    {
        var (context, body) = await WriteAsync(Closed, "text/html", "Europe/Lisbon");

        Assert.Equal(StatusCodes.Status403Forbidden, context.Response.StatusCode);
        Assert.Contains("The window &lt;evening&gt; has closed.", body, StringComparison.Ordinal);
        Assert.Contains("Mon 23 Nov 07:00 (Europe/Lisbon) = Mon 23 Nov 08:00 (Africa/Lagos)", body, StringComparison.Ordinal);
        Assert.Contains("Decided by work.", body, StringComparison.Ordinal);
        Assert.Contains("href=\"/x?a=1&amp;b=2\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsNothing_AndCannotBeFramed()
    {
        var (context, body) = await WriteAsync(Closed, "text/html", null);

        Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", context.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", context.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", context.Response.Headers.CacheControl.ToString());
    }

    [Theory]
    [InlineData("Nowhere/None")]
    [InlineData("<script>")]
    public async Task FallsBackToUtc_ForAZoneNobodyKnows(string zone)
    {
        var (_, body) = await WriteAsync(Closed with { WindowZone = zone }, "text/html", null);

        Assert.Contains("Mon 23 Nov 07:00 (UTC)", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswersAScript_AsAProblem()
    {
        var (context, body) = await WriteAsync(Closed, "application/json", null);

        Assert.StartsWith("application/problem+json", context.Response.ContentType, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"WindowClosed\"", body, StringComparison.Ordinal);
        Assert.Contains("\"opensAt\":\"2026-11-23T07:00:00+00:00\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswersAnythingElse_WithOneLine()
    {
        var (_, body) = await WriteAsync(Closed, "*/*", null);

        Assert.Equal("The window <evening> has closed.\n", body);
    }

    private static async Task<(HttpContext Context, string Body)> WriteAsync(Refusal refusal, string accept, string? zone)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        context.Request.Method = "GET";
        context.Request.Headers.Accept = accept;
        await RefusalPage.WriteAsync(context, refusal, zone, ("Go", "/x?a=1&b=2"));
        return (context, Encoding.UTF8.GetString(body.ToArray()));
    }
}

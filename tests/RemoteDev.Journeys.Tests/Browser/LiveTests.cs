using Microsoft.Playwright;
using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Browser;

/// <summary>
/// What is open is cut within a second of the reason for it, and the page says why. Both ends of each figure are taken where the thing
/// happens: the change by the gateway's trace or by the clock it was set to, the cut by the sockets in the browser itself.
/// </summary>
[Collection(OneHouse.Name)]
public sealed class LiveTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    [Fact]
    public Task WindowThatIsClosedByAnEdit_CutsAtOnce() => TellAsync(async () =>
    {
        var (ada, ide) = await WorkAsync();
        var mark = House.Gateway.Trace.Mark();
        try
        {
            await House.ApplyAsync(files => files.CloseWindows(DateTimeOffset.UtcNow));
            var edited = await House.Gateway.Trace.AwaitAsync(mark, "catalog.edited");
            await BeCutAsync(ide, TraceOnDisk.At(edited), "a window closed by an edit", mark, "WindowClosed");
            await ada.HearAsync("Your session has ended");
            await ada.HearAsync("Opens again");
            await SeeClosedPortalAsync(ada);
        }
        finally
        {
            await House.ApplyAsync();
        }
    });

    [Fact]
    public Task WindowThatReachesItsEnd_WarnsAndCutsOnTheMinute() => TellAsync(async () =>
    {
        var (ada, ide) = await WorkAsync();
        var mark = House.Gateway.Trace.Mark();
        var now = DateTimeOffset.UtcNow;
        var minute = now.AddSeconds(30);
        var closes = new DateTimeOffset(minute.Year, minute.Month, minute.Day, minute.Hour, minute.Minute, 0, TimeSpan.Zero).AddMinutes(1);
        try
        {
            await House.ApplyAsync(files => files.CloseWindows(closes));
            Assert.True(DateTimeOffset.UtcNow < closes, "The machine was too busy to close the window before its time.");
            await House.Gateway.Trace.AwaitAsync(mark, "session.warned");
            await ada.HearAsync("Closes");
            await Task.Delay(closes - DateTimeOffset.UtcNow is { Ticks: > 0 } left ? left : TimeSpan.Zero);
            await BeCutAsync(ide, closes, "a window that reached its end", mark, "WindowClosed");
            await ada.HearAsync("Your session has ended");
        }
        finally
        {
            await House.ApplyAsync();
        }
    });

    // The page asks, and what was open stays open. Warnings come five minutes before, so that one is given soon, and none is due when it is fresh.
    [Fact]
    public Task FactorThatGrowsOld_IsAskedFor_AndTheWorkGoesOn() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await ConfirmAsync(ada);
        try
        {
            await House.ApplyAsync(files => files.Replace("policy.cedar", "@mfa(\"8h\")", "@mfa(\"320s\")"));
            var ide = await ada.OpenIdeAsync();
            var open = await ide.OpenSocketsAsync();
            Assert.Equal(2, open.Count);
            await ada.HearAsync("Policy accepts a second factor for");
            await ConfirmAsync(ada);
            await ada.HearAsync("Your second factor is fresh again, and the session goes on.");
            Assert.Equal(open.Select(socket => socket.OpenedAt), (await ide.OpenSocketsAsync()).Select(socket => socket.OpenedAt));
        }
        finally
        {
            await House.ApplyAsync();
        }
    });

    [Fact]
    public Task PersonWhoIsSuspended_IsCutAtOnce() => TellAsync(async () =>
    {
        var (ada, ide) = await WorkAsync();
        var mark = House.Gateway.Trace.Mark();
        try
        {
            var suspended = await House.Gateway.CliAsync("person", "suspend", "ada", "--reason", "A journey does it.");
            Assert.True(suspended.ExitCode == 0, suspended.Said);
            var edited = await House.Gateway.Trace.AwaitAsync(mark, "catalog.edited");
            await BeCutAsync(ide, TraceOnDisk.At(edited), "a suspended person", mark, "Suspended", "SignedOut");
            await ada.HearAsync("Your session has ended");
            await ada.GoAsync("");
            await Assertions.Expect(ada.Page.GetByRole(AriaRole.Link, new() { NameRegex = Words.Start })).ToHaveCountAsync(0);
        }
        finally
        {
            var restored = await House.Gateway.CliAsync("person", "restore", "ada", "--reason", "The journey is over.");
            Assert.True(restored.ExitCode == 0, restored.Said);
        }
    });

    [Fact]
    public Task PolicyThatPermitsNoLonger_CutsAtOnce() => TellAsync(async () =>
    {
        var (ada, ide) = await WorkAsync();
        var mark = House.Gateway.Trace.Mark();
        try
        {
            await House.ApplyAsync(files =>
            {
                // Whoever takes a right away changes the cases that hold it; the gateway saves no policy that fails its own.
                files.Replace("policy.cedar", "context.now < principal.attestations.nda", "context.now < datetime(\"2020-01-01\")");
                files.Write("policy.tests.yaml", """
                    cases:
                      - name: Nobody of a vendor works for the time being
                        person: ada
                        at: Tue 09:30 Africa/Lagos
                        action: browse
                        resource: environment payments-ide
                        expect: deny

                    """);
            });
            var saved = await House.Gateway.Trace.AwaitAsync(mark, "policy.saved");
            await BeCutAsync(ide, TraceOnDisk.At(saved), "a policy that permits no longer", mark, "PolicyChanged");
            await ada.HearAsync("Your session has ended");
        }
        finally
        {
            await House.ApplyAsync();
        }
    });

    [Fact]
    public Task SessionThatSecurityEnds_IsCutWithTheReasonGiven() => TellAsync(async () =>
    {
        var (ada, ide) = await WorkAsync();
        var sora = await House.SignedInAsync(House.Sora);
        var mark = House.Gateway.Trace.Mark();
        await sora.GoAsync("live?kind=environment");
        await sora.Page.GetByRole(AriaRole.Row, new() { Name = "Ada Obi" }).GetByRole(AriaRole.Link, new() { Name = "End…" }).ClickAsync();
        await sora.Field("Reason").FillAsync("Please call the client's security desk.");
        var asked = await sora.Page.GetByRole(AriaRole.Button, new() { Name = "End it now" }).EvaluateAsync<long>(
            "(button) => { const at = Date.now(); button.click(); return at; }");

        await BeCutAsync(ide, DateTimeOffset.FromUnixTimeMilliseconds(asked), "a session that security ended", mark, "EndedByAdmin");
        await ada.HearAsync("Please call the client's security desk.");
        await Assertions.Expect(sora.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("was ended");
        var ended = await House.Gateway.Trace.AwaitAsync(mark, "session.ended", one => TraceOnDisk.Text(one, "place") == ClientHouse.Environment);
        Assert.Equal("sora", TraceOnDisk.Text(ended, "actor"));
    });

    [Fact]
    public Task PushUnderWay_IsCutWithItsPerson() => TellAsync(async () =>
    {
        await WorkAsync();
        await InsideShell.Git(House.Inside, "commit", "--allow-empty", "-qm", "Be held").SucceedAsync();
        await using var push = await HeldPush.BeginAsync(House.Inside);
        var mark = House.Gateway.Trace.Mark();
        try
        {
            var suspended = await House.Gateway.CliAsync("person", "suspend", "ada", "--reason", "A journey does it.");
            Assert.True(suspended.ExitCode == 0, suspended.Said);
            var edited = await House.Gateway.Trace.AwaitAsync(mark, "catalog.edited");
            var (at, exitCode) = await push.EndAsync();
            var took = at - TraceOnDisk.At(edited);

            Measured($"cut of a git push under way: {took.TotalMilliseconds:0} ms from the suspension to the end of git");
            Assert.NotEqual(0, exitCode);
            Assert.InRange(took, TimeSpan.Zero, Promise);
            var pushed = await House.Gateway.Trace.AwaitAsync(mark, "git.pushed");
            Assert.False(pushed.GetProperty("accepted").GetBoolean(), pushed.ToString());
        }
        finally
        {
            var restored = await House.Gateway.CliAsync("person", "restore", "ada", "--reason", "The journey is over.");
            Assert.True(restored.ExitCode == 0, restored.Said);
        }
    });

    private async Task<(Visitor Ada, IdePage Ide)> WorkAsync()
    {
        var ada = await House.SignedInAsync(House.Ada);
        var ide = await ada.OpenIdeAsync();
        Assert.Equal(2, (await ide.OpenSocketsAsync()).Count);
        return (ada, ide);
    }

    /// <summary>In a page of its own, as the link in the banner opens it.</summary>
    private async Task ConfirmAsync(Visitor visitor)
    {
        var page = await visitor.Context.NewPageAsync();
        await page.GotoAsync(new Uri(House.Gateway.Portal, "signin/verify?return=%2Fconfirmed").AbsoluteUri);
        await page.GetByLabel("Code from your authenticator app", new() { Exact = true }).FillAsync(await visitor.Person.Phone!.NextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Confirmed" })).ToBeVisibleAsync();
        await page.CloseAsync();
    }

    private async Task SeeClosedPortalAsync(Visitor visitor)
    {
        await visitor.GoAsync("");
        var cards = visitor.Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Heading) });
        await Assertions.Expect(cards.Filter(new() { HasText = ClientHouse.Environment })).ToHaveCountAsync(1);
        await Assertions.Expect(cards.GetByText("Closed", new() { Exact = true })).ToHaveCountAsync(await cards.CountAsync());
        await Assertions.Expect(cards.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }
}

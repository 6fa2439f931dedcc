using System.Net;
using Microsoft.Playwright;
using RemoteDev.Journeys.Tests.House;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Admin;

/// <summary>The people who keep the house: an administrator edits and suspends, a reviewer reads and exports, and each sees only their own doors.</summary>
[Collection(OneHouse.Name)]
public sealed class SecurityTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    private static readonly string[] OfAdministrators = ["people", "people/ada", "people/ada/standing", "vendors", "services", "projects", "environments", "repositories", "windows", "windows/lagos-office", "networks", "policy/drafts/new"];

    private static readonly string[] OfReviewers = ["sessions", "events"];

    [Fact]
    public Task Administrator_EditsAWindow_AndSeesItDrawn() => TellAsync(async () =>
    {
        var ines = await House.SignedInAsync(House.Ines);
        var mark = House.Gateway.Trace.Mark();
        try
        {
            await ines.GoAsync("windows/lagos-office");
            await ines.Field("Every week").FillAsync("Mon-Thu 08:00-18:00\nFri 08:00-13:00");
            await ines.PressAsync("Save");
            await Assertions.Expect(ines.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("lagos-office was saved");
            var edited = await House.Gateway.Trace.AwaitAsync(mark, "catalog.edited");
            Assert.Equal("ines", TraceOnDisk.Text(edited, "actor"));

            var window = await House.Gateway.Operator.GetAsync("windows/lagos-office");
            Assert.Contains("08:00-13:00", window.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await House.ApplyAsync();
        }
    });

    [Fact]
    public Task Administrator_WhoWritesNonsense_IsToldWhereAndLosesNothing() => TellAsync(async () =>
    {
        var ines = await House.SignedInAsync(House.Ines);
        var before = await House.Gateway.Operator.GetAsync("windows/lagos-office");
        await ines.GoAsync("windows/lagos-office");
        await ines.Field("Every week").FillAsync("Mon-Fri 18:00-8:99");
        await ines.PressAsync("Save");

        await Assertions.Expect(ines.Field("Every week")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(ines.Field("Every week")).ToHaveValueAsync("Mon-Fri 18:00-8:99");
        Assert.Equal(before.ToString(), (await House.Gateway.Operator.GetAsync("windows/lagos-office")).ToString());
    });

    [Fact]
    public Task Administrator_SuspendsAndRestores() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        var ines = await House.SignedInAsync(House.Ines);
        try
        {
            await ines.GoAsync("people/ada/standing");
            await ines.Field("Reason").FillAsync("Her laptop was stolen.");
            await ines.PressAsync("Suspend now");
            await Assertions.Expect(ines.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("is suspended");
            await ada.GoAsync("");
            await Assertions.Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "My environments" })).ToHaveCountAsync(0);

            await ines.GoAsync("people/ada/standing");
            await ines.Field("Reason").FillAsync("It was found again.");
            await ines.PressAsync("Restore");
            await Assertions.Expect(ines.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("is restored");
        }
        finally
        {
            await House.Gateway.CliAsync("person", "restore", "ada", "--reason", "The journey is over.");
        }

        await ada.SignInAsync();
    });

    [Fact]
    public Task Reviewer_SeesWhoWorkedByWhichPolicies_AndExportsIt() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await ada.OpenIdeAsync();
        var sora = await House.SignedInAsync(House.Sora);
        await sora.GoAsync("sessions?person=ada&kind=Environment");
        var row = sora.Page.GetByRole(AriaRole.Row, new() { Name = "Ada Obi" }).First;
        await Assertions.Expect(row).ToContainTextAsync("payments-ide");
        await Assertions.Expect(row).ToContainTextAsync("offshore-work");
        var csv = await DownloadAsync(sora, "CSV");
        Assert.Contains("payments-ide", csv, StringComparison.Ordinal);
        Assert.Contains("ada", csv, StringComparison.Ordinal);

        await row.GetByRole(AriaRole.Link, new() { Name = "Ada Obi" }).ClickAsync();
        await Assertions.Expect(sora.Page.GetByRole(AriaRole.Heading, new() { Name = "Ada Obi in payments-ide" })).ToBeVisibleAsync();
        await Assertions.Expect(sora.Page.GetByText("/static/").First).ToBeVisibleAsync();
        var requests = await DownloadAsync(sora, "Requests as CSV");
        Assert.Contains("/static/", requests, StringComparison.Ordinal);
        Assert.Empty(House.Secrets.In(requests));
    });

    [Fact]
    public Task PagesOfOthers_StayClosed() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        await StayClosedAsync(ada, [.. OfAdministrators, .. OfReviewers, "policy", "week", "preview", "explain", "live", "api/v1/people", "api/v1/export", "api/v1/windows/lagos-office"]);
        await StayClosedAsync(await House.SignedInAsync(House.Sora), [.. OfAdministrators, "api/v1/people", "api/v1/export"]);
        await StayClosedAsync(await House.SignedInAsync(House.Ines), OfReviewers);

        await ada.GoAsync("");
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Navigation, new() { Name = "Console" }).GetByRole(AriaRole.Link)).ToHaveTextAsync(["My environments", "My papers"]);
    });

    private static async Task StayClosedAsync(Visitor visitor, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var answer = await visitor.GoAsync(path);
            Assert.True(answer!.Status == (int)HttpStatusCode.Forbidden, $"{visitor.Person.Login} at {path}: {answer.Status}");
        }
    }

    private static async Task<string> DownloadAsync(Visitor visitor, string link)
    {
        var download = await visitor.Page.RunAndWaitForDownloadAsync(
            () => visitor.Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}

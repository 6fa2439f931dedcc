using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

/// <summary>What was asked, asked again of what may come, by those who may see it.</summary>
public sealed class ReplayPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Here = "/policy/replay";

    /// <summary>Acme works on Payments no more.</summary>
    private static readonly string Closed = ConsoleHost.Policy.Replace(
        "context.openWindows.contains(RemoteDev::Window::\"always\")", "context.origin == \"inside\"", StringComparison.Ordinal);

    /// <summary>The same, and Dayo manages people.</summary>
    private static readonly string Draft = $"""
        {Closed}
        @id("dayo-manages") @reason("Dayo keeps the people") @mfa("8h")
        permit (principal == RemoteDev::User::"dev", action == RemoteDev::Action::"managePeople", resource);
        """;

    private static Actor Ada { get; } = new("ada", "console", null, IPAddress.Loopback);

    [Fact]
    public async Task Says_WhoWouldBeRefusedAndPermitted_HowOften_AndWhy()
    {
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
        using var dev = host.Browse("dev");
        await dev.ReadAsync("/people", HttpStatusCode.Forbidden);
        await RecordAsync(Opened("dev"), Opened("dev"), Opened("long-gone"));
        var draft = await DraftAsync(Draft);
        using var ada = host.Browse("ada");
        var link = $"{Here}?of=draft:{draft.Number}&amp;days=7";
        Assert.Contains(link, await ada.ReadAsync($"/policy/drafts/{draft.Number}"), StringComparison.Ordinal);

        var page = await ada.ReadAsync(WebUtility.HtmlDecode(link));

        var refused = Section(page, "newly-refused");
        Assert.Contains("Dayo", page, StringComparison.Ordinal);
        Assert.Contains("browse", refused, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">2</td>", refused, StringComparison.Ordinal);
        Assert.Contains("acme-always: Acme works on Payments around the clock", refused, StringComparison.Ordinal);
        Assert.Contains("No policy permits it", refused, StringComparison.Ordinal);
        var permitted = Section(page, "newly-permitted");
        Assert.Contains("managePeople", permitted, StringComparison.Ordinal);
        Assert.Contains("No policy permitted it", permitted, StringComparison.Ordinal);
        Assert.Contains("dayo-manages: Dayo keeps the people", permitted, StringComparison.Ordinal);
        Assert.Contains("the person is no longer there", page, StringComparison.Ordinal);
        var reads = new EventFilter { Type = "trace.read", Actor = "ada" };
        var query = await host.Get<TraceQuery>().EventsAsync(reads, new Paging(1), new TraceReader("ada", null, null), CancellationToken.None);
        Assert.True(query.Passed(out var read, out _));
        Assert.Contains(read.Items, row => row.Summary.StartsWith("decisions from=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AsksNothing_BeforeSomebodySaysHowFarBack()
    {
        using var ada = host.Browse("ada");
        Assert.Contains($"href=\"{Here}\"", await ada.ReadAsync("/policy"), StringComparison.Ordinal);
        var page = await ada.ReadAsync(Here);
        Assert.DoesNotContain("asked what was asked since", page, StringComparison.Ordinal);
        Assert.Contains("name=\"days\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsksWhatIsInForce_OrAnOlderVersion()
    {
        await host.EditAsync(new CatalogEdit.SavePolicy(Closed, ConsoleHost.Tests));
        await host.EditAsync(new CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
        await RecordAsync(Opened("dev"));
        var number = host.Catalog.Current.Policy!.Number;
        using var ada = host.Browse("ada");
        var inForce = await ada.ReadAsync($"{Here}?of=version:{number}&days=1");
        Assert.DoesNotContain("Already otherwise", inForce, StringComparison.Ordinal);
        var older = $"{Here}?of=version:{number - 1}&days=7";
        Assert.Contains(WebUtility.HtmlEncode(older), await ada.ReadAsync($"/policy/versions/{number - 1}"), StringComparison.Ordinal);
        Assert.Contains("id=\"newly-refused\"", await ada.ReadAsync(older), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsksWhatStandsInTheEditor_ThoughNobodyKeptIt()
    {
        await RecordAsync(Opened("dev"));
        var draft = await DraftAsync(ConsoleHost.Policy);
        using var ada = host.Browse("ada");
        var address = $"/policy/drafts/{draft.Number}/edit";
        var editor = await ada.ReadAsync(address);
        Assert.Contains($"formaction=\"{Here}?of=draft:{draft.Number}\"", editor, StringComparison.Ordinal);

        var form = ConsoleBrowser.Filled(editor, ("text", Draft), ("days", "7"));
        using var response = await ada.PostAsync($"{Here}?of=draft:{draft.Number}", form);

        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("as it stands in the editor", page, StringComparison.Ordinal);
        Assert.Contains("id=\"newly-refused\"", page, StringComparison.Ordinal);
        Assert.Equal(ConsoleHost.Policy, (await host.Get<PolicyDrafts>().FindAsync(draft.Number, CancellationToken.None))!.Text);

        // Other days, the same text.
        using var again = await ada.PostAsync($"{Here}?of=draft:{draft.Number}", ConsoleBrowser.Filled(page, ("days", "30")));
        Assert.Contains("id=\"newly-refused\"", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permit (principal", "7", "policy.cedar:1:")]
    [InlineData(ConsoleHost.Policy, "0", "must be from 1 to 90")]
    [InlineData(ConsoleHost.Policy, "91", "must be from 1 to 90")]
    [InlineData(ConsoleHost.Policy, "a week", "must be from 1 to 90")]
    public async Task Says_WhyItCouldNotBeAsked(string text, string days, string said)
    {
        using var ada = host.Browse("ada");
        var page = await PostAsync(ada, text, days);
        Assert.Contains("could not be asked", page, StringComparison.Ordinal);
        Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_WhatIsTooLarge()
    {
        using var ada = host.Browse("ada");
        var page = await PostAsync(ada, new string('/', Limits.PolicyText + 1), "7");
        Assert.Contains($"at most {Limits.PolicyText} are read", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_WhenTheGatewayHasEnoughToDo()
    {
        using var release = new ManualResetEventSlim();
        var work = host.Get<PolicyWork>();
        var held = Enumerable.Range(0, PolicyWork.MostOfOne).Select(_ => work.RunAsync(
            "ada",
            token =>
            {
                release.Wait(token);
                return "";
            },
            CancellationToken.None)).ToList();
        try
        {
            using var ada = host.Browse("ada");
            Assert.Contains("are being worked out already", await ada.ReadAsync($"{Here}?days=7"), StringComparison.Ordinal);
        }
        finally
        {
            release.Set();
            await Task.WhenAll(held);
        }
    }

    [Fact]
    public async Task Names_AClosedDraftAmongTheChoices()
    {
        var draft = await DraftAsync(Closed);
        _ = await host.Get<PolicyDrafts>().WithdrawAsync(draft.Number, "", Ada, CancellationToken.None);
        using var ada = host.Browse("ada");
        var page = await ada.ReadAsync($"{Here}?of=draft:{draft.Number}");
        Assert.Contains($"<option value=\"draft:{draft.Number}\" selected=\"selected\">Draft {draft.Number}: What if</option>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("draft:999")]
    [InlineData("draft:x")]
    [InlineData("version:999")]
    [InlineData("new")]
    [InlineData("nothing")]
    public async Task Knows_WhatIsNotThere(string of)
    {
        using var ada = host.Browse("ada");
        await ada.ReadAsync($"{Here}?of={of}&days=7", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refuses_WhoWritesPolicyAndMayNotReadTheTrace()
    {
        const string Writer = $"""
            {ConsoleHost.Policy}
            @id("dayo-writes") @reason("Dayo writes policy") @mfa("8h")
            permit (principal == RemoteDev::User::"dev", action == RemoteDev::Action::"editPolicy", resource);
            """;
        await host.EditAsync(new CatalogEdit.SavePolicy(Writer, ConsoleHost.Tests));
        using var dev = host.Browse("dev");
        Assert.DoesNotContain(Here, await dev.ReadAsync("/policy"), StringComparison.Ordinal);
        var editor = await dev.ReadAsync("/policy/drafts/new");
        Assert.DoesNotContain(Here, editor, StringComparison.Ordinal);

        await dev.ReadAsync($"{Here}?days=7", HttpStatusCode.Forbidden);
        using var posted = await dev.PostAsync($"{Here}?of=new", ConsoleBrowser.Filled(editor, ("days", "7")));
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        Assert.DoesNotContain("asked what was asked since", await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_WhoReadsTheTraceAndMayNotReadPolicy()
    {
        using var sam = host.Browse("sam");
        await sam.ReadAsync($"{Here}?days=7", HttpStatusCode.Forbidden);
    }

    private static string Section(string page, string id)
    {
        var from = page.IndexOf($"<section class=\"spaced\" id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(from >= 0, page);
        return page[from..page.IndexOf("</section>", from, StringComparison.Ordinal)];
    }

    private static StreamOpened Opened(string login) => new()
    {
        Session = $"s-{login}",
        Actor = login,
        StreamId = Guid.NewGuid().ToString("N"),
        Kind = StreamKind.WebSocket,
        Place = "payments-ide",
        Action = "browse",
        Resource = "RemoteDev::Environment::\"payments-ide\"",
        Policies = ["acme-always"],
    };

    private static async Task<string> PostAsync(ConsoleBrowser browser, string text, string days)
    {
        var form = ConsoleBrowser.Filled(await browser.ReadAsync("/policy/drafts/new"), ("text", text), ("days", days));
        using var response = await browser.PostAsync($"{Here}?of=new", form);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<PolicyDraft> DraftAsync(string text)
    {
        var words = new DraftText(text, ConsoleHost.Tests, "What if", host.Catalog.Current.Policy!.Number);
        return Assert.IsType<DraftOutcome.Done>(await host.Get<PolicyDrafts>().CreateAsync(words, Ada, CancellationToken.None)).Draft;
    }

    private async Task RecordAsync(params AuditEvent[] events)
    {
        foreach (var one in events)
        {
            Assert.True(await host.Get<TraceRoom>().OpenAsync(one, CancellationToken.None));
        }
    }
}

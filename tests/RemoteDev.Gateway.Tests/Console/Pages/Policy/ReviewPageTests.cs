using System.Net;
using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Tests.Console.Pages.Policy;

public sealed class ReviewPageTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static int _drafts;

    private long Number => host.Catalog.Current.Policy!.Number;

    private PolicyDrafts Drafts => host.Get<PolicyDrafts>();

    [Fact]
    public async Task Refuses_OwnConsent_AndSaysWhy()
    {
        using var ada = host.Browse("ada");
        var draft = await SubmittedAsync();
        var page = await ada.ReadAsync($"/policy/drafts/{draft.Number}");
        Assert.Contains("nobody approves their own", page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Approve", page, StringComparison.Ordinal);
        using var forced = await StepAsync(ada, draft, "Approve", ("sha256", draft.Sha256));
        Assert.Equal(HttpStatusCode.OK, forced.StatusCode);
        Assert.Equal(DraftState.Submitted, (await FindAsync(draft)).State);
    }

    [Fact]
    public async Task SecondPerson_SeesWhatItChanges_Approves_AndPutsItIntoForce()
    {
        var before = Number;
        using var uma = host.Browse("uma");
        var draft = await SubmittedAsync();
        var page = await uma.ReadAsync($"/policy/drafts/{draft.Number}");
        Assert.Contains("dev gains readTrace", page, StringComparison.Ordinal);
        Assert.Contains("class=\"added\"", page, StringComparison.Ordinal);
        using var approved = await StepAsync(uma, draft, "Approve", ("sha256", draft.Sha256), ("reason", "Agreed"));
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        Assert.Equal(before, Number);

        using var active = await StepAsync(uma, draft, "Activate");
        Assert.Equal(HttpStatusCode.Redirect, active.StatusCode);
        Assert.Equal(before + 1, Number);
        var history = await uma.ReadAsync("/policy/history");
        Assert.Contains("<td>ada</td>", history, StringComparison.Ordinal);
        Assert.Contains("<td>uma</td>", history, StringComparison.Ordinal);
        Assert.Contains("dev gains readTrace", await uma.ReadAsync($"/policy/versions/{before + 1}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_ConsentToOtherWords()
    {
        using var uma = host.Browse("uma");
        var draft = await SubmittedAsync();
        using var response = await StepAsync(uma, draft, "Approve", ("sha256", new string('0', 64)));
        Assert.Contains("not what you looked at", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(DraftState.Submitted, (await FindAsync(draft)).State);
    }

    [Fact]
    public async Task Rejects_OnlyWithAReason()
    {
        using var uma = host.Browse("uma");
        var draft = await SubmittedAsync();
        using var silent = await StepAsync(uma, draft, "Reject", ("reason", " "));
        Assert.Equal(HttpStatusCode.OK, silent.StatusCode);
        using var rejected = await StepAsync(uma, draft, "Reject", ("reason", "Too wide"));
        Assert.Equal(DraftState.Rejected, (await FindAsync(draft)).State);
        Assert.Contains("Too wide", await uma.ReadAsync($"/policy/drafts/{draft.Number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedules_OnTheClockOfAPlace_AndRefusesATimeThatPassed()
    {
        using var uma = host.Browse("uma");
        var draft = await SubmittedAsync();
        using var approved = await StepAsync(uma, draft, "Approve", ("sha256", draft.Sha256));
        using var late = await StepAsync(uma, draft, "Schedule", ("at", "2020-01-01T08:00"), ("zone", "Africa/Lagos"));
        Assert.Contains("that time has passed", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var day = DateTimeOffset.UtcNow.AddDays(30).ToString("yyyy-MM-dd");
        using var scheduled = await StepAsync(uma, draft, "Schedule", ("at", $"{day}T08:00"), ("zone", "Africa/Lagos"));
        var after = await FindAsync(draft);
        Assert.Equal((DraftState.Scheduled, $"{day} 07:00"), (after.State, $"{after.ActivateAt!.Value.UtcDateTime:yyyy-MM-dd HH:mm}"));
    }

    [Fact]
    public async Task Withdraws()
    {
        using var ada = host.Browse("ada");
        var draft = await SubmittedAsync();
        using var withdrawn = await StepAsync(ada, draft, "Withdraw", ("reason", "Not needed"));
        Assert.Equal(DraftState.Withdrawn, (await FindAsync(draft)).State);
    }

    [Fact]
    public async Task Refuses_PeopleOfNeitherAction()
    {
        using var sam = host.Browse("sam");
        var draft = await SubmittedAsync();
        await sam.ReadAsync($"/policy/drafts/{draft.Number}", HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> StepAsync(ConsoleBrowser browser, PolicyDraft draft, string step, params (string Name, string Value)[] fields) =>
        await browser.PostAsync($"/policy/drafts/{draft.Number}?handler={step}", ConsoleBrowser.Filled(await browser.ReadAsync($"/policy/drafts/{draft.Number}"), fields));

    /// <summary>A draft that Ada wrote and submitted, which says something of its own.</summary>
    private async Task<PolicyDraft> SubmittedAsync()
    {
        var name = $"more-{Interlocked.Increment(ref _drafts)}";
        var text = $"{ConsoleHost.Policy}\n@id(\"{name}\") @reason(\"more\") @mfa(\"8h\")\npermit (principal == RemoteDev::User::\"dev\", action == RemoteDev::Action::\"readTrace\", resource);";
        await host.EditAsync(new Gateway.Catalog.Edits.CatalogEdit.SavePolicy(ConsoleHost.Policy, ConsoleHost.Tests));
        using var ada = host.Browse("ada");
        using var response = await ada.PostAsync(
            "/policy/drafts/new?handler=Submit", ConsoleBrowser.Filled(await ada.ReadAsync("/policy/drafts/new"), ("text", text), ("note", "Dayo reads the trace")));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return (await Drafts.FindAsync(long.Parse(response.Headers.Location!.OriginalString.Split('/')[^1]), CancellationToken.None))!;
    }

    private async Task<PolicyDraft> FindAsync(PolicyDraft draft) => (await Drafts.FindAsync(draft.Number, CancellationToken.None))!;
}

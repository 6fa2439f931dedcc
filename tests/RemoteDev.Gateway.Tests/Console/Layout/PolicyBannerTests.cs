using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Tests.Console.Layout;

/// <summary>What whoever may read the policy is told on every page, when it is not what it should be.</summary>
public sealed class PolicyBannerTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Unreadable = "The newest policy is not in force";
    private const string Failed = "An approved policy did not come into force";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task IsOnEveryPage_ForWhoMayReadThePolicy_AndOnNoneForADeveloper()
    {
        using var uma = host.Browse("uma");
        using var dev = host.Browse("dev");
        using var sam = host.Browse("sam");
        Assert.DoesNotContain("class=\"banner\"", await uma.ReadAsync("/people"), StringComparison.Ordinal);

        var served = host.Catalog.Current.Policy!.Number;
        await StoreUnreadableAsync(served + 1);
        var draft = await FailAsync("Let <b>Acme</b> & others in");

        var shown = 0;
        foreach (var path in Pages())
        {
            using var response = await uma.GetAsync(path);
            var page = await response.Content.ReadAsStringAsync();
            if (response.StatusCode != HttpStatusCode.OK || !page.Contains("<body class=\"shell\">", StringComparison.Ordinal))
            {
                continue;
            }

            shown++;
            Assert.True(page.Contains(Unreadable, StringComparison.Ordinal), $"{path} does not say that the newest policy does not load");
            Assert.Contains($"Version {served + 1} of the policy does not load, so version {served} is in force again", page, StringComparison.Ordinal);
            Assert.Contains(Failed, page, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"/policy/drafts/{draft}\">Draft {draft}: Let &lt;b&gt;Acme&lt;/b&gt; &amp; others in</a>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>Acme", page, StringComparison.Ordinal);
        }

        Assert.True(shown > 12, $"only {shown} pages were looked at");
        foreach (var page in (string[])[await dev.ReadAsync("/"), await dev.ReadAsync("/account"), await sam.ReadAsync("/live")])
        {
            Assert.DoesNotContain(Unreadable, page, StringComparison.Ordinal);
            Assert.DoesNotContain(Failed, page, StringComparison.Ordinal);
        }
    }

    /// <summary>Every page with an address of its own.</summary>
    private IEnumerable<string> Pages() => host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/'))
        .Where(path => !path.Contains('{', StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal);

    private async Task StoreUnreadableAsync(long number)
    {
        const string Text = "permit (principal, action, resource";
        await using (var context = await host.Get<IDbContextFactory<CatalogContext>>().CreateDbContextAsync())
        {
            context.Policies.Add(new PolicyEntry(number, Text, "", TextDigest.Of(Text), "ada", DateTimeOffset.UtcNow));
            await context.SaveChangesAsync();
        }

        await host.Catalog.ReloadAsync(None);
    }

    /// <summary>A draft whose instant came, and which did not come into force.</summary>
    private async Task<long> FailAsync(string note)
    {
        var outcome = await host.Get<PolicyDrafts>().CreateAsync(
            new DraftText(ConsoleHost.Policy, ConsoleHost.Tests, note, host.Catalog.Current.Policy!.Number), ConsoleHost.Operator, None);
        var draft = Assert.IsType<DraftOutcome.Done>(outcome).Draft;
        var failed = draft with { Revision = draft.Revision + 1, State = DraftState.Failed, ActivateAt = DateTimeOffset.UtcNow, Failure = "A test does not pass" };
        await host.Get<DraftStore>().StepAsync(failed, (_, _) => Task.FromResult(true), None);
        await host.Get<DraftActivation>().LookAtFailedAsync(None);
        return draft.Number;
    }
}

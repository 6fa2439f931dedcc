using Microsoft.Playwright;
using RemoteDev.Journeys.Tests.House;
using RemoteDev.Journeys.Tests.Inside;
using Xunit.Abstractions;

namespace RemoteDev.Journeys.Tests.Admin;

/// <summary>A change of policy as people make it: one writes it and is shown what is wrong and what it means, another consents, and it holds at once.</summary>
[Collection(OneHouse.Name)]
public sealed class PolicyTests(ClientHouse house, ITestOutputHelper output) : Journey(house, output)
{
    [Fact]
    public Task Change_IsWrittenByOne_ApprovedByAnother_AndCutsAtOnce() => TellAsync(async () =>
    {
        var ada = await House.SignedInAsync(House.Ada);
        var ide = await ada.OpenIdeAsync();
        Assert.Equal(2, (await ide.OpenSocketsAsync()).Count);
        var ines = await House.SignedInAsync(House.Ines);
        var sora = await House.SignedInAsync(House.Sora);
        var mark = House.Gateway.Trace.Mark();
        try
        {
            var draft = await WriteAsync(ines);
            await BeRefusedOwnConsentAsync(ines);
            await ConsentAsync(sora, draft);

            await sora.PressAsync("Put into force and end them");
            await Assertions.Expect(sora.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("is in force");
            var active = await House.Gateway.Trace.AwaitAsync(mark, "policy.activated");
            var ended = await House.Gateway.Trace.AwaitAsync(mark, "session.ended", one => TraceOnDisk.Text(one, "place") == ClientHouse.Environment);
            Assert.Equal("PolicyChanged", TraceOnDisk.Text(ended, "reason"));
            var took = TraceOnDisk.At(ended) - TraceOnDisk.At(active);
            Measured($"cut by an approved policy: {took.TotalMilliseconds:0} ms from its activation to the end in the trace");
            Assert.InRange(took, -Promise, Promise);
            await ada.HearAsync("Your session has ended");

            await ines.GoAsync("policy/history");
            var row = ines.Page.GetByRole(AriaRole.Row).Nth(1);
            await Assertions.Expect(row).ToContainTextAsync("In force");
            await Assertions.Expect(row).ToContainTextAsync("ines");
            await Assertions.Expect(row).ToContainTextAsync("sora");
        }
        finally
        {
            await House.ApplyAsync();
        }
    });

    /// <summary>Types a mistake and sees it, corrects it, sees what it means, and asks for consent.</summary>
    private static async Task<string> WriteAsync(Visitor ines)
    {
        var catalogue = await File.ReadAllTextAsync(Checkout.Path("deploy", "catalogue", "policy.cedar"));
        var cases = await File.ReadAllTextAsync(Checkout.Path("deploy", "catalogue", "policy.tests.yaml"));
        await ines.GoAsync("policy");
        await ines.Page.GetByRole(AriaRole.Link, new() { Name = "New draft" }).ClickAsync();
        await TypeAsync(ines, "policy.cedar", catalogue.Replace("principal.attestations has nda &&", "principal.attestation has nda &&", StringComparison.Ordinal));
        await Assertions.Expect(ines.Page.Locator(".cm-lintRange-error").First).ToBeVisibleAsync();
        // The editor's styles come by the nonce of this one answer: without it the mark would stand there and look like nothing.
        await Assertions.Expect(ines.Page.Locator(".cm-lintRange-error").First).ToHaveCSSAsync("text-decoration-style", "wavy");
        await Assertions.Expect(ines.Page.Locator(".findings .error").First).ToContainTextAsync("attestation");

        await TypeAsync(ines, "policy.cedar", catalogue.Replace("context.now < principal.attestations.nda", "context.now < datetime(\"2020-01-01\")", StringComparison.Ordinal));
        await TypeAsync(ines, "policy.tests.yaml", cases[..cases.IndexOf("  - name: Ada works", StringComparison.Ordinal)] + """
              - name: Nobody of a vendor works for the time being
                person: ada
                at: Tue 09:30 Africa/Lagos
                action: browse
                resource: environment payments-ide
                expect: deny

            """);
        await Assertions.Expect(ines.Page.GetByText("1 of 1 tests passed", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(ines.Page.Locator(".cm-lintRange-error")).ToHaveCountAsync(0);
        var changes = ines.Page.GetByRole(AriaRole.Region, new() { Name = "What it changes" });
        await Assertions.Expect(changes.GetByText("Loss").First).ToBeVisibleAsync();
        await Assertions.Expect(changes).ToContainTextAsync("Ada Obi (ada) works in payments-ide");

        await ines.Field("What it is for").FillAsync("A journey takes a right away.");
        await ines.PressAsync("Submit for approval");
        await Assertions.Expect(ines.Page.GetByText("Waits for a second person").First).ToBeVisibleAsync();
        return new Uri(ines.Page.Url).AbsolutePath.TrimStart('/');
    }

    private static async Task BeRefusedOwnConsentAsync(Visitor ines)
    {
        await ines.HearAsync("nobody approves their own");
        await Assertions.Expect(ines.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);
    }

    private async Task ConsentAsync(Visitor sora, string draft)
    {
        await sora.GoAsync(draft);
        await Assertions.Expect(sora.Page.GetByText("A journey takes a right away.").First).ToBeVisibleAsync();
        await Assertions.Expect(sora.Page.GetByText("Loss").First).ToBeVisibleAsync();

        // What Ada did a moment ago is asked again.
        await sora.Page.GetByRole(AriaRole.Link, new() { Name = "Replay against the last 7 days" }).ClickAsync();
        var refused = sora.Page.GetByRole(AriaRole.Region, new() { Name = "Newly refused" });
        await Assertions.Expect(refused.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(House.Ada.Login);
        await sora.GoAsync(draft);
        await sora.PressAsync("Approve");
        await Assertions.Expect(sora.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("You approved");
    }

    /// <summary>Puts a text in an editor's place, as a paste would.</summary>
    private static async Task TypeAsync(Visitor visitor, string editor, string text)
    {
        // Not by its role: the text area under it has the same name until the script has dressed it.
        await visitor.Page.Locator($".cm-content[aria-label='{editor}']").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+A");
        await visitor.Page.Keyboard.InsertTextAsync(text);
    }
}

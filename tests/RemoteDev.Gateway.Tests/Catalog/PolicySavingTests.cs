using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Catalog;

public sealed class PolicySavingTests
{
    [Fact]
    public async Task SavedPolicy_IsANewVersion_TracedWithItsTests()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(SampleCatalog.Cedar + "\n// a word more\n", SampleCatalog.Tests));

        var policy = fixture.Room.Current.Policy!;
        Assert.Equal((2, "operator"), (policy.Number, policy.Author));
        var traced = Assert.IsType<PolicySaved>(fixture.Trace.Entries()[^1].Event);
        Assert.Equal((2, policy.Sha256, "operator", 2), (traced.Version, traced.Sha256, traced.Author, traced.TestsPassed));
        Assert.Equal([2, 1], (await fixture.Store.PoliciesAsync(0, 10, CancellationToken.None)).Select(version => version.Number));
    }

    [Theory]
    [InlineData("permit (principal, action, resource", "policy", 1)]
    [InlineData("@id(\"a\") @colour(\"red\") permit (principal, action, resource);", "policy", 1)]
    [InlineData("@id(\"a\") permit (principal, action, resource)\nwhen { context.openWindows.contains(RemoteDev::Window::\"lagos-ofice\") };", "policy", 2)]
    [InlineData("@id(\"a\") permit (principal in RemoteDev::Vendor::\"acne\", action, resource);", "policy", 1)]
    [InlineData("@id(\"a\") permit (principal, action, resource)\nwhen { context.now < 5 };", "policy", 2)]
    [InlineData("@id(\"a\") permit (principal, action, resource)\nwhen { context.port == 22 };", "policy", 2)]
    public async Task Refuses_APolicyThatDoesNotLoadOrNamesWhatIsNotThereOrCouldFail(string text, string path, int line)
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var before = fixture.Room.Current;

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.SaveAsync(text, SampleCatalog.Tests));

        Assert.Contains(refused.Faults, fault => fault.Path == path && fault.Line == line && fault.File == "policy.cedar");
        Assert.Same(before, fixture.Room.Current);
    }

    [Fact]
    public async Task Refuses_APolicyWhoseTestFails_AndNamesTheTest()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var everyDay = SampleCatalog.Cedar.Replace("when { context.openWindows.contains(RemoteDev::Window::\"lagos-office\") }", "", StringComparison.Ordinal);

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.SaveAsync(everyDay, SampleCatalog.Tests));

        var fault = Assert.Single(refused.Faults);
        Assert.Equal(("policyTests", "policy.tests.yaml", 8), (fault.Path, fault.File, fault.Line));
        Assert.Contains("'Ada rests on Sundays' fails: expected deny, got permit", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cases: []")]
    [InlineData("")]
    [InlineData("cases:\n  - name: x\n    expct: permit")]
    public async Task Refuses_APolicyWithoutTestsThatCanBeRun(string tests)
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.SaveAsync(SampleCatalog.Cedar, tests));

        Assert.Contains(refused.Faults, fault => fault.Path == "policyTests");
    }

    [Fact]
    public async Task Refuses_ToRemoveAWindowThatThePolicyNames()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(new CatalogEdit.Remove(CatalogKind.Window, "lagos-office")));

        Assert.Contains(refused.Faults, fault => fault is { Path: "policy", Line: 3 } && fault.Message.Contains("lagos-office", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Suspension_NeverWaitsForAPolicyTest()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.SetSuspended("ada", true, "contract ended")));

        // and a suspended person does not fail the tests of the next policy
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(SampleCatalog.Cedar + "\n", SampleCatalog.Tests));
    }

    [Fact]
    public async Task RemovingAPerson_NeverWaitsForThePolicyThatNamesThem()
    {
        using var fixture = await CatalogFixture.SampleAsync();
        var named = SampleCatalog.Cedar + "\n@id(\"ada\") permit (principal == RemoteDev::User::\"ada\", action == RemoteDev::Action::\"upload\", resource);";
        Assert.IsType<EditOutcome.Applied>(await fixture.SaveAsync(named, SampleCatalog.Tests));

        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.Remove(CatalogKind.Person, "ada")));
    }

    [Fact]
    public async Task Refuses_APersonWhoChangesThePolicyAlone_AndSaysWhatToDo()
    {
        using var fixture = await CatalogFixture.SampleAsync();

        var refused = Assert.IsType<EditOutcome.Refused>(await fixture.EditAsync(new CatalogEdit.SavePolicy(SampleCatalog.Cedar + "\n", SampleCatalog.Tests)));
        Assert.Contains("begin a draft", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.IsType<EditOutcome.Refused>(await fixture.ApplyAsync(
            [new CatalogDocument("policy.cedar", SampleCatalog.Cedar + "\n"), new CatalogDocument("policy.tests.yaml", SampleCatalog.Tests)], actor: CatalogFixture.Ines));
        Assert.Equal(1, fixture.Room.Current.Policy!.Number);

        // What is so already needs nobody's consent.
        Assert.IsType<EditOutcome.Applied>(await fixture.EditAsync(new CatalogEdit.SavePolicy(SampleCatalog.Cedar, SampleCatalog.Tests)));
    }
}

using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Tests.Catalog.Drafts;

/// <summary>The people of the sample catalogue and the steps they take, for tests that are about the last of them.</summary>
internal static class DraftSteps
{
    public const string More = SampleCatalog.Cedar + "\n@id(\"bring\") @reason(\"Acme brings files in\") @mfa(\"8h\")\n"
        + "permit (principal in RemoteDev::Vendor::\"acme\", action == RemoteDev::Action::\"upload\", resource in RemoteDev::Project::\"payments\")\n"
        + "when { context.openWindows.contains(RemoteDev::Window::\"lagos-office\") };\n";

    public static Actor Ines { get; } = CatalogFixture.Ines;

    public static Actor Otto { get; } = new("otto", "console", "s2", null);

    public static Actor Sora { get; } = new("sora", "api", "s3", null);

    public static DraftText Words(string text = More, string note = "Let Acme bring files in", long on = 1) => new(text, SampleCatalog.Tests, note, on);

    /// <summary>The draft, or a failed test that says why there is none.</summary>
    public static PolicyDraft Done(this DraftOutcome outcome) => outcome.Match(
        done => done.Draft,
        refused => throw new Xunit.Sdk.XunitException(string.Join('\n', refused.Faults)),
        _ => throw new Xunit.Sdk.XunitException("missing"),
        stale => throw new Xunit.Sdk.XunitException($"stale: {stale.Current}"));

    /// <summary>All the reasons of a refusal.</summary>
    public static string Refused(this DraftOutcome outcome) => string.Join('\n', Assert.IsType<DraftOutcome.Refused>(outcome).Faults);

    public static async Task<PolicyDraft> BeginAsync(this PolicyDrafts drafts, DraftText? words = null) =>
        (await drafts.CreateAsync(words ?? Words(), Ines, CancellationToken.None)).Done();

    public static async Task<PolicyDraft> SubmittedAsync(this PolicyDrafts drafts, DraftText? words = null)
    {
        var draft = await drafts.BeginAsync(words);
        return (await drafts.SubmitAsync(draft.Number, draft.Revision, Ines, CancellationToken.None)).Done();
    }

    public static async Task<PolicyDraft> ApprovedAsync(this PolicyDrafts drafts, DraftText? words = null)
    {
        var draft = await drafts.SubmittedAsync(words);
        return (await drafts.ApproveAsync(draft.Number, draft.Sha256, "read it", Sora, CancellationToken.None)).Done();
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Policies;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>
/// A draft, a version or the policy in force, asked again what was really asked in the last days. It says what people did, so besides a
/// policy its reader must be allowed to read the trace, and the reading is traced.
/// </summary>
[OpenTo(ConsoleAction.EditPolicy, ConsoleAction.ApprovePolicy)]
internal sealed class ReplayPage(
    CatalogRoom catalog, PolicyDrafts drafts, PolicyVersions versions, PolicyReplays replays, ConsoleWalk walk, TimeProvider clock)
    : PolicyAreaPage(clock)
{
    private const int UsualDays = 7;
    private const int MostOffered = 50;

    /// <summary><c>draft:4</c>, <c>version:3</c>, or nothing for the policy in force.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    /// <summary>How far back; nothing is asked before somebody says so.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Days { get; set; }

    /// <summary>What stands in the draft's editor, kept or not; null takes what is kept.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>What is asked again: <c>Draft 4: let Acme in on Saturdays</c>.</summary>
    public string Subject { get; private set; } = "The policy in force";

    /// <summary>Where the subject has a page of its own.</summary>
    public string? SubjectAddress { get; private set; }

    public bool IsInForce { get; private set; }

    public IReadOnlyList<DraftHead> Drafts { get; private set; } = [];

    public IReadOnlyList<PolicyEntry> Versions { get; private set; } = [];

    /// <summary>Whether the subject is among the choices: a draft that is closed, or a version of long ago, is not.</summary>
    public bool IsOffered =>
        IsInForce || Drafts.Any(draft => Of == $"draft:{draft.Number}") || Versions.Any(version => Of == $"version:{version.Number}");

    public PolicyEntry? InForce => catalog.Current.Policy;

    /// <summary>What came of it; null while nothing was asked, or when it could not be worked out.</summary>
    public PolicyReplayed? Replayed { get; private set; }

    public IReadOnlyList<ReplaySection> Sections { get; private set; } = [];

    /// <summary><c>Version 3: let Acme in on Saturdays</c>.</summary>
    public static string Title(PolicyEntry version) =>
        version.Note is { Length: > 0 } note ? $"Version {version.Number}: {note}" : $"Version {version.Number}";

    public string DaysText => string.IsNullOrEmpty(Days) ? UsualDays.ToString(CultureInfo.InvariantCulture) : Days;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Text = null;
        return ShowAsync(cancellationToken);
    }

    /// <summary>The same with a text that nobody kept yet.</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Text = (Text ?? "").ReplaceLineEndings("\n");
        return ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        // The page opens to who may read policies; what people did needs its own.
        if (await walk.WhyNotAsync(HttpContext, Entry, ConsoleAction.ReadTrace, cancellationToken) is { } refusal)
        {
            return Refuse(refusal);
        }

        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        Drafts = await drafts.ListAsync(openOnly: true, 0, MostOffered, cancellationToken);
        Versions = await versions.PageAsync(0, MostOffered, cancellationToken);
        if (!string.IsNullOrEmpty(Days))
        {
            await AskAsync(cancellationToken);
        }

        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        var (kind, number) = Chosen();
        switch (kind)
        {
            case "draft" when await drafts.FindAsync(number, cancellationToken) is { } draft:
                (Subject, SubjectAddress) = (DraftWords.Title(draft.Number, draft.Note), $"/policy/drafts/{draft.Number}");
                Subject = Text is null || Text == draft.Text ? Subject : $"{Subject}, as it stands in the editor";
                Text ??= draft.Text;
                return true;
            case "version" when number != InForce?.Number && await versions.FindAsync(number, cancellationToken) is { } version:
                (Subject, SubjectAddress) = (Title(version), $"/policy/versions/{version.Number}");
                Text = version.Text;
                return true;
            case "version" when number == InForce?.Number:
            case "":
                IsInForce = true;
                if (InForce is { } inForce)
                {
                    (Subject, SubjectAddress) = ($"Version {inForce.Number}, in force", $"/policy/versions/{inForce.Number}");
                }

                return true;
            case "new" when Text is not null:
                Subject = "A new draft, as it stands in the editor";
                return true;
            default:
                return false;
        }
    }

    private (string Kind, long Number) Chosen() => (Of ?? "").Split(':', 2) switch
    {
        [var kind] => (kind, 0),
        [var kind, var text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (kind, number),
        _ => ("none", 0),
    };

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var days = int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        (Replayed, var faults) = IsInForce
            ? await replays.RunInForceAsync(days, Reader, cancellationToken)
            : await replays.RunAsync(Text ?? "", days, Reader, cancellationToken);
        Faults.Take(faults, PolicyEntry.TextPath);
        Sections = Replayed is { } replayed ? ReplaySection.Of(replayed, Viewer.Zone) : [];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// A policy on its way into force. Every step makes another of the next <see cref="Revision"/>, so two people, or two gateways, never
/// take a step from the same place.
/// </summary>
internal sealed record PolicyDraft
{
    /// <summary>From 1, in the order in which drafts were begun.</summary>
    public required long Number { get; init; }

    /// <summary>Counts steps, from 1.</summary>
    public required long Revision { get; init; }

    public required DraftState State { get; init; }

    public required string Text { get; init; }

    public required string Tests { get; init; }

    /// <summary>What the change is for.</summary>
    public required string Note { get; init; }

    /// <summary>The version in force that it began from; 0 when none was. An approval holds only while that version is in force.</summary>
    public required long BaseNumber { get; init; }

    /// <summary>The older version whose text this is, when it was begun as a rollback.</summary>
    public long? RollbackOf { get; init; }

    /// <summary>Names text, tests, note and base by their content; an approval holds for nothing else.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who began it.</summary>
    public required string Author { get; init; }

    /// <summary>Everybody who wrote on it. None of them may approve it.</summary>
    public required ImmutableArray<string> Editors { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset EditedAt { get; init; }

    public string? SubmittedBy { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>What it changes, as worked out at the submission.</summary>
    public DraftComparison? Comparison { get; init; }

    /// <summary>Who approved, rejected or withdrew it.</summary>
    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Their reason.</summary>
    public string? Decision { get; init; }

    public string? ScheduledBy { get; init; }

    /// <summary>When it is to come into force.</summary>
    public DateTimeOffset? ActivateAt { get; init; }

    /// <summary>The version it became.</summary>
    public long? Version { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Why its activation failed.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether anything can still become of it.</summary>
    public bool IsOpen => State is not (DraftState.Active or DraftState.Rejected or DraftState.Withdrawn or DraftState.None);

    /// <summary>
    /// Names everything that somebody consents to: the same text over another version in force takes other things back, and a note is
    /// what the approver was told. Lengths keep one part from running into the next.
    /// </summary>
    public static string DigestOf(DraftText text) => TextDigest.Of(string.Create(
        CultureInfo.InvariantCulture, $"{text.BaseNumber}\n{text.Text.Length}\n{text.Tests.Length}\n{text.Text}{text.Tests}{text.Note}"));

    /// <summary>Nobody consents to what they wrote.</summary>
    public bool MayBeApprovedBy(string login) => login != Author && login != SubmittedBy && !Editors.Contains(login, StringComparer.Ordinal);

    /// <summary>The same draft as the version of the policy that it became.</summary>
    public PolicyDraft Activated(PolicyEntry version) => this with
    {
        Revision = Revision + 1, State = DraftState.Active, Version = version.Number, ActivatedAt = version.SavedAt, Failure = null,
    };

    /// <summary>The same draft with other words, and everything forgotten that was said of the old ones.</summary>
    public PolicyDraft Rewritten(DraftText text, string editor, DateTimeOffset now) => this with
    {
        Revision = Revision + 1,
        State = DraftState.Draft,
        Text = text.Text,
        Tests = text.Tests,
        Note = text.Note,
        BaseNumber = text.BaseNumber,
        Sha256 = DigestOf(text),
        Editors = Editors.Contains(editor, StringComparer.Ordinal) ? Editors : Editors.Add(editor),
        EditedAt = now,
        SubmittedBy = null,
        SubmittedAt = null,
        Comparison = null,
        DecidedBy = null,
        DecidedAt = null,
        Decision = null,
        ScheduledBy = null,
        ActivateAt = null,
        Failure = null,
    };
}

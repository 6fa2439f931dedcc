using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>A checked edit as the trace will tell it.</summary>
internal static class EditEvents
{
    /// <summary>Everything that must be durable before the edit is visible; a long edit is several events of one version.</summary>
    public static IEnumerable<AuditEvent> Of(CheckedEdit edit, IReadOnlyList<CatalogEdit> edits, Actor actor)
    {
        var reasons = edits.OfType<CatalogEdit.SetSuspended>().Select(set => (Path: CatalogKind.Person.Path(set.Login), set.Reason))
            .Concat(edits.OfType<CatalogEdit.SetServiceSuspended>().Select(set => (Path: CatalogKind.Service.Path(set.Name), set.Reason)))
            .GroupBy(set => set.Path, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Reason, StringComparer.Ordinal);
        var entries = edit.Changes.Where(change => change.Path != PolicyEntry.TextPath).Select(change => Entry(change, reasons.GetValueOrDefault(change.Path)));
        foreach (var part in entries.Chunk(AuditEvent.MaxListLength))
        {
            yield return new CatalogEdited
            {
                Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Via = actor.Via, Version = edit.After.Version, Edits = part,
                Credential = actor.Credential,
            };
        }

        foreach (var sign in edits.OfType<CatalogEdit.SignDocument>())
        {
            var document = edit.After.Documents[sign.Document];
            yield return new DocumentSigned
            {
                Actor = actor.Login,
                Session = actor.Session,
                Source = actor.Source?.ToString(),
                Login = sign.Login,
                Document = document.Name,
                Kind = document.Kind,
                Version = document.Version,
                Sha256 = document.Sha256,
                Expires = edit.After.People[sign.Login].Attestations.First(paper => paper.Document == document.Name).ExpiresAt,
                Note = sign.Note,
            };
        }

        if (edit.Changes.Any(change => change.Path == PolicyEntry.TextPath) && edit.After.Policy is { } policy)
        {
            foreach (var happened in Policy(edit, edits, policy))
            {
                yield return DraftEvents.By(actor, happened);
            }
        }
    }

    private static IEnumerable<AuditEvent> Policy(CheckedEdit edit, IReadOnlyList<CatalogEdit> edits, PolicyEntry policy) =>
        edits.OfType<CatalogEdit.ActivatePolicy>().LastOrDefault() is { Draft: var draft }
            ? Activated(edit, policy, draft)
            : Saved(edit, policy, edits.OfType<CatalogEdit.RestorePolicy>().LastOrDefault());

    private static IEnumerable<AuditEvent> Saved(CheckedEdit edit, PolicyEntry policy, CatalogEdit.RestorePolicy? restore)
    {
        yield return new PolicySaved
        {
            Version = policy.Number, Sha256 = policy.Sha256, Author = policy.Author, TestsPassed = edit.TestsPassed,
        };
        if (restore is not null)
        {
            yield return new PolicyRolledBack
            {
                Version = policy.Number,
                From = edit.Before,
                To = restore.Older.Number,
                TextSha256 = policy.Sha256,
                Author = policy.Author,
                Emergency = true,
                Reason = restore.Reason,
            };
        }
    }

    private static IEnumerable<AuditEvent> Activated(CheckedEdit edit, PolicyEntry policy, PolicyDraft draft)
    {
        yield return new PolicyActivated
        {
            Draft = draft.Number,
            Version = policy.Number,
            Base = draft.BaseNumber,
            Sha256 = draft.Sha256,
            TextSha256 = policy.Sha256,
            Author = draft.Author,
            Approver = draft.DecidedBy ?? "",
            TestsPassed = edit.TestsPassed,
            ScheduledFor = draft.ActivateAt,
        };
        if (draft.RollbackOf is { } older)
        {
            yield return new PolicyRolledBack
            {
                Version = policy.Number,
                From = draft.BaseNumber,
                To = older,
                TextSha256 = policy.Sha256,
                Author = draft.Author,
                Approver = draft.DecidedBy,
                Emergency = false,
                Reason = draft.Note,
            };
        }
    }

    private static Trace.Events.CatalogChange Entry(CatalogChange change, string? reason)
    {
        var slash = change.Path.IndexOf('/', StringComparison.Ordinal);
        var kind = CatalogKinds.FromSection(change.Path[..slash]).ToString().ToLowerInvariant();
        var before = Account(change.Fields.Select(field => (field.Name, field.Before)));
        var after = Account([.. change.Fields.Select(field => (field.Name, field.After)), ("reason", reason)]);
        return new Trace.Events.CatalogChange(kind, change.Path[(slash + 1)..], Verb(change), before, change.Kind == ChangeKind.Removed ? null : after);
    }

    private static string Verb(CatalogChange change) => change.Kind switch
    {
        ChangeKind.Changed when change.Fields is [{ Name: "suspended", After: var after }, .. { Length: 0 } or [{ Name: "suspendedBy" }]] => after == "true" ? "suspended" : "restored",
        _ => change.Kind.ToString().ToLowerInvariant(),
    };

    private static string? Account(IEnumerable<(string Name, string? Value)> fields)
    {
        var text = string.Join(", ", fields.Where(field => field.Value is not null).Select(field => $"{field.Name}: {field.Value}"));
        return text.Length == 0 ? null : text;
    }
}

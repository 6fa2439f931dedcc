using NodaTime;
using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Impact;

/// <summary>
/// What an edit would end at this moment: the live sessions, judged by the catalogue as the edit would leave it. Decides
/// nothing; the judge of Authorize does, when the edit is made.
/// </summary>
internal sealed class EditImpact(CatalogRoom catalog, LiveSessions live, Surroundings surroundings, TimeProvider clock)
{
    /// <summary>The live sessions that would be cut, oldest first; empty when the edit itself cannot be drafted.</summary>
    public IReadOnlyList<SessionEnding> Of(IReadOnlyList<CatalogEdit> edits)
    {
        var now = clock.GetUtcNow();
        var snapshot = catalog.Current;
        var draft = new CatalogDraft(snapshot);
        foreach (var edit in edits)
        {
            draft.Apply(edit, "preview", now);
        }

        if (draft.Faults.Count > 0)
        {
            return [];
        }

        // A policy among the edits is judged by when it loads; one that does not would not be saved.
        var text = edits.OfType<CatalogEdit.SavePolicy>().LastOrDefault()?.Text;
        var bundle = text is null ? null : PolicyTrial.Load(snapshot, text).Bundle;
        if (text is not null && bundle is null)
        {
            return [];
        }

        var rules = Rules.From(draft.Finish(snapshot.Version, bundle), surroundings);
        var windows = OpenWindows.At(rules.Windows, Instant.FromDateTimeOffset(now));
        return [.. live.Everyone
            .Where(held => !held.Session.HasEnded && Ends(held, rules, windows, now))
            .Select(held => held.Session)
            .OrderBy(session => session.OpenedAt)
            .Select(session => SessionEnding.Of(session, snapshot.People.GetValueOrDefault(session.Login)?.DisplayName))];
    }

    private static bool Ends(HeldSession held, Rules rules, OpenWindows windows, DateTimeOffset now)
    {
        var session = held.Session;
        if (rules.Catalog.People.GetValueOrDefault(session.Login) is not { Suspended: false })
        {
            return true;
        }

        if (held.Basis is not { } basis)
        {
            return false;
        }

        var question = Question.Of(session, basis);
        return !rules.Judge(question, windows, now).IsPermitted(out _);
    }
}

using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>What came of a list of edits: all of them hold, or none does.</summary>
internal abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    /// <summary>Answers each case, so that a new one does not go unnoticed.</summary>
    public T Match<T>(Func<Applied, T> applied, Func<Refused, T> refused, Func<Stale, T> stale) => this switch
    {
        Applied outcome => applied(outcome),
        Stale outcome => stale(outcome),
        Refused outcome => refused(outcome),
        _ => throw new InvalidOperationException($"{GetType().Name} is not an outcome of an edit."),
    };

    /// <summary>The catalogue is as the edits say.</summary>
    /// <param name="Version">The catalogue's version now; unchanged when there was nothing to change.</param>
    /// <param name="Changes">What changed, in the order of the edits; empty when everything was so already.</param>
    public sealed record Applied(long Version, ImmutableArray<CatalogChange> Changes) : EditOutcome;

    /// <summary>Nothing changed.</summary>
    /// <param name="Faults">Everything that is wrong, not the first thing.</param>
    public sealed record Refused(ImmutableArray<CatalogFault> Faults) : EditOutcome;

    /// <summary>Nothing changed: somebody else edited since <c>baseVersion</c> was read.</summary>
    public sealed record Stale(long CurrentVersion) : EditOutcome;
}

using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>What came of a step of a draft: it was taken, or nothing changed.</summary>
internal abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    /// <summary>Answers each case, so that a new one does not go unnoticed.</summary>
    public T Match<T>(Func<Done, T> done, Func<Refused, T> refused, Func<Missing, T> missing, Func<Stale, T> stale) => this switch
    {
        Done outcome => done(outcome),
        Missing outcome => missing(outcome),
        Stale outcome => stale(outcome),
        Refused outcome => refused(outcome),
        _ => throw new InvalidOperationException($"{GetType().Name} is not an outcome of a step."),
    };

    internal static Refused Because(string message, string path = "draft") => new([new CatalogFault(path, message)]);

    /// <summary>The draft as the step left it.</summary>
    public sealed record Done(PolicyDraft Draft) : DraftOutcome;

    /// <summary>The step may not be taken; everything that stands in its way.</summary>
    public sealed record Refused(ImmutableArray<CatalogFault> Faults) : DraftOutcome;

    /// <summary>There is no such draft or version.</summary>
    public sealed record Missing : DraftOutcome;

    /// <summary>Somebody else took a step meanwhile, which left it so.</summary>
    public sealed record Stale(PolicyDraft Current) : DraftOutcome;
}

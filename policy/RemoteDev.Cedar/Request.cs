using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>The question: may the principal do the action to the resource in this context? Immutable.</summary>
/// <example>
/// <code>
/// var request = new Request(
///     new EntityUid("User", "ada"),
///     new EntityUid("Action", "edit"),
///     new EntityUid("Page", "home"),
///     new Dictionary&lt;string, Value&gt; { ["source"] = Value.Ip(IPAddress.Loopback) });
/// </code>
/// </example>
public sealed record Request
{
    /// <summary>Asks.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="action">What they want to do.</param>
    /// <param name="resource">What they want to do it to.</param>
    /// <param name="context">The circumstances; none by default.</param>
    public Request(EntityUid principal, EntityUid action, EntityUid resource, IReadOnlyDictionary<string, Value>? context = null) =>
        (Principal, Action, Resource, ContextRecord) = (principal, action, resource, RecordValue.From(context));

    /// <summary>Who asks.</summary>
    public EntityUid Principal { get; init; }

    /// <summary>What they want to do.</summary>
    public EntityUid Action { get; init; }

    /// <summary>What they want to do it to.</summary>
    public EntityUid Resource { get; init; }

    /// <summary>The circumstances.</summary>
    public IReadOnlyDictionary<string, Value> Context => ContextRecord;

    internal RecordValue ContextRecord { get; }
}

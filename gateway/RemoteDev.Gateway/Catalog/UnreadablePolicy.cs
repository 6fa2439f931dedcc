using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog;

/// <summary>A stored version of the policy that does not load any more, so that nobody is judged by it.</summary>
internal sealed record UnreadablePolicy(long Number, string Author, DateTimeOffset SavedAt, ImmutableArray<CatalogFault> Faults);

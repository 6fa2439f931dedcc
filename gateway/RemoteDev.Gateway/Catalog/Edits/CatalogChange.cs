using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>One entry's change, as a diff shows it.</summary>
/// <param name="Kind">Added, changed or removed.</param>
/// <param name="Path">What: <c>people/ada</c>, <c>repositories/payments/app</c>, <c>policy</c>.</param>
/// <param name="Fields">The fields that differ, in the order of the entry; all of them when it was added.</param>
internal sealed record CatalogChange(ChangeKind Kind, string Path, ImmutableArray<FieldChange> Fields);

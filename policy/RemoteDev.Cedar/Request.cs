using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>The question: may the principal do the action to the resource in this context?</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Action">What they want to do.</param>
/// <param name="Resource">What they want to do it to.</param>
/// <param name="Context">The circumstances.</param>
public sealed record Request(EntityUid Principal, EntityUid Action, EntityUid Resource, RecordValue Context);

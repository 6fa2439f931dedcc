namespace RemoteDev.Cedar.Ast;

/// <summary>The entities a link puts into the slots of its template.</summary>
/// <param name="Principal">What stands for <c>?principal</c>; null when the template has no such slot.</param>
/// <param name="Resource">What stands for <c>?resource</c>; null when the template has no such slot.</param>
internal sealed record SlotValues(EntityUid? Principal = null, EntityUid? Resource = null)
{
    /// <summary>No entity for any slot.</summary>
    public static SlotValues None { get; } = new();
}

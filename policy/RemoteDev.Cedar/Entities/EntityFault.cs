namespace RemoteDev.Cedar.Entities;

/// <summary>Why entities do not make a store.</summary>
/// <param name="Entity">The entity at fault, when it is known.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record EntityFault(EntityUid? Entity, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Entity is null ? Message : $"{Entity}: {Message}";
}

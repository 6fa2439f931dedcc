namespace RemoteDev.Cedar.Schema;

/// <summary>What a schema says of one action, resolved.</summary>
/// <param name="Uid">The action.</param>
/// <param name="Ancestors">Every action group it is in, at any distance.</param>
/// <param name="PrincipalTypes">Who can do it; empty for an action that is only a group.</param>
/// <param name="ResourceTypes">What it can be done to; empty for an action that is only a group.</param>
/// <param name="Context">The attributes of its requests' context.</param>
internal sealed record ActionDefinition(
    EntityUid Uid, IReadOnlySet<EntityUid> Ancestors, IReadOnlyList<string> PrincipalTypes, IReadOnlyList<string> ResourceTypes, RecordType Context);

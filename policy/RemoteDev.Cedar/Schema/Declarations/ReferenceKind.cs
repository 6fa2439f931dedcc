namespace RemoteDev.Cedar.Schema.Declarations;

/// <summary>What a name in a schema may refer to.</summary>
internal enum ReferenceKind
{
    /// <summary>A common type or an entity type; in one namespace the common type comes first.</summary>
    EntityOrCommon,
    Common,
    Entity,
}

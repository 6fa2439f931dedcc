namespace RemoteDev.Cedar.Schema;

/// <summary>What can keep a value from being what a schema says it is.</summary>
internal enum ValueFaultKind
{
    /// <summary>It is of another type, or a record lacks an attribute or has one too many.</summary>
    WrongType,

    /// <summary>It names an action that is not declared.</summary>
    UnknownAction,

    /// <summary>It names an entity that is not among those its type lists.</summary>
    UnknownEnumId,

    /// <summary>It nests deeper than can be looked at.</summary>
    TooDeep,
}

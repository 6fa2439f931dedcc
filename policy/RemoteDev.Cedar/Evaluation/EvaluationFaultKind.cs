namespace RemoteDev.Cedar.Evaluation;

/// <summary>Why an expression has no value.</summary>
internal enum EvaluationFaultKind
{
    /// <summary>An operator or function met a value of a type it does not work on.</summary>
    WrongType,

    /// <summary>A record or entity lacks the attribute.</summary>
    MissingAttribute,

    /// <summary>An entity lacks the tag.</summary>
    MissingTag,

    /// <summary>The store lacks the entity.</summary>
    MissingEntity,

    /// <summary>The result does not fit 64 bits.</summary>
    Overflow,

    /// <summary>A text does not spell a value of the extension type.</summary>
    BadLiteral,

    /// <summary>A function of an extension type was called with the wrong number of arguments.</summary>
    WrongArgumentCount,
}

namespace RemoteDev.Policy.Vocabulary;

/// <summary>The kinds of value a policy meets.</summary>
public enum VocabularyKind
{
    /// <summary>A truth value.</summary>
    Bool = 0,

    /// <summary>A whole number.</summary>
    Long,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A set.</summary>
    Set,

    /// <summary>A record.</summary>
    Record,

    /// <summary>An entity.</summary>
    Entity,

    /// <summary>An address or a range of them.</summary>
    Ip,

    /// <summary>A decimal number.</summary>
    Decimal,

    /// <summary>An instant.</summary>
    Datetime,

    /// <summary>A length of time.</summary>
    Duration,
}

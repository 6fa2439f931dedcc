namespace RemoteDev.Cedar.Values;

/// <summary>The types a Cedar value can have.</summary>
internal enum ValueKind
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A signed 64-bit integer.</summary>
    Long,

    /// <summary>Unicode text.</summary>
    String,

    /// <summary>A reference to an entity.</summary>
    Entity,

    /// <summary>A set of values of any types.</summary>
    Set,

    /// <summary>Named attributes.</summary>
    Record,

    /// <summary>A number with four fraction digits.</summary>
    Decimal,

    /// <summary>An IP address or range.</summary>
    Ip,

    /// <summary>An instant in milliseconds.</summary>
    Datetime,

    /// <summary>A length of time in milliseconds.</summary>
    Duration,
}

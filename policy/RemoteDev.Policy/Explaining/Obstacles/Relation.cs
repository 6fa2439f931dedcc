namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>How a claim ties a part of the request to a value.</summary>
internal enum Relation
{
    /// <summary>It is true; there is no value.</summary>
    True,

    /// <summary>It is there; there is no value.</summary>
    Present,

    /// <summary>It equals the value.</summary>
    Equal,

    /// <summary>It is the value or in it.</summary>
    In,

    /// <summary>It is less than the value.</summary>
    Less,

    /// <summary>It is at most the value.</summary>
    AtMost,

    /// <summary>It is more than the value.</summary>
    More,

    /// <summary>It is at least the value.</summary>
    AtLeast,

    /// <summary>It matches the pattern.</summary>
    Like,

    /// <summary>It has the value as a member.</summary>
    Contains,
}

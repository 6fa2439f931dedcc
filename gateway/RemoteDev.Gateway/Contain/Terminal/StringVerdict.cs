namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>What becomes of a control string, judged by its beginning.</summary>
internal enum StringVerdict
{
    /// <summary>More of it is needed.</summary>
    None = 0,

    /// <summary>It does not pass.</summary>
    Drop,

    /// <summary>It is kept and judged at its end.</summary>
    Whole,

    /// <summary>It passes.</summary>
    Pass,
}

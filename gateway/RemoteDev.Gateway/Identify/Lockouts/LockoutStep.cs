namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>What happens to a count. The zero value is nothing.</summary>
internal enum LockoutStep
{
    None = 0,

    /// <summary>One attempt more, counted as a failure.</summary>
    Counted,

    /// <summary>One failure less: it was right.</summary>
    Forgiven,

    /// <summary>It starts anew.</summary>
    Cleared,
}

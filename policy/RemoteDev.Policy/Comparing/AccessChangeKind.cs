namespace RemoteDev.Policy.Comparing;

/// <summary>How access changes. In the order in which changes are shown: what opens something comes first.</summary>
public enum AccessChangeKind
{
    /// <summary>What was denied is permitted.</summary>
    Gain = 0,

    /// <summary>It stays permitted and obliges to less.</summary>
    Loosened,

    /// <summary>It stays permitted and obliges to more.</summary>
    Tightened,

    /// <summary>What was permitted is denied.</summary>
    Loss,
}

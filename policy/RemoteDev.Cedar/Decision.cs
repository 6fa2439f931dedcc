namespace RemoteDev.Cedar;

/// <summary>What the policies say about a request.</summary>
public enum Decision
{
    /// <summary>A policy forbids it, or none permits it.</summary>
    Deny,

    /// <summary>A policy permits it and none forbids it.</summary>
    Allow,
}

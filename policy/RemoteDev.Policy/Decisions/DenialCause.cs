namespace RemoteDev.Policy.Decisions;

/// <summary>Why it is denied. Names are part of the trace format.</summary>
public enum DenialCause
{
    /// <summary>No policy permits it.</summary>
    NoPermit = 0,

    /// <summary>A policy forbids it.</summary>
    Forbidden,

    /// <summary>A policy that forbids could not be evaluated, so it is taken to forbid.</summary>
    ForbidFailed,

    /// <summary>The person is suspended, or the service account or whoever answers for it is.</summary>
    Suspended,

    /// <summary>The person, the action or the resource does not exist.</summary>
    Unknown,

    /// <summary>A service account asks for what only people can do.</summary>
    NotForServices,
}

namespace RemoteDev.Cedar.Authorization;

/// <summary>How a policy fared with a request.</summary>
public enum PolicyOutcome
{
    /// <summary>It could not be evaluated and did not count.</summary>
    Errored,

    /// <summary>It speaks about other requests.</summary>
    OutOfScope,

    /// <summary>It speaks about the request, but a condition is not met.</summary>
    ConditionNotMet,

    /// <summary>It applies.</summary>
    Satisfied,
}

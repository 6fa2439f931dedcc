namespace RemoteDev.Policy.Decisions;

/// <summary>The four answers. Refusal is zero.</summary>
public enum VerdictKind
{
    /// <summary>No.</summary>
    Denied = 0,

    /// <summary>Policy would permit it with a fresher second factor.</summary>
    NeedsMfa,

    /// <summary>Policy would permit it with the consent of others.</summary>
    NeedsApproval,

    /// <summary>Yes, with obligations.</summary>
    Permitted,
}

namespace RemoteDev.Policy.Checking;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>The policies cannot be activated.</summary>
    Error = 0,

    /// <summary>The policies very likely do not do what was meant.</summary>
    Warning,

    /// <summary>Worth a look.</summary>
    Advice,
}

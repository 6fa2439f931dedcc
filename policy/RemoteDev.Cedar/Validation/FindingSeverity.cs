namespace RemoteDev.Cedar.Validation;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>The policy could err when it is evaluated, or could not be checked: it must not be used.</summary>
    Error,

    /// <summary>The policy is sound and probably not what was meant.</summary>
    Warning,
}

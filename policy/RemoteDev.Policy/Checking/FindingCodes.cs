namespace RemoteDev.Policy.Checking;

/// <summary>The kinds of findings. Scripts may depend on them.</summary>
public static class FindingCodes
{
    /// <summary>The text, an annotation or a name is wrong, so that the policies cannot be loaded.</summary>
    public const string Invalid = "invalid";

    /// <summary>A condition could fail for some request, or compares what cannot be equal.</summary>
    public const string Type = "type";

    /// <summary>Text that does not say what it shows: mixed scripts, invisible characters.</summary>
    public const string SuspiciousText = "suspicious-text";

    /// <summary>An obligation does not hold for a person who chooses other circumstances at the same moment.</summary>
    public const string BypassableObligation = "bypassable-obligation";

    /// <summary>A policy states a weaker obligation than the project's default that another one relies on.</summary>
    public const string LiftedDefault = "lifted-default";

    /// <summary>People of a vendor are let in at any time.</summary>
    public const string VendorWithoutWindow = "vendor-without-window";

    /// <summary>A policy that forbids cannot always be evaluated; then it forbids.</summary>
    public const string FailingForbid = "failing-forbid";

    /// <summary>A policy that permits cannot always be evaluated; then it does not permit.</summary>
    public const string FailingPermit = "failing-permit";

    /// <summary>A policy makes no difference beside the others.</summary>
    public const string Shadowed = "shadowed";

    /// <summary>A policy applies to nothing.</summary>
    public const string NeverMatches = "never-matches";

    /// <summary>Consent is wanted of a role that too few people hold.</summary>
    public const string NobodyToApprove = "nobody-to-approve";
}

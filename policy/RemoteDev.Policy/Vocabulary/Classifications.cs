namespace RemoteDev.Policy.Vocabulary;

/// <summary>How much a resource matters.</summary>
public static class Classifications
{
    /// <summary>Anyone may know it.</summary>
    public const string Open = "open";

    /// <summary>The usual.</summary>
    public const string Internal = "internal";

    /// <summary>What must not be outsourced.</summary>
    public const string CrownJewel = "crown-jewel";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, Internal, CrownJewel];
}

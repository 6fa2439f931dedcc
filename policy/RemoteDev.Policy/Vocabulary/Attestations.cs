namespace RemoteDev.Policy.Vocabulary;

/// <summary>What can be on file for a person.</summary>
public static class Attestations
{
    /// <summary>A confidentiality agreement.</summary>
    public const string Nda = "nda";

    /// <summary>A training.</summary>
    public const string Training = "training";

    /// <summary>A background check.</summary>
    public const string Background = "background";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Nda, Training, Background];
}

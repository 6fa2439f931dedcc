namespace RemoteDev.Gateway.Console.Diff;

/// <summary>One line of a comparison of two texts.</summary>
/// <param name="Before">Its number in the old text, or null when it is new.</param>
/// <param name="After">Its number in the new text, or null when it is gone.</param>
internal sealed record TextLine(int? Before, int? After, string Text)
{
    /// <summary>How many lines that stay this one stands for; 0 when it is a line itself.</summary>
    public int Hidden { get; private init; }

    public string Kind => (Before, After) switch
    {
        (null, null) => "gap",
        (null, _) => "added",
        (_, null) => "removed",
        _ => "same",
    };

    public string Sign => (Before, After) switch
    {
        (null, _) => "+",
        (_, null) => "-",
        _ => " ",
    };

    public static TextLine Gap(int hidden) => new(null, null, "") { Hidden = hidden };
}

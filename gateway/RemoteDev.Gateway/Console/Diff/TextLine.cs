namespace RemoteDev.Gateway.Console.Diff;

/// <summary>One line of a comparison of two texts.</summary>
/// <param name="Before">Its number in the old text, or null when it is new.</param>
/// <param name="After">Its number in the new text, or null when it is gone.</param>
internal sealed record TextLine(int? Before, int? After, string Text)
{
    public string Kind => (Before, After) switch
    {
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
}

namespace RemoteDev.Policy.Windows;

/// <summary>Something wrong in a <see cref="WindowText"/>.</summary>
/// <param name="Field">Where, as a path into the text: <c>weekly[0].hours</c>. A reader of YAML turns it into a line.</param>
/// <param name="Message">What is wrong and what would be right, in one sentence.</param>
public sealed record WindowFault(string Field, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Message}";
}

namespace RemoteDev.Gateway.Console.Forms;

/// <summary>One field of a form as the page shows it: label, value as typed, help, faults.</summary>
internal sealed record Field(string Name, string Label, string? Value)
{
    public FieldKind Kind { get; init; }

    public string? Hint { get; init; }

    public bool Optional { get; init; }

    public bool Code { get; init; }

    public bool Wide { get; init; }

    public int Rows { get; init; } = 4;

    public IReadOnlyList<FieldChoice> Choices { get; init; } = [];

    /// <summary>The chosen values of <see cref="FieldKind.Checks"/>.</summary>
    public IReadOnlyCollection<string> Chosen { get; init; } = [];

    /// <summary>Id of a <c>datalist</c> with suggestions.</summary>
    public string? Suggestions { get; init; }

    public IReadOnlyList<string> Faults { get; init; } = [];

    public string Id => "f-" + Name;

    /// <summary>The ids of what describes the field to a screen reader.</summary>
    public string? DescribedBy =>
        (Hint is not null, Faults.Count > 0) switch
        {
            (true, true) => $"{Id}-hint {Id}-fault",
            (true, false) => $"{Id}-hint",
            (false, true) => $"{Id}-fault",
            _ => null,
        };
}

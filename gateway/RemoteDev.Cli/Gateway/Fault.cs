namespace RemoteDev.Cli.Gateway;

/// <summary>One thing wrong in what was sent.</summary>
internal sealed record Fault(string Path, string Message, string? File = null, int? Line = null, int? Column = null)
{
    /// <summary>The form that editors and terminals make clickable, when the place is known.</summary>
    public override string ToString()
    {
        var place = (File, Line) switch
        {
            ({ Length: > 0 }, { }) => $"{File}:{Line}:{Column ?? 1}: ",
            (_, { }) => $"line {Line}, column {Column ?? 1}: ",
            _ => "",
        };
        return Path.Length == 0 || Path == File ? place + Message : $"{place}{Path}: {Message}";
    }
}

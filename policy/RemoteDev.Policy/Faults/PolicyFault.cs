namespace RemoteDev.Policy.Faults;

/// <summary>Something wrong in a policy text or in its tests, with the place a person must look at.</summary>
/// <param name="File">The name the text was loaded under.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 units, from 1.</param>
/// <param name="Message">What is wrong and what would be right, in one or two sentences.</param>
public sealed record PolicyFault(string File, int Line, int Column, string Message)
{
    /// <summary>The form that editors and terminals make clickable: <c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

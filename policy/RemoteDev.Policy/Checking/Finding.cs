namespace RemoteDev.Policy.Checking;

/// <summary>Something that a check noticed, with the place a person must look at.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">Which kind it is, one of <see cref="FindingCodes"/>.</param>
/// <param name="File">The name the text was loaded under.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 units, from 1.</param>
/// <param name="Length">How many UTF-16 units are meant, from there; at least 1.</param>
/// <param name="Message">What was noticed, a sentence without a full stop.</param>
public sealed record Finding(FindingSeverity Severity, string Code, string File, int Line, int Column, int Length, string Message)
{
    /// <summary>What would help; empty when the message says it.</summary>
    public string Advice { get; init; } = "";

    /// <summary>The policy it is about; empty when the text could not be read that far.</summary>
    public string PolicyId { get; init; } = "";

    /// <summary><c>file:line:column: severity: message [code]</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Severity.ToString().ToLowerInvariant()}: {Message} [{Code}]";
}

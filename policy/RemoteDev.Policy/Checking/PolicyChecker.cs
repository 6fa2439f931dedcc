using NodaTime;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Checking;

/// <summary>
/// Reads policies as an administrator would want them read: what is wrong, and what is right and yet hardly meant. What only evaluation can
/// tell is evaluated, over the catalogue as it is and the week to come, and then says so.
/// </summary>
/// <remarks>
/// Stricter than loading: policies must also be sound by the types of the schema, so that they cannot fail for a request. Policies in force
/// were checked when they were saved, and keep loading when the check learns something new.
/// </remarks>
public static class PolicyChecker
{
    /// <summary>Checks one text.</summary>
    /// <param name="name">What findings call the text, usually a file name.</param>
    /// <param name="text">The Cedar text.</param>
    /// <param name="world">The catalogue.</param>
    /// <param name="now">The beginning of the week that is looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static CheckReport Check(string name, string text, PolicyWorld world, Instant now, CancellationToken cancellationToken = default) =>
        Check(name, [new PolicySource(name, text)], world, now, cancellationToken);

    /// <summary>Checks several texts as one bundle.</summary>
    internal static CheckReport Check(
        string name, IReadOnlyCollection<PolicySource> sources, PolicyWorld world, Instant now, CancellationToken cancellationToken = default)
    {
        var reading = PolicyBundle.Load(name, sources, world);
        if (!reading.Succeeded)
        {
            return new CheckReport(null, [.. reading.Faults.Select(fault => Error(fault, sources))]);
        }

        var typed = SchemaCheck.Of(reading.Bundle);
        if (typed.Any(finding => finding.Severity == FindingSeverity.Error))
        {
            return new CheckReport(null, [.. typed.OrderBy(finding => finding.Severity)]);
        }

        var evidence = new EvidenceCollector(new PolicyState(reading.Bundle, world), new Interval(now, now + PolicyDiff.Stretch)).Collect(cancellationToken);
        return new CheckReport(
            reading.Bundle,
            [
                .. typed.Concat(new Lint(reading.Bundle, world, evidence, now).Findings())
                    .DistinctBy(finding => finding.Code == FindingCodes.NeverMatches ? finding.PolicyId : finding.ToString(), StringComparer.Ordinal)
                    .OrderBy(finding => finding.Severity).ThenBy(finding => finding.File, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Line).ThenBy(finding => finding.Column),
            ]);
    }

    private static Finding Error(PolicyFault fault, IReadOnlyCollection<PolicySource> sources) => new(
        FindingSeverity.Error,
        FindingCodes.Invalid,
        fault.File,
        fault.Line,
        fault.Column,
        WordLength(sources.FirstOrDefault(source => source.Name == fault.File)?.Text ?? "", fault.Line, fault.Column),
        fault.Message.TrimEnd('.'));

    /// <summary>How long the word, name or text at a place is.</summary>
    private static int WordLength(string text, int line, int column)
    {
        var at = 0;
        for (; line > 1 && at < text.Length; line--)
        {
            var end = text.IndexOf('\n', at);
            at = end < 0 ? text.Length : end + 1;
        }

        var start = at + column - 1;
        if (start >= text.Length)
        {
            return 1;
        }

        var rest = text.AsSpan(start);
        if (rest[0] == '"')
        {
            var close = rest[1..].IndexOfAny('"', '\n');
            return close < 0 ? rest.Length : close + 2;
        }

        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '_' or '.' or ':'))
        {
            length++;
        }

        // A name with its type and text, RemoteDev::Window::"lagos", is one.
        if (length > 2 && rest[length - 1] == ':' && length < rest.Length && rest[length] == '"' && rest[(length + 1)..].IndexOfAny('"', '\n') is >= 0 and var quoted)
        {
            length += quoted + 2;
        }

        return Math.Max(1, length);
    }
}

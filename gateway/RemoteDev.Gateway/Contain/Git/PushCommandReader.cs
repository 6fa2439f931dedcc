using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// Reads what precedes the pack in a <c>git-receive-pack</c> request (gitprotocol-pack, "Reference Update Request": the commands, and the
/// push options when there are any) and leaves every byte in the pipe, so that what was judged is what is forwarded.
/// </summary>
internal static class PushCommandReader
{
    /// <summary>Most refs one push may move.</summary>
    public const int MostChanges = 1000;

    /// <summary>Longest command section, bytes.</summary>
    public const int LongestSection = 512 * 1024;

    private const int LongestRefName = 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> NotInRefNames = SearchValues.Create(" ~^:?*[\\");
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads up to and including the last flush before the pack.</summary>
    /// <returns>The commands, or what is wrong with them in words for the person who pushes.</returns>
    public static async ValueTask<(PushCommands? Commands, string? Fault)> ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            var (commands, fault) = Parse(buffer);
            body.AdvanceTo(buffer.Start, commands is null && fault is null ? buffer.End : buffer.Start);
            if (commands is not null || fault is not null)
            {
                return (commands, fault);
            }

            if (result.IsCompleted)
            {
                return (null, "The push ended before its list of refs did.");
            }

            if (buffer.Length > LongestSection)
            {
                return (null, $"The list of refs is longer than {LongestSection / 1024} KiB. Push fewer refs at a time.");
            }
        }
    }

    private static (PushCommands? Commands, string? Fault) Parse(ReadOnlySequence<byte> buffer)
    {
        var whole = buffer.Length;
        List<RefChange> changes = [];
        string[] capabilities = [];
        var inOptions = false;
        while (PktLine.TryRead(ref buffer, out var kind, out var payload))
        {
            switch (kind)
            {
                case PktLineKind.Flush when !inOptions && capabilities.Contains("push-options", StringComparer.Ordinal):
                    inOptions = true;
                    break;
                case PktLineKind.Flush:
                    return (new PushCommands(changes, capabilities, whole - buffer.Length), null);
                case PktLineKind.Data when inOptions:
                    break;
                case PktLineKind.Data when changes.Count == MostChanges:
                    return (null, $"One push may move at most {MostChanges} refs.");
                case PktLineKind.Data:
                    var fault = TakeLine(payload, changes, ref capabilities);
                    if (fault is not null)
                    {
                        return (null, fault);
                    }

                    break;
                default:
                    return (null, "The request is not a git push.");
            }
        }

        return (null, null);
    }

    private static string? TakeLine(ReadOnlySequence<byte> payload, List<RefChange> changes, ref string[] capabilities)
    {
        string line;
        try
        {
            line = StrictUtf8.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            return "A ref name is not valid UTF-8.";
        }

        if (line.StartsWith("push-cert", StringComparison.Ordinal))
        {
            return "Signed pushes are not offered through this gateway; push without --signed.";
        }

        if (line.StartsWith("shallow ", StringComparison.Ordinal))
        {
            return null;
        }

        var zero = line.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
        {
            if (changes.Count != 0)
            {
                return "The request is not a git push.";
            }

            capabilities = line[(zero + 1)..].TrimEnd('\n').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            line = line[..zero];
        }

        var change = ParseChange(line.TrimEnd('\n'));
        if (change is null)
        {
            return "The request is not a git push.";
        }

        if (changes.Exists(earlier => earlier.Name == change.Name))
        {
            return "The push names one ref twice.";
        }

        changes.Add(change);
        return null;
    }

    private static RefChange? ParseChange(string line)
    {
        var parts = line.Split(' ', 3);
        return parts.Length == 3 && IsObjectId(parts[0]) && IsObjectId(parts[1]) && parts[0].Length == parts[1].Length
            && IsRefName(parts[2])
            ? new RefChange(parts[0], parts[1], parts[2])
            : null;
    }

    private static bool IsObjectId(string text) =>
        text.Length is 40 or 64 && !text.AsSpan().ContainsAnyExcept(HexDigits);

    /// <summary>The rules of git-check-ref-format that keep a name from meaning something else to a server or a reader.</summary>
    private static bool IsRefName(string name) =>
        name.Length is > 5 and < LongestRefName
        && name.StartsWith("refs/", StringComparison.Ordinal)
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("//", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && !name.Contains("/.", StringComparison.Ordinal)
        && !name.EndsWith('/') && !name.EndsWith('.') && !name.EndsWith(".lock", StringComparison.Ordinal)
        && !name.AsSpan().ContainsAny(NotInRefNames)
        && !name.Any(char.IsControl);
}

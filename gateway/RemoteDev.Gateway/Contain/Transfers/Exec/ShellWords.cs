using System.Text;

namespace RemoteDev.Gateway.Contain.Transfers.Exec;

/// <summary>
/// Splits a command line into words, if it is so plain that every shell does it in the same way: no chaining, redirection, substitution,
/// expansion, pattern or comment. Quotes and backslashes are read as POSIX says (Shell Command Language, 2.2).
/// </summary>
internal static class ShellWords
{
    private const int MostWords = 512;

    /// <summary>The words, each octet as one character (Latin-1), or null when the line is not plain.</summary>
    public static string[]? TrySplit(ReadOnlySpan<byte> line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var inWord = false;
        for (var at = 0; at < line.Length; at++)
        {
            var octet = line[at];
            switch (octet)
            {
                case (byte)' ' or (byte)'\t':
                    if (inWord)
                    {
                        words.Add(word.ToString());
                        word.Clear();
                        inWord = false;
                    }

                    break;
                case (byte)'\'' or (byte)'"':
                    inWord = true;
                    if (!TryQuoted(line, ref at, word))
                    {
                        return null;
                    }

                    break;
                case (byte)'\\':
                    // A backslash before a newline joins lines, and before a letter it is odd: neither is plain.
                    inWord = true;
                    if (++at == line.Length || line[at] is < 0x20 or >= 0x7f || char.IsAsciiLetterOrDigit((char)line[at]))
                    {
                        return null;
                    }

                    word.Append((char)line[at]);
                    break;
                default:
                    if (!IsPlain(octet, first: !inWord))
                    {
                        return null;
                    }

                    inWord = true;
                    word.Append((char)octet);
                    break;
            }

            if (words.Count > MostWords)
            {
                return null;
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return [.. words];
    }

    private static bool TryQuoted(ReadOnlySpan<byte> line, ref int at, StringBuilder word)
    {
        var quote = line[at];
        for (at++; at < line.Length; at++)
        {
            var octet = line[at];
            if (octet == quote)
            {
                return true;
            }

            // Some shells look for history inside quotes, and all for substitutions inside double ones.
            if (octet is < 0x20 or 0x7f or (byte)'!' || (quote == '"' && octet is (byte)'$' or (byte)'`' or (byte)'\\'))
            {
                return false;
            }

            word.Append((char)octet);
        }

        return false;
    }

    /// <summary>What stands for itself outside quotes in sh, bash, zsh, fish and csh.</summary>
    private static bool IsPlain(byte octet, bool first) => octet switch
    {
        >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'0' and <= (byte)'9' => true,
        (byte)'_' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)',' or (byte)':' or (byte)'@' or (byte)'+' => true,

        // At the beginning of a word these expand in one shell or another; ~ does in all, to a home, which is what is meant.
        (byte)'=' or (byte)'%' => !first,
        (byte)'~' => first,
        >= 0x80 => true,
        _ => false,
    };
}

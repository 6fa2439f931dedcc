using System.Globalization;
using System.Text;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// What of a request target may be kept. Values that could be secrets are replaced by <c>***</c>: by their name (however it
/// is spelt or percent-encoded, also inside another value), by the path segment before them, or by their own look.
/// Characters that could move a terminal or forge a line are escaped; the result is bounded. It errs on the side of hiding.
/// </summary>
internal static class PathRedaction
{
    /// <summary>Longest result, and the most of a target that is looked at.</summary>
    public const int MaxLength = 2048;

    private const string Hidden = "***";
    private const string Delimiters = "/?&;#";

    /// <summary>A browser or server may decode as often as it likes; deeper than this, the value is hidden unread.</summary>
    private const int MaxDecodings = 4;

    public static string Redact(string? path, string? query = null)
    {
        var target = string.Concat(path, query);
        var isCut = target.Length > MaxLength;
        var scan = new StringBuilder(Math.Min(target.Length, MaxLength) + 16);
        AppendRedacted(scan, isCut ? target.AsSpan(0, MaxLength) : target);
        var clean = Escape(scan);
        return clean.Length > MaxLength || isCut ? string.Concat(clean.AsSpan(0, Math.Min(clean.Length, MaxLength - 3)), "...") : clean;
    }

    private static void AppendRedacted(StringBuilder result, ReadOnlySpan<char> target)
    {
        var isAfterSecretSegment = false;
        while (true)
        {
            var end = target.IndexOfAny(Delimiters);
            var piece = end < 0 ? target : target[..end];
            var isUserInfo = piece.Contains('@') && result.Length > 2 && result[^1] == '/' && result[^2] == '/';
            if (isUserInfo)
            {
                result.Append(Hidden).Append(piece[piece.LastIndexOf('@')..]);
            }
            else
            {
                AppendPiece(result, piece, isAfterSecretSegment);
            }

            if (end < 0)
            {
                return;
            }

            isAfterSecretSegment = target[end] == '/' && SecretNames.IsSegmentBeforeSecret(Decoded(piece) ?? piece.ToString());
            result.Append(target[end]);
            target = target[(end + 1)..];
        }
    }

    private static void AppendPiece(StringBuilder result, ReadOnlySpan<char> piece, bool isAfterSecretSegment)
    {
        var equals = piece.IndexOf('=');
        if (equals >= 0)
        {
            var name = piece[..equals];
            var value = piece[(equals + 1)..];
            result.Append(name).Append('=');
            result.Append(value.IsEmpty || !IsSecret(name, value) ? value : Hidden);
        }
        else if (!piece.IsEmpty && (isAfterSecretSegment || HoldsSecret(piece)))
        {
            result.Append(Hidden);
        }
        else
        {
            result.Append(piece);
        }
    }

    private static bool IsSecret(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        Decoded(name) is not { } plain || SecretNames.IsSecret(plain) || HoldsSecret(value);

    /// <summary>Whether a value is a secret by its look, or carries an encoded target that holds one.</summary>
    private static bool HoldsSecret(ReadOnlySpan<char> value)
    {
        if (SecretNames.LooksSecret(value))
        {
            return true;
        }

        if (!value.Contains('%'))
        {
            return false;
        }

        if (Decoded(value) is not { } plain)
        {
            return true;
        }

        var inner = new StringBuilder(plain.Length);
        AppendRedacted(inner, plain);
        return !inner.Equals(plain);
    }

    /// <summary>Percent-decoded until nothing changes; null when that does not end soon.</summary>
    private static string? Decoded(ReadOnlySpan<char> text)
    {
        var current = text.ToString();
        for (var round = 0; round < MaxDecodings; round++)
        {
            var next = current.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(current) : current;
            if (next == current)
            {
                return current;
            }

            current = next;
        }

        return null;
    }

    private static string Escape(StringBuilder text)
    {
        var isClean = true;
        foreach (var chunk in text.GetChunks())
        {
            isClean &= !chunk.Span.ContainsAnyExceptInRange(' ', '~');
        }

        if (isClean)
        {
            return text.ToString();
        }

        var escaped = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) || char.IsSurrogate(c)
                || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }
}

namespace RemoteDev.Gateway.Contain.Pages;

/// <summary>Where in an HTML document a script may be put: right after the head's tag, or before what only a head or body can hold.</summary>
internal static class HeadPlace
{
    /// <summary>The index at which to insert, or -1 while the place has not been seen yet.</summary>
    public static int Find(ReadOnlySpan<byte> document)
    {
        for (var at = 0; at < document.Length;)
        {
            var open = document[at..].IndexOf((byte)'<');
            if (open < 0)
            {
                return -1;
            }

            at += open;
            var tag = document[at..];
            if (tag.StartsWith("<!--"u8))
            {
                var end = tag.IndexOf("-->"u8);
                if (end < 0)
                {
                    return -1;
                }

                at += end + 3;
                continue;
            }

            if (IsTag(tag, "<head"u8))
            {
                var close = tag.IndexOf((byte)'>');
                return close < 0 ? -1 : at + close + 1;
            }

            if (IsTag(tag, "<title"u8) || IsTag(tag, "<meta"u8) || IsTag(tag, "<link"u8) || IsTag(tag, "<script"u8)
                || IsTag(tag, "<style"u8) || IsTag(tag, "<base"u8) || IsTag(tag, "<body"u8))
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    /// <summary>The byte after the name must be there and end it: <c>&lt;header</c> is no head.</summary>
    private static bool IsTag(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag) =>
        text.Length > tag.Length
        && System.Text.Ascii.EqualsIgnoreCase(text[..tag.Length], tag)
        && ">/ \t\r\n\f"u8.Contains(text[tag.Length]);
}

namespace RemoteDev.Cedar.Values;

/// <summary>The rules for names: identifiers joined by <c>::</c>, none of them reserved.</summary>
internal static class EntityTypeName
{
    public static bool IsReserved(ReadOnlySpan<char> word) =>
        word is "true" or "false" or "if" or "then" or "else" or "in" or "is" or "like" or "has" or "__cedar";

    public static bool IsValid(ReadOnlySpan<char> name)
    {
        while (true)
        {
            var separator = name.IndexOf("::", StringComparison.Ordinal);
            var part = separator < 0 ? name : name[..separator];
            if (!IsIdentifier(part) || IsReserved(part))
            {
                return false;
            }

            if (separator < 0)
            {
                return true;
            }

            name = name[(separator + 2)..];
        }
    }

    /// <summary>Whether the last part of <paramref name="type"/> is <c>Action</c>, as the type of every action must be.</summary>
    public static bool IsAction(string type) =>
        type == "Action" || type.EndsWith("::Action", StringComparison.Ordinal);

    public static bool IsIdentifier(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty || char.IsAsciiDigit(part[0]))
        {
            return false;
        }

        foreach (var c in part)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}

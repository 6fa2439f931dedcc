using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads the names in a schema. Its keywords are names too where a name is expected; Cedar's own reserved words never are.</summary>
internal sealed class SchemaNameParser(TokenCursor cursor)
{
    /// <summary>One identifier.</summary>
    public NameReference? ParseIdentifier(string what)
    {
        var token = cursor.Current;

        // Names in `__cedar` exist, although nobody can declare one: the rules for declarations say so.
        if (cursor.AtReservedWord() && !cursor.AtWord("__cedar"))
        {
            cursor.Report(token.Span, $"{cursor.Quote(token)} is a reserved word and cannot be a name");
            return null;
        }

        return Expect(TokenKind.Identifier, what) ? new NameReference(cursor.TextOf(token).ToString(), token.Span) : null;
    }

    /// <summary>An identifier or any text in double quotes.</summary>
    public NameReference? ParseName(string what)
    {
        var token = cursor.Current;
        if (cursor.TryTake(TokenKind.String))
        {
            return cursor.ReadString(token) is { } text ? new NameReference(text, token.Span) : null;
        }

        if (cursor.AtReservedWord() && !cursor.AtWord("__cedar"))
        {
            cursor.Report(token.Span, $"{cursor.Quote(token)} is a reserved word: write it in double quotes");
            return null;
        }

        return ParseIdentifier(what);
    }

    /// <summary>Identifiers joined by <c>::</c>.</summary>
    public NameReference? ParsePath(string what)
    {
        if (ParseIdentifier(what) is not { } first)
        {
            return null;
        }

        var parts = new List<string> { first.Name };
        while (cursor.At(TokenKind.DoubleColon) && cursor.Next.Kind != TokenKind.String)
        {
            cursor.Take();
            if (ParseIdentifier("a name") is not { } part)
            {
                return null;
            }

            parts.Add(part.Name);
        }

        return new NameReference(string.Join("::", parts), first.Span.To(cursor.Previous.Span));
    }

    /// <summary>An action: its id alone, or <c>Namespace::Action::"id"</c>.</summary>
    public ActionReference? ParseAction()
    {
        if (cursor.At(TokenKind.String) || cursor.Next.Kind != TokenKind.DoubleColon)
        {
            return ParseName("the name of an action") is { } plain ? new ActionReference(Type: null, plain.Name, plain.Span) : null;
        }

        if (ParsePath("the name of an action") is not { } type
            || !Expect(TokenKind.DoubleColon, "`::` and the action's id in double quotes"))
        {
            return null;
        }

        var id = cursor.Current;
        return Expect(TokenKind.String, "the action's id in double quotes") && cursor.ReadString(id) is { } text
            ? new ActionReference(type.Name, text, type.Span.To(id.Span))
            : null;
    }

    /// <summary>One or more, with commas between them.</summary>
    public List<T>? ParseList<T>(Func<T?> parse)
        where T : class
    {
        var items = new List<T>();
        do
        {
            if (parse() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (cursor.TryTake(TokenKind.Comma));
        return items;
    }

    /// <summary>Entity types: one, or any number in brackets.</summary>
    public List<NameReference>? ParseTypes()
    {
        const string What = "the name of an entity type";
        if (!cursor.TryTake(TokenKind.LeftBracket))
        {
            return ParsePath(What) is { } single ? [single] : null;
        }

        if (cursor.TryTake(TokenKind.RightBracket))
        {
            return [];
        }

        return ParseList(() => ParsePath(What)) is { } list && Expect(TokenKind.RightBracket, "`,` or `]`") ? list : null;
    }

    /// <summary>As the cursor's, without the hints that help in policies.</summary>
    public bool Expect(TokenKind kind, string what)
    {
        if (cursor.TryTake(kind))
        {
            return true;
        }

        cursor.ReportExpected(what, "");
        return false;
    }
}

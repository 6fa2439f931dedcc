using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads names: of attributes, of entity types and of entities.</summary>
internal sealed class NameParser(TokenCursor cursor)
{
    /// <summary>A name that may stand after <c>.</c> or <c>has</c>.</summary>
    public string? ParseAttributeName()
    {
        var name = cursor.Current;
        if (cursor.AtReservedWord())
        {
            cursor.Report(name.Span, $"{cursor.Quote(name)} is a reserved word: write it in double quotes");
            return null;
        }

        return cursor.Expect(TokenKind.Identifier, "the name of an attribute") ? cursor.TextOf(name).ToString() : null;
    }

    /// <summary>An entity type such as <c>RemoteDev::User</c>.</summary>
    public EntityTypeReference? ParseTypeName()
    {
        var start = cursor.Current.Span;
        if (cursor.At(TokenKind.String))
        {
            cursor.Report(start, "an entity type is written without quotes");
            return null;
        }

        return ParsePath("the name of an entity type") is { } name && !ReportEntityInsteadOfType()
            ? new EntityTypeReference(name, start.To(cursor.Previous.Span))
            : null;
    }

    /// <summary>An entity such as <c>RemoteDev::User::"alice"</c>.</summary>
    public EntityLiteral? ParseEntity()
    {
        var start = cursor.Current.Span;
        return ParsePath("an entity, such as `User::\"alice\"`") is { } type ? ParseEntityId(type, start) : null;
    }

    /// <summary>Identifiers joined by <c>::</c>, up to a <c>::</c> that introduces an id.</summary>
    public string? ParsePath(string what)
    {
        if (!cursor.At(TokenKind.Identifier))
        {
            cursor.ReportExpected(what);
            return null;
        }

        var parts = new List<string>();
        while (true)
        {
            if (cursor.AtReservedWord())
            {
                cursor.Report(cursor.Current.Span, $"{cursor.Quote(cursor.Current)} is a reserved word and cannot be part of a name");
                return null;
            }

            parts.Add(cursor.TextOf(cursor.Take()).ToString());
            if (!cursor.At(TokenKind.DoubleColon) || cursor.Next.Kind != TokenKind.Identifier)
            {
                return parts.Count == 1 ? parts[0] : string.Join("::", parts);
            }

            cursor.Take();
        }
    }

    /// <summary>The <c>::"id"</c> that makes an entity of the type before it.</summary>
    public EntityLiteral? ParseEntityId(string type, SourceSpan start)
    {
        if (!cursor.Expect(TokenKind.DoubleColon, "`::` and the entity's id in double quotes"))
        {
            return null;
        }

        var id = cursor.Current;
        return cursor.Expect(TokenKind.String, "the entity's id in double quotes") && cursor.ReadString(id) is { } text
            ? new EntityLiteral(EntityUid.OfParsedType(type, text), start.To(id.Span))
            : null;
    }

    private bool ReportEntityInsteadOfType()
    {
        if (!cursor.At(TokenKind.DoubleColon))
        {
            return false;
        }

        cursor.ReportExpected("an entity type without an id", "`is` asks for the type, `==` and `in` for an entity");
        return true;
    }
}

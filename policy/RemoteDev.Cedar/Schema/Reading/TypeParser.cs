using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads types: names, <c>Set&lt;…&gt;</c> and records.</summary>
internal sealed class TypeParser(TokenCursor cursor, SchemaNameParser names, AnnotationParser annotations)
{
    private int _depth;

    public TypeExpression? Parse()
    {
        if (_depth == SchemaLimits.MaxDepth)
        {
            cursor.Report(cursor.Current.Span, $"the type nests deeper than {SchemaLimits.MaxDepth} levels");
            return null;
        }

        _depth++;
        var type = ParseHere();
        _depth--;
        return type;
    }

    /// <summary>A record such as <c>{name: String, age?: Long}</c>.</summary>
    public TypeExpression.Record? ParseRecord()
    {
        var start = cursor.Current.Span;
        if (!names.Expect(TokenKind.LeftBrace, "`{`"))
        {
            return null;
        }

        var attributes = new List<AttributeDeclaration>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (!cursor.At(TokenKind.RightBrace))
        {
            if (ParseAttribute() is not { } attribute)
            {
                return null;
            }

            if (!known.Add(attribute.Name))
            {
                cursor.Report(attribute.Span, $"the attribute {StringValue.Quote(attribute.Name)} is declared twice in one record");
                return null;
            }

            attributes.Add(attribute);
            if (!cursor.TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        return names.Expect(TokenKind.RightBrace, "`,` or `}`")
            ? new TypeExpression.Record(attributes, start.To(cursor.Previous.Span))
            : null;
    }

    private TypeExpression? ParseHere()
    {
        if (cursor.At(TokenKind.LeftBrace))
        {
            return ParseRecord();
        }

        if (cursor.AtWord("Set") && cursor.Next.Kind == TokenKind.Less)
        {
            var start = cursor.Take().Span;
            cursor.Take();
            return Parse() is { } element && names.Expect(TokenKind.Greater, "`>`")
                ? new TypeExpression.Set(element, start.To(cursor.Previous.Span))
                : null;
        }

        return names.ParsePath("a type") is { } name
            ? new TypeExpression.Reference(name.Name, ReferenceKind.EntityOrCommon, name.Span)
            : null;
    }

    private AttributeDeclaration? ParseAttribute()
    {
        if (annotations.Parse() is not { } own || names.ParseName("the name of an attribute") is not { } name)
        {
            return null;
        }

        var isRequired = !TryTakeQuestionMark();
        return names.Expect(TokenKind.Colon, isRequired ? "`:` or `?:`" : "`:`") && Parse() is { } type
            ? new AttributeDeclaration(name.Name, name.Span, type, isRequired, own)
            : null;
    }

    // To the lexer, which knows policies, a question mark is half of a slot.
    private bool TryTakeQuestionMark() => cursor.At(TokenKind.Invalid) && cursor.CurrentText is "?" && cursor.Take().Span.Length == 1;
}

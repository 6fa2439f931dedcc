using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads record literals such as <c>{name: "x", "other name": 1}</c>.</summary>
internal sealed class RecordParser(TokenCursor cursor, ExpressionParser expressions, NameParser names)
{
    public Expression.Record? Parse()
    {
        var start = cursor.Take().Span;
        var attributes = new SortedDictionary<string, Expression>(StringComparer.Ordinal);
        while (!cursor.At(TokenKind.RightBrace))
        {
            var key = cursor.Current;
            if (ParseKey() is not { } name || !cursor.Expect(TokenKind.Colon, "`:`") || expressions.Parse() is not { } value)
            {
                return null;
            }

            if (!attributes.TryAdd(name, value))
            {
                cursor.Report(key.Span, $"the attribute {StringValue.Quote(name)} occurs twice in one record");
                return null;
            }

            if (!cursor.TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        return cursor.Expect(TokenKind.RightBrace, "`,` or `}`")
            ? new Expression.Record([.. attributes.Keys], [.. attributes.Values], start.To(cursor.Previous.Span))
            : null;
    }

    private string? ParseKey() => cursor.At(TokenKind.String) ? cursor.ReadString(cursor.Take()) : names.ParseAttributeName();
}

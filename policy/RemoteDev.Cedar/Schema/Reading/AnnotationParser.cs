using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads the annotations before a declaration or an attribute, which may be none.</summary>
internal sealed class AnnotationParser(TokenCursor cursor)
{
    public IReadOnlyList<SchemaAnnotation>? Parse()
    {
        if (!cursor.At(TokenKind.At))
        {
            return [];
        }

        var annotations = new List<SchemaAnnotation>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (cursor.TryTake(TokenKind.At))
        {
            var key = cursor.Current;
            if (!cursor.Expect(TokenKind.Identifier, "the name of an annotation"))
            {
                return null;
            }

            string? value = null;
            if (cursor.TryTake(TokenKind.LeftParenthesis))
            {
                var literal = cursor.Current;
                if (!cursor.Expect(TokenKind.String, "the annotation's value in double quotes")
                    || (value = cursor.ReadString(literal)) is null || !cursor.Expect(TokenKind.RightParenthesis, "`)`"))
                {
                    return null;
                }
            }

            var name = cursor.TextOf(key).ToString();
            if (!keys.Add(name))
            {
                cursor.Report(key.Span, $"the annotation `@{name}` occurs twice on one declaration");
                return null;
            }

            annotations.Add(new SchemaAnnotation(name, value, key.Span));
        }

        return annotations;
    }
}

using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads <c>{principal: …, resource: …, context: …}</c> after <c>appliesTo</c>.</summary>
internal sealed class AppliesToParser(TokenCursor cursor, SchemaNameParser names, TypeParser types)
{
    private static readonly string[] Parts = ["principal", "resource", "context"];

    public AppliesToDeclaration? Parse(NameReference action)
    {
        if (!names.Expect(TokenKind.LeftBrace, "`{`"))
        {
            return null;
        }

        List<NameReference>? principals = null;
        List<NameReference>? resources = null;
        TypeExpression? context = null;
        do
        {
            var part = cursor.Current;
            var name = cursor.At(TokenKind.Identifier) ? cursor.CurrentText.ToString() : "";
            if (!Array.Exists(Parts, known => known == name))
            {
                var near = Spelling.Nearest(name, Parts);
                cursor.ReportExpected("`principal`, `resource` or `context`", near is null ? "" : $"did you mean `{near}`?");
                return null;
            }

            cursor.Take();
            if (name switch { "principal" => principals is not null, "resource" => resources is not null, _ => context is not null })
            {
                cursor.Report(part.Span, $"the action {StringValue.Quote(action.Name)} has two lines `{name}`: list the types in brackets");
                return null;
            }

            if (!names.Expect(TokenKind.Colon, "`:`"))
            {
                return null;
            }

            var read = name switch
            {
                "principal" => (principals = ParseTypes(action, part)) is not null,
                "resource" => (resources = ParseTypes(action, part)) is not null,
                _ => (context = ParseContext()) is not null,
            };
            if (!read)
            {
                return null;
            }
        }
        while (cursor.TryTake(TokenKind.Comma) && !cursor.At(TokenKind.RightBrace));

        return names.Expect(TokenKind.RightBrace, "`,` or `}`") ? Complete(action, principals, resources, context) : null;
    }

    private AppliesToDeclaration? Complete(
        NameReference action, List<NameReference>? principals, List<NameReference>? resources, TypeExpression? context)
    {
        if (principals is not null && resources is not null)
        {
            return new AppliesToDeclaration(principals, resources, context);
        }

        var missing = principals is null ? "principal" : "resource";
        cursor.Report(
            action.Span,
            $"the action {StringValue.Quote(action.Name)} needs a `{missing}` in its `appliesTo`; an action that is only a group has no `appliesTo`");
        return null;
    }

    private List<NameReference>? ParseTypes(NameReference action, Token part)
    {
        if (names.ParseTypes() is not { } list)
        {
            return null;
        }

        if (list.Count > 0)
        {
            return list;
        }

        cursor.Report(
            part.Span.To(cursor.Previous.Span),
            $"the action {StringValue.Quote(action.Name)} applies to no {cursor.TextOf(part)}: an action that is only a group has no `appliesTo`");
        return null;
    }

    private TypeExpression? ParseContext()
    {
        if (cursor.At(TokenKind.LeftBrace))
        {
            return types.ParseRecord();
        }

        return names.ParsePath("a record or the name of a common type") is { } name
            ? new TypeExpression.Reference(name.Name, ReferenceKind.Common, name.Span)
            : null;
    }
}

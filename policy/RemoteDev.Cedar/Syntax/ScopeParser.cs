using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads the parenthesised head of a policy.</summary>
internal sealed class ScopeParser(TokenCursor cursor)
{
    private readonly NameParser _names = new(cursor);

    public PolicyScope? Parse()
    {
        if (!cursor.Expect(TokenKind.LeftParenthesis, "`(`")
            || ParseConstraint(RequestVariable.Principal, "principal") is not { } principal || !cursor.Expect(TokenKind.Comma, "`,`")
            || ParseConstraint(RequestVariable.Action, "action") is not { } action || !cursor.Expect(TokenKind.Comma, "`,`")
            || ParseConstraint(RequestVariable.Resource, "resource") is not { } resource)
        {
            return null;
        }

        cursor.TryTake(TokenKind.Comma);
        return cursor.Expect(TokenKind.RightParenthesis, "`)`") ? new PolicyScope(principal, action, resource) : null;
    }

    private ScopeConstraint? ParseConstraint(RequestVariable variable, string name)
    {
        var start = cursor.Current.Span;
        if (!cursor.TryTakeWord(name))
        {
            cursor.ReportExpected(
                $"`{name}`", Hints.Nearest(cursor.CurrentText, [name]) ?? "a scope names `principal`, `action` and `resource`, in this order");
            return null;
        }

        if (cursor.TryTake(TokenKind.Equal))
        {
            return ParseTarget(variable, ScopeOperator.Equal, type: null, start);
        }

        if (cursor.TryTakeWord("in"))
        {
            return variable == RequestVariable.Action && cursor.At(TokenKind.LeftBracket)
                ? ParseActionList(start)
                : ParseTarget(variable, ScopeOperator.In, type: null, start);
        }

        if (cursor.AtWord("is"))
        {
            return ParseType(variable, name, start);
        }

        if (cursor.At(TokenKind.Comma) || cursor.At(TokenKind.RightParenthesis))
        {
            return new ScopeConstraint(variable, ScopeOperator.Any, type: null, [], slot: null, start);
        }

        cursor.ReportExpected(variable == RequestVariable.Action ? "`==`, `in` or `,`" : "`==`, `in`, `is` or `,`");
        return null;
    }

    private ScopeConstraint? ParseType(RequestVariable variable, string name, SourceSpan start)
    {
        var keyword = cursor.Take();
        if (variable == RequestVariable.Action)
        {
            cursor.Report(keyword.Span, $"`{name}` cannot be constrained by `is`: write `==` or `in`");
            return null;
        }

        if (_names.ParseTypeName() is not { } type)
        {
            return null;
        }

        return cursor.TryTakeWord("in")
            ? ParseTarget(variable, ScopeOperator.IsIn, type, start)
            : new ScopeConstraint(variable, ScopeOperator.Is, type, [], slot: null, start.To(cursor.Previous.Span));
    }

    private ScopeConstraint? ParseTarget(RequestVariable variable, ScopeOperator @operator, EntityTypeReference? type, SourceSpan start)
    {
        if (cursor.At(TokenKind.Slot))
        {
            var slot = cursor.Take();
            var own = variable switch
            {
                RequestVariable.Principal => "?principal",
                RequestVariable.Resource => "?resource",
                _ => null,
            };
            if (own is null || !cursor.TextOf(slot).SequenceEqual(own))
            {
                cursor.Report(slot.Span, own is null
                    ? "`action` cannot be constrained by a slot"
                    : $"the slot here can only be `{own}`");
                return null;
            }

            return new ScopeConstraint(variable, @operator, type, [], slot.Span, start.To(slot.Span));
        }

        return ParseEntity(variable) is { } entity
            ? new ScopeConstraint(variable, @operator, type, [entity], slot: null, start.To(entity.Span))
            : null;
    }

    private ScopeConstraint? ParseActionList(SourceSpan start)
    {
        cursor.Take();
        var entities = new List<EntityLiteral>();
        while (!cursor.At(TokenKind.RightBracket))
        {
            if (ParseEntity(RequestVariable.Action) is not { } entity)
            {
                return null;
            }

            entities.Add(entity);
            if (!cursor.TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        return cursor.Expect(TokenKind.RightBracket, "`,` or `]`")
            ? new ScopeConstraint(RequestVariable.Action, ScopeOperator.In, type: null, [.. entities], slot: null, start.To(cursor.Previous.Span))
            : null;
    }

    private EntityLiteral? ParseEntity(RequestVariable variable)
    {
        // Parentheses change nothing here, but the language allows them.
        var open = 0;
        while (cursor.TryTake(TokenKind.LeftParenthesis))
        {
            open++;
        }

        if (_names.ParseEntity() is not { } entity)
        {
            return null;
        }

        for (; open > 0; open--)
        {
            if (!cursor.Expect(TokenKind.RightParenthesis, "`)`"))
            {
                return null;
            }
        }

        if (variable == RequestVariable.Action && !EntityTypeName.IsAction(entity.Uid.Type))
        {
            cursor.Report(entity.Span, $"`{entity.Uid}` is not an action: the type of an action is `Action`, or ends in `::Action`");
            return null;
        }

        return entity;
    }
}

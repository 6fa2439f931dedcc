using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Syntax;

/// <summary>
/// Reads policies: annotations, effect, scope, conditions. After a fault it goes on behind the next semicolon, so that one run reports the
/// faults of several policies.
/// </summary>
internal sealed class PolicyParser
{
    /// <summary>More text than any person or tool writes into one policy file.</summary>
    internal const int MaxTextLength = 4 * 1024 * 1024;

    /// <summary>Past this many faults in one text, more help nobody.</summary>
    internal const int MaxFaults = 50;

    private readonly PolicySource _source;
    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly ScopeParser _scopes;

    private PolicyParser(PolicySource source, List<Finding> faults)
    {
        _source = source;
        _cursor = new TokenCursor(source, faults);
        _expressions = new ExpressionParser(_cursor);
        _scopes = new ScopeParser(_cursor);
    }

    /// <summary>Reads <paramref name="source"/> and adds what it finds to both lists.</summary>
    public static void Parse(PolicySource source, List<CedarPolicy> policies, List<Finding> faults)
    {
        if (source.Text.Length > MaxTextLength)
        {
            faults.Add(Finding.InText(source.Name, new SourceSpan(0, 0, 1, 1), $"the text is longer than {MaxTextLength} characters"));
            return;
        }

        new PolicyParser(source, faults).ParseAll(policies, faults);
    }

    private void ParseAll(List<CedarPolicy> policies, List<Finding> faults)
    {
        var firstFault = faults.Count;
        while (!_cursor.At(TokenKind.End) && faults.Count - firstFault < MaxFaults)
        {
            if (policies.Count >= PolicySet.MaxPolicies)
            {
                _cursor.Report(_cursor.Current.Span, $"a set holds at most {PolicySet.MaxPolicies} policies");
                return;
            }

            var start = _cursor.Index;
            if (ParsePolicy(policies.Count) is { } policy)
            {
                policies.Add(policy);
            }
            else
            {
                Resynchronise(start);
            }
        }
    }

    private CedarPolicy? ParsePolicy(int position)
    {
        var start = _cursor.Current.Span;
        if (ParseAnnotations() is not { } annotations || ParseEffect() is not { } effect
            || _scopes.Parse() is not { } scope || ParseConditions() is not { } conditions)
        {
            return null;
        }

        if (!_cursor.TryTake(TokenKind.Semicolon))
        {
            _cursor.ReportExpected("`;`", Hints.InsteadOfCondition(_cursor.Current.Kind, _cursor.CurrentText));
            return null;
        }

        return new CedarPolicy(PolicySet.IdAt(position), effect, annotations, scope, conditions, _source, start.To(_cursor.Previous.Span));
    }

    private Annotation[]? ParseAnnotations()
    {
        var annotations = new List<Annotation>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (_cursor.TryTake(TokenKind.At))
        {
            var key = _cursor.Current;
            if (!_cursor.Expect(TokenKind.Identifier, "the name of an annotation"))
            {
                return null;
            }

            var (value, valueSpan) = ("", key.Span);
            if (_cursor.TryTake(TokenKind.LeftParenthesis))
            {
                var literal = _cursor.Current;
                if (!_cursor.Expect(TokenKind.String, "the annotation's value in double quotes")
                    || _cursor.ReadString(literal) is not { } read || !_cursor.Expect(TokenKind.RightParenthesis, "`)`"))
                {
                    return null;
                }

                (value, valueSpan) = (read, literal.Span);
            }

            var name = _cursor.TextOf(key).ToString();
            if (!names.Add(name))
            {
                _cursor.Report(key.Span, $"the annotation `@{name}` occurs twice on one policy");
                return null;
            }

            annotations.Add(new Annotation(name, value, key.Span, valueSpan));
        }

        return [.. annotations];
    }

    private Effect? ParseEffect()
    {
        if (_cursor.TryTakeWord("permit"))
        {
            return Effect.Permit;
        }

        if (_cursor.TryTakeWord("forbid"))
        {
            return Effect.Forbid;
        }

        _cursor.ReportExpected("`permit` or `forbid`", Hints.InsteadOfEffect(_cursor.CurrentText));
        return null;
    }

    private Condition[]? ParseConditions()
    {
        var conditions = new List<Condition>();
        while (_cursor.AtWord("when") || _cursor.AtWord("unless"))
        {
            var keyword = _cursor.Take();
            var kind = _cursor.TextOf(keyword) is "when" ? ConditionKind.When : ConditionKind.Unless;
            if (!_cursor.Expect(TokenKind.LeftBrace, "`{`"))
            {
                return null;
            }

            if (_expressions.Parse() is not { } body || !_cursor.ExpectAfterExpression(TokenKind.RightBrace, "}"))
            {
                return null;
            }

            conditions.Add(new Condition(kind, body, keyword.Span.To(_cursor.Previous.Span)));
        }

        return [.. conditions];
    }

    /// <summary>
    /// Goes to where the next policy starts: behind the next semicolon, or at an effect or annotation that starts a line, since what is
    /// missing is often the semicolon itself.
    /// </summary>
    private void Resynchronise(int start)
    {
        while (!_cursor.At(TokenKind.End))
        {
            var startsPolicy = _cursor.At(TokenKind.At) || _cursor.AtWord("permit") || _cursor.AtWord("forbid");
            if (startsPolicy && _cursor.Index > start && _cursor.Current.Span.Line > _cursor.Previous.Span.Line)
            {
                return;
            }

            if (_cursor.Take().Kind == TokenKind.Semicolon)
            {
                return;
            }
        }
    }
}

using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Validation;

/// <summary>Everything that is checked of one policy.</summary>
internal sealed class PolicyCheck
{
    private readonly CedarPolicy _policy;
    private readonly SchemaIndex _schema;
    private readonly WorkBudget _budget;
    private readonly int? _level;
    private readonly FindingLog _log;
    private readonly Expression[] _conditions;

    /// <summary>The check of <paramref name="policy"/>; runs once.</summary>
    /// <param name="level">How many steps from entity to entity are allowed; null when that is not asked.</param>
    public PolicyCheck(CedarPolicy policy, SchemaIndex schema, WorkBudget budget, int? level)
    {
        _policy = policy;
        _schema = schema;
        _budget = budget;
        _level = level;
        _log = new FindingLog(policy);
        _conditions =
        [
            .. policy.Conditions.Select(condition =>
                condition.Kind == ConditionKind.When ? condition.Body : new Expression.Not(condition.Body, condition.Body.Span)),
        ];
    }

    public IEnumerable<Finding> Run()
    {
        _budget.BeginPolicy();
        var names = new NameCheck(_schema, _log);
        var scope = new ScopeCheck(_policy.Scope, _schema, _log);
        if (_policy.Template is not null)
        {
            CheckLink(names, scope);
        }
        else
        {
            if (names.Run(_policy))
            {
                CheckTypes(scope);
            }

            new TextCheck(_log).Run(_policy);
        }

        if (_budget.IsSpent)
        {
            _log.Error(
                _policy.Span,
                FindingCode.TooMuchWork,
                "the policy was not checked to its end: it fits too many kinds of request for its size; narrow its scope or split it");
        }

        return _log.Findings();
    }

    /// <summary>A link shares its conditions with its template, which is checked for everything its slots can hold.</summary>
    private void CheckLink(NameCheck names, ScopeCheck scope)
    {
        if (names.RunSlots(_policy) && !scope.Kinds(_budget).Any() && !_budget.IsSpent)
        {
            _log.Warn(
                _policy.Span,
                FindingCode.ScopeFitsNothing,
                $"the link never applies: the schema allows no request that fits its scope{scope.Advice()}");
        }
    }

    private void CheckTypes(ScopeCheck scope)
    {
        scope.CheckActions();
        if (_level == 0)
        {
            scope.CheckLevelZero();
        }

        var alike = new Likeness(_policy, _schema);
        var typed = new HashSet<(string?, object?, string?)>();
        var numbers = new ExpressionNumbers();
        var (fits, applies) = (false, false);
        foreach (var kind in scope.Kinds(_budget))
        {
            fits = true;
            if (!typed.Add(alike.Of(kind)))
            {
                continue;
            }

            _log.BeginKind(kind);
            var typer = new ExpressionTyper(new TypingContext(_schema, kind, numbers, _log, _budget, _level));
            applies |= !TypeJoin.IsFalse(typer.OfAll(_conditions, Typed.Nothing).Type);
        }

        _log.EndKinds();
        if (_log.HasErrors)
        {
            return;
        }

        if (!fits)
        {
            _log.Warn(
                _policy.Span,
                FindingCode.ScopeFitsNothing,
                $"the policy never applies: the schema allows no request that fits its scope{scope.Advice()}");
        }
        else if (!applies)
        {
            _log.Warn(
                _policy.Span,
                FindingCode.NeverApplies,
                "the policy never applies: its conditions are false for every request that fits its scope");
        }
    }
}

using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>What operators do with values.</summary>
internal static class Operators
{
    public static EvaluationResult In(EntityStore store, Expression leftAt, Value left, Expression rightAt, Value right)
    {
        if (left is not EntityUid descendant)
        {
            return Faults.WrongType(leftAt, "an entity", left);
        }

        if (right is EntityUid ancestor)
        {
            return store.IsIn(descendant, ancestor);
        }

        if (right is not SetValue set)
        {
            return Faults.WrongType(rightAt, "an entity or a set of entities", right);
        }

        // All elements are checked before any is matched: whether a policy errs must not depend on their order.
        foreach (var element in set.Elements)
        {
            if (element is not EntityUid)
            {
                return Faults.WrongType(rightAt, "a set of only entities, each element being an entity", element);
            }
        }

        foreach (var element in set.Elements)
        {
            if (store.IsIn(descendant, (EntityUid)element))
            {
                return true;
            }
        }

        return false;
    }

    public static EvaluationResult Order(Expression.Comparison comparison, Value left, Value right)
    {
        int order;
        switch (left, right)
        {
            case (LongValue l, LongValue r):
                order = l.Value.CompareTo(r.Value);
                break;
            case (DatetimeValue l, DatetimeValue r):
                order = l.UnixMilliseconds.CompareTo(r.UnixMilliseconds);
                break;
            case (DurationValue l, DurationValue r):
                order = l.Milliseconds.CompareTo(r.Milliseconds);
                break;
            case (LongValue, _):
                return Faults.WrongType(comparison.Right, "an integer", right);
            case (DatetimeValue, _):
                return Faults.WrongType(comparison.Right, "a datetime", right);
            case (DurationValue, _):
                return Faults.WrongType(comparison.Right, "a duration", right);
            default:
                return Faults.WrongType(comparison.Left, "an integer, a datetime or a duration", left);
        }

        return comparison.Operator switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    public static bool TryCompute(BinaryOperator @operator, long left, long right, out long result)
    {
        var exact = @operator switch
        {
            BinaryOperator.Add => (Int128)left + right,
            BinaryOperator.Subtract => (Int128)left - right,
            _ => (Int128)left * right,
        };
        result = (long)exact;
        return exact == result;
    }

    public static EvaluationResult GetAttribute(EntityStore store, Expression.GetAttribute get, Value target)
    {
        RecordValue? attributes;
        switch (target)
        {
            case RecordValue record:
                attributes = record;
                break;
            case EntityUid uid when store.TryGet(uid, out var entity):
                attributes = entity.Attributes;
                break;
            case EntityUid uid:
                return Faults.MissingEntity(get.Target, uid);
            default:
                return Faults.WrongType(get.Target, "a record or an entity", target);
        }

        return attributes.TryGet(get.Name, out var value) ? value : Faults.MissingAttribute(get, target, get.Name);
    }

    public static EvaluationResult HasPath(EntityStore store, Expression.HasAttribute has, Value target)
    {
        foreach (var name in has.Path)
        {
            RecordValue? attributes;
            switch (target)
            {
                case RecordValue record:
                    attributes = record;
                    break;
                case EntityUid uid:
                    attributes = store.TryGet(uid, out var entity) ? entity.Attributes : RecordValue.Empty;
                    break;
                default:
                    return Faults.WrongType(has, "a record or an entity", target);
            }

            if (!attributes.TryGet(name, out var value))
            {
                return false;
            }

            target = value;
        }

        return true;
    }
}

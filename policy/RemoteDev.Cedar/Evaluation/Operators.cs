using RemoteDev.Cedar.Ast;
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
        if (left.Kind is not (ValueKind.Long or ValueKind.Datetime or ValueKind.Duration))
        {
            return Faults.WrongType(comparison.Left, "an integer, a datetime or a duration", left);
        }

        if (left.Kind != right.Kind)
        {
            var expected = left.Kind switch
            {
                ValueKind.Long => "an integer",
                ValueKind.Datetime => "a datetime",
                _ => "a duration",
            };
            return Faults.WrongType(comparison.Right, expected, right);
        }

        return Holds(comparison.Operator, left.Scalar, right.Scalar);
    }

    /// <summary>What a comparison says of two numbers, or of what is compared as numbers are.</summary>
    public static bool Holds(BinaryOperator order, long left, long right) => order switch
    {
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Greater => left > right,
        _ => left >= right,
    };

    /// <summary>The exact result; false when it does not fit 64 bits.</summary>
    public static bool TryCompute(BinaryOperator @operator, long left, long right, out long result)
    {
        switch (@operator)
        {
            case BinaryOperator.Add:
                result = unchecked(left + right);

                // It overflows exactly when both operands have the sign that the result lacks.
                return ((left ^ result) & (right ^ result)) >= 0;
            case BinaryOperator.Subtract:
                result = unchecked(left - right);
                return ((left ^ right) & (left ^ result)) >= 0;
            default:
                // The upper half must be nothing but the sign of the lower.
                return Math.BigMul(left, right, out result) == result >> 63;
        }
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
                attributes = entity.AttributeRecord;
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
                    attributes = store.TryGet(uid, out var entity) ? entity.AttributeRecord : RecordValue.Empty;
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

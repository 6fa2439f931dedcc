using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Json;

/// <summary>Reads expressions from JSON into trees without spans. Long chains of one operator are read in a loop, all else by bounded recursion.</summary>
internal sealed class ExpressionJsonReader(JsonValueReader shape)
{
    private int _depth;

    public Expression? Read(JsonElement element, JsonPath path)
    {
        if (_depth == ExpressionParser.MaxDepth)
        {
            shape.Report(path, $"the expression nests deeper than {ExpressionParser.MaxDepth} levels");
            return null;
        }

        if (!TrySingleKey(element, path, out var key, out var content))
        {
            return null;
        }

        _depth++;
        var expression = Read(key, content, path.Member(key));
        _depth--;
        return expression;
    }

    public List<Expression>? ReadList(JsonElement element, JsonPath path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            shape.Report(path, $"expected an array, found {JsonValueReader.Describe(element)}");
            return null;
        }

        var expressions = new List<Expression>();
        foreach (var item in element.EnumerateArray())
        {
            if (Read(item, path.Element(expressions.Count)) is not { } expression)
            {
                return null;
            }

            expressions.Add(expression);
        }

        return expressions;
    }

    public Expression.Record? ReadRecord(JsonElement element, JsonPath path, Func<JsonElement, JsonPath, Expression?> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            shape.Report(path, $"expected an object, found {JsonValueReader.Describe(element)}");
            return null;
        }

        var attributes = new SortedDictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (read(property.Value, path.Member(property.Name)) is not { } value)
            {
                return null;
            }

            attributes.Add(property.Name, value);
        }

        return new Expression.Record([.. attributes.Keys], [.. attributes.Values], default);
    }

    private bool TrySingleKey(JsonElement element, JsonPath path, out string key, out JsonElement content)
    {
        (key, content) = ("", default);
        if (element.ValueKind != JsonValueKind.Object)
        {
            shape.Report(path, $"expected an expression, which is an object, found {JsonValueReader.Describe(element)}");
            return false;
        }

        var count = 0;
        foreach (var property in element.EnumerateObject())
        {
            (key, content) = (property.Name, property.Value);
            count++;
        }

        if (count != 1)
        {
            shape.Report(path, $"an expression is an object with one key, not {count}");
        }

        return count == 1;
    }

    private Expression? Read(string key, JsonElement content, JsonPath path)
    {
        switch (key)
        {
            case "Value":
                return new LiteralJsonReader(shape, this).Read(content, path);
            case "Var":
                return ReadVariable(content, path);
            case "Slot":
                shape.Report(path, "a slot may stand only in the scope of a policy");
                return null;
            case "!":
                return ReadArgument(content, path) is { } negated ? new Expression.Not(negated, default) : null;
            case "neg":
                return ReadArgument(content, path) is { } number ? new Expression.Negate(number, default) : null;
            case "&&" or "||" or "+" or "-" or "*":
                return ReadChain(key, content, path);
            case "if-then-else":
                return ReadIf(content, path);
            case "Set":
                return ReadList(content, path) is { } elements ? new Expression.Set([.. elements], default) : null;
            case "Record":
                return ReadRecord(content, path, Read);
            case "." or "has" or "like" or "is":
                return new AccessJsonReader(shape, this).Read(key, content, path);
            default:
                return ReadOperatorOrCall(key, content, path);
        }
    }

    private Expression.Variable? ReadVariable(JsonElement content, JsonPath path)
    {
        var name = shape.ReadText(content, path);
        switch (name)
        {
            case "principal": return new Expression.Variable(RequestVariable.Principal, default);
            case "action": return new Expression.Variable(RequestVariable.Action, default);
            case "resource": return new Expression.Variable(RequestVariable.Resource, default);
            case "context": return new Expression.Variable(RequestVariable.Context, default);
        }

        if (name is not null)
        {
            shape.Report(path, $"{StringValue.Quote(name)} is none of `principal`, `action`, `resource` and `context`");
        }

        return null;
    }

    private Expression? ReadArgument(JsonElement content, JsonPath path) =>
        shape.HasOnly(content, path, required: ["arg"]) ? Read(content.GetProperty("arg"), path.Member("arg")) : null;

    /// <summary>Goes down the left sides as long as they carry the chain on, and comes back up with its operands.</summary>
    private Expression? ReadChain(string key, JsonElement content, JsonPath path)
    {
        var rights = new Stack<(string Key, JsonElement Right)>();
        var (left, isChain) = (content, true);
        while (isChain)
        {
            if (!shape.HasOnly(left, path, required: ["left", "right"]))
            {
                return null;
            }

            rights.Push((key, left.GetProperty("right")));
            left = left.GetProperty("left");
            isChain = TryCarryOn(ref key, ref left);
        }

        if (Read(left, path.Member("left")) is not { } first)
        {
            return null;
        }

        var operands = new List<Expression> { first };
        var operators = new List<BinaryOperator>();
        while (rights.TryPop(out var next))
        {
            if (Read(next.Right, path.Member("right")) is not { } right)
            {
                return null;
            }

            operands.Add(right);
            operators.Add(JsonOperators.TryFind(next.Key, out var @operator) ? @operator : default);
        }

        return key switch
        {
            "&&" => new Expression.And([.. operands], default),
            "||" => new Expression.Or([.. operands], default),
            _ => new Expression.Arithmetic([.. operands], [.. operators], default),
        };
    }

    private static bool TryCarryOn(ref string key, ref JsonElement left)
    {
        if (left.ValueKind != JsonValueKind.Object || left.GetPropertyCount() != 1)
        {
            return false;
        }

        foreach (var same in (ReadOnlySpan<string>)(key is "+" or "-" ? ["+", "-"] : [key]))
        {
            if (left.TryGetProperty(same, out var deeper))
            {
                (key, left) = (same, deeper);
                return true;
            }
        }

        return false;
    }

    private Expression.If? ReadIf(JsonElement content, JsonPath path) =>
        shape.HasOnly(content, path, required: ["if", "then", "else"])
        && Read(content.GetProperty("if"), path.Member("if")) is { } condition
        && Read(content.GetProperty("then"), path.Member("then")) is { } then
        && Read(content.GetProperty("else"), path.Member("else")) is { } otherwise
            ? new Expression.If(condition, then, otherwise, default)
            : null;

    private Expression? ReadOperatorOrCall(string key, JsonElement content, JsonPath path)
    {
        var isComparison = JsonOperators.TryFind(key, out var @operator);
        FunctionSignature? signature = null;
        if (!isComparison && !FunctionSignature.TryFind(key, out signature))
        {
            shape.Report(path, $"{StringValue.Quote(key)} is not an expression of Cedar");
            return null;
        }

        if (signature is { Function: Function.IsEmpty })
        {
            return ReadArgument(content, path) is { } set ? new Expression.Call(Function.IsEmpty, [set], default) : null;
        }

        if (signature is { IsBuiltIn: false })
        {
            return ReadCall(signature, content, path);
        }

        if (!shape.HasOnly(content, path, required: ["left", "right"])
            || Read(content.GetProperty("left"), path.Member("left")) is not { } left
            || Read(content.GetProperty("right"), path.Member("right")) is not { } right)
        {
            return null;
        }

        return signature is null
            ? new Expression.Comparison(@operator, left, right, default)
            : new Expression.Call(signature.Function, [left, right], default);
    }

    private Expression.Call? ReadCall(FunctionSignature signature, JsonElement content, JsonPath path)
    {
        if (ReadList(content, path) is not { } arguments)
        {
            return null;
        }

        if (signature.IsMethod && arguments.Count == 0)
        {
            shape.Report(path, $"`{signature.Name}` is a method: its first argument is what it is called on");
            return null;
        }

        return new Expression.Call(signature.Function, [.. arguments], default);
    }
}

using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Json;

/// <summary>Reads the plain data below <c>Value</c>, where entities and extension values have the escapes <c>__entity</c> and <c>__extn</c>.</summary>
internal sealed class LiteralJsonReader(JsonValueReader shape, ExpressionJsonReader expressions)
{
    private int _depth;

    public Expression? Read(JsonElement element, JsonPath path)
    {
        if (++_depth > ExpressionParser.MaxDepth)
        {
            shape.Report(path, $"the value nests deeper than {ExpressionParser.MaxDepth} levels");
            return null;
        }

        var expression = ReadBounded(element, path);
        _depth--;
        return expression;
    }

    private Expression? ReadBounded(JsonElement element, JsonPath path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return ReadSet(element, path);
            case JsonValueKind.Object when element.TryGetProperty("__extn", out var call):
                return shape.HasOnly(element, path, required: ["__extn"]) ? ReadCall(call, path.Member("__extn")) : null;
            case JsonValueKind.Object when !element.TryGetProperty("__entity", out _):
                if (element.TryGetProperty("__expr", out _))
                {
                    shape.Report(path, "\"__expr\" is no longer an escape of Cedar");
                    return null;
                }

                return expressions.ReadRecord(element, path, Read);
            default:
                return shape.ReadValue(element, path) is { } value ? new Expression.Literal(value, default) : null;
        }
    }

    private Expression.Set? ReadSet(JsonElement element, JsonPath path)
    {
        var elements = new List<Expression>();
        foreach (var item in element.EnumerateArray())
        {
            if (Read(item, path.Element(elements.Count)) is not { } expression)
            {
                return null;
            }

            elements.Add(expression);
        }

        return new Expression.Set([.. elements], default);
    }

    private Expression.Call? ReadCall(JsonElement call, JsonPath path)
    {
        var hasMany = call.ValueKind == JsonValueKind.Object && call.TryGetProperty("args", out _);
        var argumentKey = hasMany ? "args" : "arg";
        if (!shape.HasOnly(call, path, required: ["fn", argumentKey]) || shape.ReadText(call.GetProperty("fn"), path.Member("fn")) is not { } name)
        {
            return null;
        }

        var (written, writtenPath) = (call.GetProperty(argumentKey), path.Member(argumentKey));
        if (hasMany && written.ValueKind != JsonValueKind.Array)
        {
            shape.Report(writtenPath, $"expected an array, found {JsonValueReader.Describe(written)}");
            return null;
        }

        if (!FunctionSignature.TryFind(name, out var signature) || signature.IsBuiltIn)
        {
            shape.Report(path.Member("fn"), $"{StringValue.Quote(name)} is not an extension function of Cedar");
            return null;
        }

        Expression[]? arguments = hasMany ? ReadSet(written, writtenPath)?.Elements : Read(written, writtenPath) is { } only ? [only] : null;
        if (arguments is [] && signature.IsMethod)
        {
            shape.Report(path, $"`{name}` is a method: its first argument is what it is called on");
            return null;
        }

        return arguments is null ? null : new Expression.Call(signature.Function, arguments, default);
    }
}

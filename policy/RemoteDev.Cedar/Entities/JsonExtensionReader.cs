using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>Reads values of extension types: <c>{"fn": "ip", "arg": "10.0.0.0/8"}</c>, or <c>"args"</c> with an array.</summary>
internal sealed class JsonExtensionReader(JsonValueReader values)
{
    /// <summary>A text alone, where the type says which function it is for.</summary>
    public Value? ReadText(JsonElement element, JsonPath path, string type)
    {
        var function = type switch
        {
            "decimal" => Function.Decimal,
            "ipaddr" => Function.Ip,
            "datetime" => Function.Datetime,
            _ => Function.Duration,
        };
        return Call(function, [element.GetString()!], path);
    }

    /// <summary>A call. When it is typed, so are its arguments.</summary>
    public Value? Read(JsonElement element, JsonPath path, bool isTyped)
    {
        var isList = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("args", out _);
        if (!values.HasOnly(element, path, required: ["fn", isList ? "args" : "arg"])
            || values.ReadText(element.GetProperty("fn"), path.Member("fn")) is not { } name)
        {
            return null;
        }

        if (!FunctionSignature.TryFind(name, out var signature) || !MakesExtensionValue(signature.Function))
        {
            values.Report(path, $"{StringValue.Quote(Spelling.Cut(name))} does not make a value of an extension type");
            return null;
        }

        if (ReadArguments(element, isList, path, isTyped ? signature.Function : null) is not { } arguments)
        {
            return null;
        }

        if (arguments.Length != signature.ArgumentCount)
        {
            values.Report(path, $"{StringValue.Quote(name)} takes {signature.ArgumentCount} argument(s) here, found {arguments.Length}");
            return null;
        }

        return Call(signature.Function, arguments, path);
    }

    private static bool MakesExtensionValue(Function function) => function
        is Function.Decimal or Function.Ip or Function.Datetime or Function.Duration
        or Function.Offset or Function.DurationSince or Function.ToDate or Function.ToTime;

    // The types that tell what a text alone stands for.
    private static CedarType.Extension? ArgumentType(Function? function, int index) => function switch
    {
        Function.Offset => new CedarType.Extension(index == 0 ? "datetime" : "duration"),
        Function.DurationSince or Function.ToDate or Function.ToTime => new CedarType.Extension("datetime"),
        _ => null,
    };

    private Value? Call(Function function, Value[] arguments, JsonPath path)
    {
        // The same code as in policies decides what the call means.
        var literals = Array.ConvertAll(arguments, argument => (Expression)new Expression.Literal(argument, default));
        var result = Functions.Call(EntityStore.Empty, new Expression.Call(function, literals, default), arguments[0], arguments.ElementAtOrDefault(1));
        if (result.Fault is { } fault)
        {
            values.Report(path, fault.Message);
        }

        return result.Value;
    }

    private Value[]? ReadArguments(JsonElement element, bool isList, JsonPath path, Function? typed)
    {
        if (!isList)
        {
            return values.ReadValue(element.GetProperty("arg"), path.Member("arg"), ArgumentType(typed, 0)) is { } single ? [single] : null;
        }

        var list = element.GetProperty("args");
        if (list.ValueKind != JsonValueKind.Array)
        {
            values.Report(path.Member("args"), "expected an array");
            return null;
        }

        var arguments = new List<Value>();
        foreach (var item in list.EnumerateArray())
        {
            var at = path.Member("args").Element(arguments.Count);
            if (values.ReadValue(item, at, ArgumentType(typed, arguments.Count)) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return [.. arguments];
    }
}

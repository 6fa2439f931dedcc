using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>Reads values of extension types: <c>{"fn": "ip", "arg": "10.0.0.0/8"}</c>, or <c>"args"</c> with an array.</summary>
internal sealed class JsonExtensionReader(JsonValueReader values)
{
    public Value? Read(JsonElement element, string path)
    {
        var isList = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("args", out _);
        if (!values.HasOnly(element, path, required: ["fn", isList ? "args" : "arg"])
            || values.ReadText(element.GetProperty("fn"), path + ".fn") is not { } name
            || ReadArguments(element, isList, path) is not { } arguments)
        {
            return null;
        }

        if (!FunctionSignature.TryFind(name, out var signature) || !MakesExtensionValue(signature.Function))
        {
            values.Report(path, $"{StringValue.Quote(name)} does not make a value of an extension type");
            return null;
        }

        if (arguments.Length != signature.ArgumentCount)
        {
            values.Report(path, $"{StringValue.Quote(name)} takes {signature.ArgumentCount} argument(s) here, found {arguments.Length}");
            return null;
        }

        // The same code as in policies decides what the call means.
        var literals = Array.ConvertAll(arguments, argument => (Expression)new Expression.Literal(argument, default));
        var result = Functions.Call(EntityStore.Empty, new Expression.Call(signature.Function, literals, default), arguments[0], arguments.ElementAtOrDefault(1));
        if (result.Fault is { } fault)
        {
            values.Report(path, fault.Message);
        }

        return result.Value;
    }

    private static bool MakesExtensionValue(Function function) => function
        is Function.Decimal or Function.Ip or Function.Datetime or Function.Duration
        or Function.Offset or Function.DurationSince or Function.ToDate or Function.ToTime;

    private Value[]? ReadArguments(JsonElement element, bool isList, string path)
    {
        if (!isList)
        {
            return values.ReadValue(element.GetProperty("arg"), path + ".arg") is { } single ? [single] : null;
        }

        var list = element.GetProperty("args");
        if (list.ValueKind != JsonValueKind.Array)
        {
            values.Report(path + ".args", "expected an array");
            return null;
        }

        var arguments = new List<Value>();
        foreach (var item in list.EnumerateArray())
        {
            if (values.ReadValue(item, $"{path}.args[{arguments.Count}]") is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return [.. arguments];
    }
}

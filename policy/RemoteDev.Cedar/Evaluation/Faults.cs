using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>The faults of evaluation, worded for whoever wrote the policy.</summary>
internal static class Faults
{
    public static EvaluationFault WrongType(Expression at, string expected, Value found) =>
        new(EvaluationFaultKind.WrongType, at.Span, $"expected {expected}, found {Describe(found.Kind)}");

    public static EvaluationFault MissingAttribute(Expression at, Value target, string name) => new(
        EvaluationFaultKind.MissingAttribute,
        at.Span,
        target is EntityUid ? $"{target} has no attribute {StringValue.Quote(name)}" : $"the record has no attribute {StringValue.Quote(name)}");

    public static EvaluationFault MissingTag(Expression at, EntityUid target, string name) =>
        new(EvaluationFaultKind.MissingTag, at.Span, $"{target} has no tag {StringValue.Quote(name)}");

    public static EvaluationFault MissingEntity(Expression at, EntityUid uid) =>
        new(EvaluationFaultKind.MissingEntity, at.Span, $"the entity {uid} does not exist");

    public static EvaluationFault Overflow(Expression at) =>
        new(EvaluationFaultKind.Overflow, at.Span, "the result does not fit a 64-bit integer");

    public static EvaluationFault BadLiteral(Expression at, string type, string text) =>
        new(EvaluationFaultKind.BadLiteral, at.Span, $"{StringValue.Quote(text)} is not a valid {type}");

    public static EvaluationFault WrongArgumentCount(Expression at, FunctionSignature signature, int found)
    {
        var extra = signature.IsMethod ? 1 : 0;
        return new EvaluationFault(
            EvaluationFaultKind.WrongArgumentCount,
            at.Span,
            $"`{signature.Name}` takes {signature.ArgumentCount - extra} argument(s), found {found - extra}");
    }

    private static string Describe(ValueKind kind) => kind switch
    {
        ValueKind.Bool => "a boolean",
        ValueKind.Long => "an integer",
        ValueKind.String => "a string",
        ValueKind.Entity => "an entity",
        ValueKind.Set => "a set",
        ValueKind.Record => "a record",
        ValueKind.Decimal => "a decimal",
        ValueKind.Ip => "an IP address",
        ValueKind.Datetime => "a datetime",
        _ => "a duration",
    };
}

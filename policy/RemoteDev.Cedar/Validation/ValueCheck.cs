using System.Runtime.CompilerServices;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Whether values are of the types a schema gives them. The source is the specification's <c>RequestEntityValidator.lean</c>.
/// </summary>
internal sealed class ValueCheck(CedarSchema schema)
{
    /// <summary>The first thing that keeps <paramref name="value"/> from being of <paramref name="type"/>; null when it is.</summary>
    /// <param name="name">What the message calls the value.</param>
    public RequestFinding? FindingOf(Value value, CedarType type, string name) =>
        FaultOf(value, type) is { } fault ? new RequestFinding(fault.Code, $"{TypeText.Cut(name + fault.Path)} {fault.Message}") : null;

    private Fault? FaultOf(Value value, CedarType type)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return new Fault(FindingCode.TooDeep, "nests too deep to be checked");
        }

        return (value, type) switch
        {
            (BoolValue truth, CedarType.Bool { Only: var only }) when only is null || only == truth.Value => null,
            (LongValue, CedarType.Long) or (StringValue, CedarType.Text) => null,
            (DecimalValue, CedarType.Extension { Name: "decimal" }) or (IpValue, CedarType.Extension { Name: "ipaddr" })
                or (DatetimeValue, CedarType.Extension { Name: "datetime" })
                or (DurationValue, CedarType.Extension { Name: "duration" }) => null,
            (EntityUid uid, CedarType.Entity entity) when uid.Type == entity.Name => EntityFault(uid),
            (SetValue set, CedarType.Set { Element: var element }) => element is null ? null : SetFault(set, element),
            (RecordValue record, CedarType.Record { Attributes: var attributes }) => RecordFault(record, attributes),
            _ => new Fault(FindingCode.WrongContext, $"is {Describe(value)}, where a {TypeText.Of(type)} is expected"),
        };
    }

    private static string Describe(Value value) => value switch
    {
        SetValue => "a set",
        RecordValue => "a record",
        _ => TypeText.Cut(value.ToString()),
    };

    private Fault? EntityFault(EntityUid uid)
    {
        if (EntityTypeName.IsAction(uid.Type))
        {
            return schema.Actions.ContainsKey(uid)
                ? null
                : new Fault(FindingCode.UnknownAction, $"is `{TypeText.Cut(uid.ToString())}`, and there is no such action");
        }

        return schema.EntityTypes.GetValueOrDefault(uid.Type)?.EnumIds?.Contains(uid.Id, StringComparer.Ordinal) == false
            ? new Fault(FindingCode.UnknownEnumEntity, $"is `{TypeText.Cut(uid.ToString())}`, which is not among the entities of its type")
            : null;
    }

    private Fault? SetFault(SetValue set, CedarType element)
    {
        foreach (var value in set)
        {
            if (FaultOf(value, element) is { } fault)
            {
                return fault with { Path = $"[…]{fault.Path}" };
            }
        }

        return null;
    }

    private Fault? RecordFault(RecordValue record, RecordType attributes)
    {
        foreach (var (name, value) in record)
        {
            if (attributes.Find(name) is not { } attribute)
            {
                var hint = NameGuess.Among(name, attributes.Attributes.Keys);
                return new Fault(
                    FindingCode.WrongContext, $"has an attribute {TypeText.Attribute(name)} that the schema does not have{hint}");
            }

            if (FaultOf(value, attribute.Type) is { } fault)
            {
                return fault with { Path = TypeText.Access(name) + fault.Path };
            }
        }

        var missing = attributes.Attributes.FirstOrDefault(pair => pair.Value.IsRequired && !record.Contains(pair.Key)).Key;
        return missing is null ? null : new Fault(FindingCode.WrongContext, $"lacks the attribute {TypeText.Attribute(missing)}");
    }

    /// <summary>What is wrong, before it is known what the whole is called.</summary>
    /// <param name="Path">The way to what is wrong, from the value that was asked about.</param>
    private sealed record Fault(FindingCode Code, string Message, string Path = "");
}

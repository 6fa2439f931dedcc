using System.Runtime.CompilerServices;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema;

/// <summary>
/// Whether values are what a schema says they are, of entities and of requests alike. The source is the specification's
/// <c>RequestEntityValidator.lean</c>.
/// </summary>
internal sealed class ValueConformance(CedarSchema schema)
{
    private readonly Dictionary<string, HashSet<string>?> _enumIds = new(StringComparer.Ordinal);

    /// <summary>The first thing that keeps the value from being of the type, with the way to it; null when it is of the type.</summary>
    public ValueFault? FaultOf(Value value, CedarType type, JsonPath path)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return new ValueFault(ValueFaultKind.TooDeep, "a value nests too deep to be checked");
        }

        switch (value, type)
        {
            case (BoolValue truth, CedarType.Bool { Only: var only }) when only is null || only == truth.Value:
            case (LongValue, CedarType.Long):
            case (StringValue, CedarType.Text):
            case (IpValue, CedarType.Extension { Name: "ipaddr" }):
            case (DecimalValue, CedarType.Extension { Name: "decimal" }):
            case (DatetimeValue, CedarType.Extension { Name: "datetime" }):
            case (DurationValue, CedarType.Extension { Name: "duration" }):
                return null;
            case (EntityUid uid, CedarType.Entity { Name: var name }) when uid.Type == name:
                return FaultOf(uid) is { } fault ? fault with { Message = $"{path}: {fault.Message}" } : null;
            case (SetValue set, CedarType.Set { Element: { } element }):
                return FaultOfElements(set, element, path);
            case (SetValue { Count: 0 }, CedarType.Set):
                return null;
            case (RecordValue record, CedarType.Record { Attributes: var attributes }):
                return FaultOfAttributes(record, attributes, path);
            default:
                return WrongType(path, $"expected {Spelling.Cut(type.ToString())}, found {Describe(value)}");
        }
    }

    /// <summary>The first attribute that is missing, not declared or of another type, with the way to it; null when there is none.</summary>
    public ValueFault? FaultOfAttributes(RecordValue record, RecordType attributes, JsonPath path)
    {
        foreach (var (name, value) in record)
        {
            if (attributes.Find(name) is not { } attribute)
            {
                var near = Spelling.Nearest(name, attributes.Attributes.Keys);
                var guess = near is null ? "" : $": did you mean {StringValue.Quote(near)}?";
                return WrongType(path, $"{StringValue.Quote(Spelling.Cut(name))} is not declared{guess}");
            }

            if (FaultOf(value, attribute.Type, path.Member(name)) is { } fault)
            {
                return fault;
            }
        }

        foreach (var (name, attribute) in attributes.Attributes)
        {
            if (attribute.IsRequired && !record.Contains(name))
            {
                return WrongType(path, $"{StringValue.Quote(Spelling.Cut(name))} is missing");
            }
        }

        return null;
    }

    /// <summary>What is wrong with naming the entity: an id its type does not have, or an action that is not declared.</summary>
    public ValueFault? FaultOf(EntityUid uid)
    {
        if (EntityTypeName.IsAction(uid.Type))
        {
            return schema.Actions.ContainsKey(uid)
                ? null
                : new ValueFault(ValueFaultKind.UnknownAction, $"the schema has no action `{Spelling.Cut(uid.ToString())}`");
        }

        if (!_enumIds.TryGetValue(uid.Type, out var ids))
        {
            ids = schema.EntityTypes.GetValueOrDefault(uid.Type)?.EnumIds?.ToHashSet(StringComparer.Ordinal);
            _enumIds.Add(uid.Type, ids);
        }

        if (ids is null || ids.Contains(uid.Id))
        {
            return null;
        }

        var near = Spelling.Nearest(uid.Id, ids);
        var guess = near is null ? "" : $": did you mean {StringValue.Quote(near)}?";
        return new ValueFault(ValueFaultKind.UnknownEnumId, $"{StringValue.Quote(Spelling.Cut(uid.Id))} is not among the ids of `{uid.Type}`{guess}");
    }

    private ValueFault? FaultOfElements(SetValue set, CedarType element, JsonPath path)
    {
        var index = 0;
        foreach (var value in set)
        {
            if (FaultOf(value, element, path.Element(index++)) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ValueFault WrongType(JsonPath path, string message) => new(ValueFaultKind.WrongType, $"{path}: {message}");

    private static string Describe(Value value) => value switch
    {
        BoolValue => "a boolean",
        LongValue => "an integer",
        StringValue => "a string",
        SetValue => "a set",
        RecordValue => "a record",
        EntityUid uid => $"an entity of type `{Spelling.Cut(uid.Type)}`",
        _ => $"`{value}`",
    };
}

using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Json;

/// <summary>Reads what a policy in JSON says of the principal, the action or the resource.</summary>
internal sealed class ScopeJsonReader(JsonValueReader shape)
{
    public ScopeConstraint? Read(JsonElement element, JsonPath path, RequestVariable variable)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("op", out var operation))
        {
            shape.Report(path, "expected an object with \"op\"");
            return null;
        }

        switch (shape.ReadText(operation, path.Member("op")))
        {
            case "All" or "all":
                return shape.HasOnly(element, path, required: ["op"]) ? Constraint(variable, ScopeOperator.Any, type: null, []) : null;
            case "==":
                return ReadTarget(element, path, variable, ScopeOperator.Equal, type: null, required: ["op"]);
            case "in" when variable == RequestVariable.Action && element.TryGetProperty("entities", out var entities):
                return shape.HasOnly(element, path, required: ["op", "entities"]) ? ReadActions(entities, path.Member("entities")) : null;
            case "in":
                return ReadTarget(element, path, variable, ScopeOperator.In, type: null, required: ["op"]);
            case "is" when variable != RequestVariable.Action:
                return ReadIs(element, path, variable);
            case { } other:
                shape.Report(path.Member("op"), $"{StringValue.Quote(other)} is not an operator of a scope");
                return null;
            default:
                return null;
        }
    }

    private static ScopeConstraint Constraint(
        RequestVariable variable, ScopeOperator @operator, EntityTypeReference? type, EntityLiteral[] entities, bool hasSlot = false) =>
        new(variable, @operator, type, entities, hasSlot ? default(SourceSpan) : null, default);

    private ScopeConstraint? ReadIs(JsonElement element, JsonPath path, RequestVariable variable)
    {
        if (!shape.HasOnly(element, path, required: ["op", "entity_type"], optional: ["in"])
            || shape.ReadText(element.GetProperty("entity_type"), path.Member("entity_type")) is not { } name)
        {
            return null;
        }

        if (!EntityTypeName.IsValid(name))
        {
            shape.Report(path.Member("entity_type"), $"{StringValue.Quote(name)} is not the name of an entity type");
            return null;
        }

        var type = new EntityTypeReference(name, default);
        return element.TryGetProperty("in", out var target) && target.ValueKind != JsonValueKind.Null
            ? ReadTarget(target, path.Member("in"), variable, ScopeOperator.IsIn, type, required: [])
            : Constraint(variable, ScopeOperator.Is, type, []);
    }

    private ScopeConstraint? ReadTarget(
        JsonElement element, JsonPath path, RequestVariable variable, ScopeOperator @operator, EntityTypeReference? type, string[] required)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("slot", out var slot))
        {
            return shape.HasOnly(element, path, required: [.. required, "slot"]) && ReadSlot(slot, path.Member("slot"), variable)
                ? Constraint(variable, @operator, type, [], hasSlot: true)
                : null;
        }

        return shape.HasOnly(element, path, required: [.. required, "entity"])
            && ReadEntity(element.GetProperty("entity"), path.Member("entity"), variable) is { } entity
            ? Constraint(variable, @operator, type, [entity])
            : null;
    }

    private bool ReadSlot(JsonElement element, JsonPath path, RequestVariable variable)
    {
        var own = "?" + ScopePrinter.NameOf(variable);
        if (shape.ReadText(element, path) is not { } slot)
        {
            return false;
        }

        if (variable == RequestVariable.Action || slot != own)
        {
            shape.Report(path, variable == RequestVariable.Action
                ? "`action` cannot be constrained by a slot"
                : $"the slot here can only be `{own}`");
            return false;
        }

        return true;
    }

    private ScopeConstraint? ReadActions(JsonElement element, JsonPath path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            shape.Report(path, $"expected an array, found {JsonValueReader.Describe(element)}");
            return null;
        }

        var actions = new List<EntityLiteral>();
        foreach (var item in element.EnumerateArray())
        {
            if (ReadEntity(item, path.Element(actions.Count), RequestVariable.Action) is not { } action)
            {
                return null;
            }

            actions.Add(action);
        }

        return Constraint(RequestVariable.Action, ScopeOperator.In, type: null, [.. actions]);
    }

    private EntityLiteral? ReadEntity(JsonElement element, JsonPath path, RequestVariable variable)
    {
        if (shape.ReadUid(element, path) is not { } uid)
        {
            return null;
        }

        if (variable == RequestVariable.Action && !EntityTypeName.IsAction(uid.Type))
        {
            shape.Report(path, $"`{uid}` is not an action: the type of an action is `Action`, or ends in `::Action`");
            return null;
        }

        return new EntityLiteral(uid, default);
    }
}

using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax.Formatting;

namespace RemoteDev.Cedar.Json;

/// <summary>Writes policies and policy sets as JSON.</summary>
internal sealed class PolicyJsonWriter(Utf8JsonWriter writer)
{
    private readonly ExpressionJsonWriter _expressions = new(writer);

    public void Write(PolicySet set)
    {
        writer.WriteStartObject();
        WriteAll("staticPolicies", set.Policies.Where(policy => policy.Template is null));
        WriteAll("templates", set.Templates);
        writer.WriteStartArray("templateLinks");
        foreach (var policy in set.Policies)
        {
            if (policy.Template is { } template)
            {
                WriteLink(policy, template);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public void Write(CedarPolicy policy)
    {
        writer.WriteStartObject();
        writer.WriteString("effect", policy.Effect == Effect.Permit ? "permit" : "forbid");
        Write(policy.Scope.Principal);
        Write(policy.Scope.Action);
        Write(policy.Scope.Resource);
        writer.WriteStartArray("conditions");
        foreach (var condition in policy.Conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", condition.Kind == ConditionKind.When ? "when" : "unless");
            writer.WritePropertyName("body");
            _expressions.Write(condition.Body);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (policy.WrittenAnnotations.Count > 0)
        {
            WriteAnnotations(policy.WrittenAnnotations);
        }

        writer.WriteEndObject();
    }

    private void WriteAll(string name, IEnumerable<CedarPolicy> policies)
    {
        writer.WriteStartObject(name);
        foreach (var policy in policies)
        {
            writer.WritePropertyName(policy.Id);
            Write(policy);
        }

        writer.WriteEndObject();
    }

    private void WriteLink(CedarPolicy link, CedarPolicy template)
    {
        writer.WriteStartObject();
        writer.WriteString("templateId", template.Id);
        writer.WriteString("newId", link.Id);
        writer.WriteStartObject("values");
        WriteSlot("?principal", link.Values.Principal);
        WriteSlot("?resource", link.Values.Resource);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteSlot(string slot, EntityUid? value)
    {
        if (value is not null)
        {
            writer.WritePropertyName(slot);
            ExpressionJsonWriter.WriteUid(writer, value);
        }
    }

    private void WriteAnnotations(IReadOnlyList<Annotation> annotations)
    {
        writer.WriteStartObject("annotations");
        foreach (var annotation in annotations)
        {
            writer.WriteString(annotation.Key, annotation.HasValue ? annotation.Value : null);
        }

        writer.WriteEndObject();
    }

    private void Write(ScopeConstraint constraint)
    {
        writer.WriteStartObject(ScopePrinter.NameOf(constraint.Variable));
        writer.WriteString("op", constraint.Operator switch
        {
            ScopeOperator.Equal => "==",
            ScopeOperator.In => "in",
            ScopeOperator.Is or ScopeOperator.IsIn => "is",
            _ => "All",
        });
        if (constraint.Type is { } type)
        {
            writer.WriteString("entity_type", type.Name);
        }

        if (constraint.Operator == ScopeOperator.IsIn)
        {
            writer.WriteStartObject("in");
            WriteTarget(constraint);
            writer.WriteEndObject();
        }
        else if (constraint.Operator is ScopeOperator.Equal or ScopeOperator.In)
        {
            WriteTarget(constraint);
        }

        writer.WriteEndObject();
    }

    private void WriteTarget(ScopeConstraint constraint)
    {
        if (constraint.Slot is not null)
        {
            writer.WriteString("slot", "?" + ScopePrinter.NameOf(constraint.Variable));
        }
        else if (constraint.Entities is [var entity])
        {
            writer.WritePropertyName("entity");
            ExpressionJsonWriter.WriteUid(writer, entity.Uid);
        }
        else
        {
            writer.WriteStartArray("entities");
            foreach (var action in constraint.Entities)
            {
                ExpressionJsonWriter.WriteUid(writer, action.Uid);
            }

            writer.WriteEndArray();
        }
    }
}

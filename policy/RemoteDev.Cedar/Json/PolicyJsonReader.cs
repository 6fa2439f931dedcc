using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Syntax.Formatting;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Json;

/// <summary>Reads one policy or template from JSON, and writes it as the Cedar text that says the same.</summary>
internal sealed class PolicyJsonReader(JsonValueReader shape)
{
    private readonly ScopeJsonReader _scopes = new(shape);
    private readonly ExpressionJsonReader _expressions = new(shape);

    /// <summary>The policy as text; null when a fault has been reported.</summary>
    public string? ReadAsText(JsonElement policy, JsonPath path)
    {
        if (!shape.HasOnly(policy, path, required: ["effect", "principal", "action", "resource", "conditions"], optional: ["annotations"]))
        {
            return null;
        }

        var effect = ReadWord(policy.GetProperty("effect"), path.Member("effect"), "permit", "forbid");
        var principal = _scopes.Read(policy.GetProperty("principal"), path.Member("principal"), RequestVariable.Principal);
        var action = _scopes.Read(policy.GetProperty("action"), path.Member("action"), RequestVariable.Action);
        var resource = _scopes.Read(policy.GetProperty("resource"), path.Member("resource"), RequestVariable.Resource);
        var conditions = ReadConditions(policy.GetProperty("conditions"), path.Member("conditions"));
        var annotations = policy.TryGetProperty("annotations", out var written) ? ReadAnnotations(written, path.Member("annotations")) : [];
        return effect is null || principal is null || action is null || resource is null || conditions is null || annotations is null
            ? null
            : PolicyPrinter.Print(
                effect == "permit" ? Effect.Permit : Effect.Forbid, annotations, new PolicyScope(principal, action, resource), conditions);
    }

    private string? ReadWord(JsonElement element, JsonPath path, string first, string second)
    {
        var word = shape.ReadText(element, path);
        if (word is null || word == first || word == second)
        {
            return word;
        }

        shape.Report(path, $"expected \"{first}\" or \"{second}\", found {StringValue.Quote(word)}");
        return null;
    }

    private List<Condition>? ReadConditions(JsonElement element, JsonPath path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            shape.Report(path, $"expected an array, found {JsonValueReader.Describe(element)}");
            return null;
        }

        var conditions = new List<Condition>();
        foreach (var item in element.EnumerateArray())
        {
            var itemPath = path.Element(conditions.Count);
            if (!shape.HasOnly(item, itemPath, required: ["kind", "body"])
                || ReadWord(item.GetProperty("kind"), itemPath.Member("kind"), "when", "unless") is not { } kind
                || _expressions.Read(item.GetProperty("body"), itemPath.Member("body")) is not { } body)
            {
                return null;
            }

            conditions.Add(new Condition(kind == "when" ? ConditionKind.When : ConditionKind.Unless, body, default));
        }

        return conditions;
    }

    private List<Annotation>? ReadAnnotations(JsonElement element, JsonPath path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            shape.Report(path, $"expected an object, found {JsonValueReader.Describe(element)}");
            return null;
        }

        var annotations = new List<Annotation>();
        foreach (var property in element.EnumerateObject())
        {
            if (!EntityTypeName.IsIdentifier(property.Name))
            {
                shape.Report(path, $"{StringValue.Quote(property.Name)} cannot be the name of an annotation");
                return null;
            }

            var hasValue = property.Value.ValueKind != JsonValueKind.Null;
            if ((hasValue ? shape.ReadText(property.Value, path.Member(property.Name)) : "") is not { } value)
            {
                return null;
            }

            // Only whether the two places differ counts: it tells an empty value from none.
            annotations.Add(new Annotation(property.Name, value, default, hasValue ? new SourceSpan(0, 0, 1, 1) : default));
        }

        return annotations;
    }
}

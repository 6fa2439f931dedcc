using System.Text.Json;
using RemoteDev.Cedar.Schema.Declarations;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads types in the JSON syntax, such as <c>{"type": "Set", "element": {"type": "Entity", "name": "User"}}</c>.</summary>
internal sealed class JsonTypeReader(JsonShape shape)
{
    private static readonly string[] AttributeExtras = ["required", "annotations"];
    private static readonly string[] CommonTypeExtras = ["annotations"];

    private int _depth;

    public TypeExpression? Read(JsonItem item) => Read(item, []);

    /// <summary>The type of a common type, which can have annotations.</summary>
    public TypeExpression? ReadCommonType(JsonItem item) => Read(item, CommonTypeExtras);

    private TypeExpression? Read(JsonItem item, string[] extras)
    {
        if (!shape.Is(item, JsonValueKind.Object, "a type, which is an object"))
        {
            return null;
        }

        if (item.Find("type") is not { } kind)
        {
            shape.Report(item.Span, "\"type\" is missing here");
            return null;
        }

        if (_depth == SchemaLimits.MaxDepth)
        {
            shape.Report(item.Span, $"the type nests deeper than {SchemaLimits.MaxDepth} levels");
            return null;
        }

        _depth++;
        var type = shape.ReadText(kind) is null ? null : ReadKind(item, kind, extras);
        _depth--;
        return type;
    }

    private TypeExpression? ReadKind(JsonItem item, JsonItem kind, string[] extras)
    {
        switch (kind.Text)
        {
            case "Long" or "String":
                return Has(item, [], extras) ? new TypeExpression.Primitive(kind.Text, item.Span) : null;
            case "Boolean":
                return Has(item, [], extras) ? new TypeExpression.Primitive("Bool", item.Span) : null;
            case "Set":
                return Has(item, ["element"], extras) && Read(item.Find("element")!) is { } element
                    ? new TypeExpression.Set(element, item.Span)
                    : null;
            case "Record":
                return Has(item, ["attributes"], [.. extras, "additionalAttributes"]) ? ReadRecord(item) : null;
            case "Entity" or "EntityOrCommon":
                var reference = kind.Text == "Entity" ? ReferenceKind.Entity : ReferenceKind.EntityOrCommon;
                return Has(item, ["name"], extras) && shape.ReadName(item.Find("name")!) is { } name
                    ? new TypeExpression.Reference(name.Name, reference, name.Span)
                    : null;
            case "Extension":
                return Has(item, ["name"], extras) && shape.ReadText(item.Find("name")!) is { } extension
                    ? new TypeExpression.Extension(extension, item.Find("name")!.Span)
                    : null;
            default:
                return Has(item, [], extras) && shape.ReadName(kind) is { } common
                    ? new TypeExpression.Reference(common.Name, ReferenceKind.Common, common.Span)
                    : null;
        }
    }

    private bool Has(JsonItem item, ReadOnlySpan<string> required, string[] extras) => shape.HasOnly(item, ["type", .. required], extras);

    private TypeExpression.Record? ReadRecord(JsonItem item)
    {
        if (item.Find("additionalAttributes") is { Kind: not JsonValueKind.False } additional)
        {
            shape.Report(additional.Span, "a record has the attributes that are declared and no other: \"additionalAttributes\" can only be false");
            return null;
        }

        var list = item.Find("attributes")!;
        if (!shape.Is(list, JsonValueKind.Object, "an object"))
        {
            return null;
        }

        var attributes = new List<AttributeDeclaration>(list.Members.Count);
        foreach (var (name, (span, value)) in list.Members)
        {
            if (Read(value, AttributeExtras) is { } type)
            {
                attributes.Add(new AttributeDeclaration(name, span, type, IsRequired(value), shape.ReadAnnotations(value)));
            }
        }

        return attributes.Count == list.Members.Count ? new TypeExpression.Record(attributes, item.Span) : null;
    }

    private bool IsRequired(JsonItem item)
    {
        var required = item.Find("required");
        if (required is not null && required.Kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            shape.Report(required.Span, $"expected true or false, found {required}");
        }

        return required is not { Kind: JsonValueKind.False };
    }
}

using System.Text;
using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Json;

/// <summary>Reads from JSON the expressions that have more than expressions in them: attributes, patterns and types.</summary>
internal sealed class AccessJsonReader(JsonValueReader shape, ExpressionJsonReader expressions)
{
    public Expression? Read(string key, JsonElement content, JsonPath path)
    {
        var (required, optional) = key switch
        {
            "like" => ("pattern", (string[])[]),
            "is" => ("entity_type", ["in"]),
            _ => ("attr", []),
        };
        if (!shape.HasOnly(content, path, required: ["left", required], optional)
            || expressions.Read(content.GetProperty("left"), path.Member("left")) is not { } left)
        {
            return null;
        }

        var (own, ownPath) = (content.GetProperty(required), path.Member(required));
        return key switch
        {
            "." => shape.ReadText(own, ownPath) is { } name ? new Expression.GetAttribute(left, name, default) : null,
            "has" => ReadHas(left, own, ownPath),
            "like" => ReadPattern(own, ownPath) is { } pattern ? new Expression.Like(left, pattern, default) : null,
            _ => ReadIs(left, content, path),
        };
    }

    /// <summary>One name, or an array of them.</summary>
    private Expression.HasAttribute? ReadHas(Expression left, JsonElement attribute, JsonPath path)
    {
        if (attribute.ValueKind != JsonValueKind.Array)
        {
            return shape.ReadText(attribute, path) is { } name ? new Expression.HasAttribute(left, [name], default) : null;
        }

        var names = new List<string>();
        foreach (var item in attribute.EnumerateArray())
        {
            if (shape.ReadText(item, path.Element(names.Count)) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }

        if (names.Count == 0 || !names.TrueForAll(name => EntityTypeName.IsIdentifier(name) && !EntityTypeName.IsReserved(name)))
        {
            shape.Report(path, "a path is names of attributes that need no quotes, at least one");
            return null;
        }

        return new Expression.HasAttribute(left, [.. names], default);
    }

    private LikePattern? ReadPattern(JsonElement pattern, JsonPath path)
    {
        if (pattern.ValueKind != JsonValueKind.Array)
        {
            shape.Report(path, $"expected an array, found {JsonValueReader.Describe(pattern)}");
            return null;
        }

        var segments = new List<string>();
        var segment = new StringBuilder();
        var index = 0;
        foreach (var item in pattern.EnumerateArray())
        {
            var itemPath = path.Element(index++);
            if (item.ValueKind == JsonValueKind.String && item.ValueEquals("Wildcard"))
            {
                segments.Add(segment.ToString());
                segment.Clear();
            }
            else if (item.ValueKind != JsonValueKind.Object)
            {
                shape.Report(itemPath, "expected \"Wildcard\" or an object with \"Literal\"");
                return null;
            }
            else if (shape.HasOnly(item, itemPath, required: ["Literal"]) && shape.ReadText(item.GetProperty("Literal"), itemPath.Member("Literal")) is { } text)
            {
                segment.Append(text);
            }
            else
            {
                return null;
            }
        }

        segments.Add(segment.ToString());
        return new LikePattern([.. segments]);
    }

    private Expression.Is? ReadIs(Expression left, JsonElement content, JsonPath path)
    {
        if (shape.ReadText(content.GetProperty("entity_type"), path.Member("entity_type")) is not { } type)
        {
            return null;
        }

        if (!EntityTypeName.IsValid(type))
        {
            shape.Report(path.Member("entity_type"), $"{StringValue.Quote(type)} is not the name of an entity type");
            return null;
        }

        var reference = new EntityTypeReference(type, default);
        if (!content.TryGetProperty("in", out var written) || written.ValueKind == JsonValueKind.Null)
        {
            return new Expression.Is(left, reference, ancestor: null, default);
        }

        return expressions.Read(written, path.Member("in")) is { } ancestor ? new Expression.Is(left, reference, ancestor, default) : null;
    }
}

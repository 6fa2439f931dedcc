using System.Text.Json;
using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Schema.Reading;

/// <summary>Reads the JSON syntax of schemas: namespaces by name, each with common types, entity types and actions by name.</summary>
internal sealed class JsonSchemaReader
{
    private readonly JsonShape _shape;
    private readonly JsonTypeReader _types;

    private JsonSchemaReader(JsonShape shape)
    {
        _shape = shape;
        _types = new JsonTypeReader(shape);
    }

    /// <summary>What the text declares; adds to <paramref name="faults"/> what is wrong with it.</summary>
    public static SchemaDocument Parse(PolicySource source, List<Finding> faults)
    {
        var namespaces = new List<NamespaceDeclaration>();
        var shape = new JsonShape(source, faults);
        if (source.Text.Length > SchemaLimits.MaxTextLength)
        {
            shape.Report(new SourceSpan(0, 0, 1, 1), $"the text is longer than {SchemaLimits.MaxTextLength} characters");
        }
        else if (JsonItemParser.Parse(source, faults) is { } root && shape.Is(root, JsonValueKind.Object, "an object with the namespaces"))
        {
            var reader = new JsonSchemaReader(shape);
            namespaces.AddRange(root.Members.Select(member => reader.ReadNamespace(member.Key, member.Value)).OfType<NamespaceDeclaration>());
        }

        return new SchemaDocument(source, namespaces);
    }

    private NamespaceDeclaration? ReadNamespace(string name, JsonItem.Member member)
    {
        var item = member.Value;
        if (name is "entityTypes" or "actions" or "commonTypes")
        {
            _shape.Report(member.NameSpan, $"\"{name}\" stands in a namespace: write {{\"\": {{\"{name}\": …}}}} for the empty one");
            return null;
        }

        if (_shape.AreEnough
            || name.Length > 0 && !Array.TrueForAll(name.Split("::"), part => _shape.IsIdentifier(part, member.NameSpan))
            || !_shape.HasOnly(item, ["entityTypes", "actions"], ["commonTypes", "annotations"]))
        {
            return null;
        }

        var annotations = _shape.ReadAnnotations(item);
        if (name.Length == 0 && annotations.Count > 0)
        {
            _shape.Report(item.Members["annotations"].NameSpan, "the empty namespace has no annotations");
        }

        var declaring = new NamespaceDeclaration(name, member.NameSpan, annotations);
        foreach (var (type, (span, value)) in MembersOf(item.Find("commonTypes")))
        {
            if (_shape.IsIdentifier(type, span) && _types.ReadCommonType(value) is { } expression)
            {
                declaring.CommonTypes.Add(new CommonTypeDeclaration(type, span, expression, _shape.ReadAnnotations(value)));
            }
        }

        foreach (var (type, (span, value)) in MembersOf(item.Find("entityTypes")))
        {
            if (_shape.IsIdentifier(type, span) && ReadEntityType(type, span, value) is { } declaration)
            {
                declaring.EntityTypes.Add(declaration);
            }
        }

        foreach (var (id, (span, value)) in MembersOf(item.Find("actions")))
        {
            if (ReadAction(id, span, value) is { } declaration)
            {
                declaring.Actions.Add(declaration);
            }
        }

        return declaring;
    }

    private IReadOnlyDictionary<string, JsonItem.Member> MembersOf(JsonItem? item) =>
        item is not null && _shape.Is(item, JsonValueKind.Object, "an object")
            ? item.Members
            : System.Collections.ObjectModel.ReadOnlyDictionary<string, JsonItem.Member>.Empty;

    private EntityTypeDeclaration? ReadEntityType(string name, SourceSpan span, JsonItem item)
    {
        if (item.Find("enum") is { } choices)
        {
            if (!_shape.HasOnly(item, ["enum"], ["annotations"]) || _shape.ReadList(choices, _shape.ReadText) is not { } ids)
            {
                return null;
            }

            if (ids.Count == 0)
            {
                _shape.Report(choices.Span, "an enumerated entity type has at least one id");
                return null;
            }

            return new EntityTypeDeclaration(name, span, [], Shape: null, Tags: null, ids, _shape.ReadAnnotations(item));
        }

        if (!_shape.HasOnly(item, [], ["memberOfTypes", "shape", "tags", "annotations"]))
        {
            return null;
        }

        return new EntityTypeDeclaration(
            name,
            span,
            item.Find("memberOfTypes") is { } parents ? _shape.ReadList(parents, _shape.ReadName) ?? [] : [],
            item.Find("shape") is { } shape ? _types.Read(shape) : null,
            item.Find("tags") is { } tags ? _types.Read(tags) : null,
            EnumIds: null,
            _shape.ReadAnnotations(item));
    }

    private ActionDeclaration? ReadAction(string id, SourceSpan span, JsonItem item)
    {
        if (!_shape.HasOnly(item, [], ["memberOf", "appliesTo", "attributes", "annotations"]))
        {
            return null;
        }

        if (item.Find("attributes") is { Kind: not JsonValueKind.Null })
        {
            _shape.Report(item.Members["attributes"].NameSpan, "actions have no attributes");
        }

        var parents = item.Find("memberOf") is { Kind: not JsonValueKind.Null } groups ? _shape.ReadList(groups, ReadGroup) : [];
        var appliesTo = item.Find("appliesTo") is { Kind: not JsonValueKind.Null } applies ? ReadAppliesTo(applies) : null;
        return new ActionDeclaration(id, span, parents ?? [], appliesTo, _shape.ReadAnnotations(item));
    }

    private ActionReference? ReadGroup(JsonItem item)
    {
        if (!_shape.HasOnly(item, ["id"], ["type"]) || _shape.ReadText(item.Find("id")!) is not { } id)
        {
            return null;
        }

        if (item.Find("type") is not { Kind: not JsonValueKind.Null } type)
        {
            return new ActionReference(Type: null, id, item.Span);
        }

        return _shape.ReadName(type) is { } name ? new ActionReference(name.Name, id, item.Span) : null;
    }

    private AppliesToDeclaration? ReadAppliesTo(JsonItem item) =>
        _shape.HasOnly(item, ["principalTypes", "resourceTypes"], ["context"])
        && _shape.ReadList(item.Find("principalTypes")!, _shape.ReadName) is { } principals
        && _shape.ReadList(item.Find("resourceTypes")!, _shape.ReadName) is { } resources
            ? new AppliesToDeclaration(principals, resources, item.Find("context") is { } context ? _types.Read(context) : null)
            : null;
}

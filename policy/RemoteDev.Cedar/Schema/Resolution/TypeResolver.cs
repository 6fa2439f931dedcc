using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Schema.Reading;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>Replaces names by the types they stand for.</summary>
internal sealed class TypeResolver
{
    private readonly SchemaNames _names;
    private readonly ResolutionFaults _faults;

    /// <summary>The common types, in an order in which each comes after those it needs; null where a fault has been reported.</summary>
    private readonly Dictionary<string, ResolvedType?> _common = new(StringComparer.Ordinal);

    public TypeResolver(SchemaDocument document, SchemaNames names, ResolutionFaults faults)
    {
        _names = names;
        _faults = faults;
        foreach (var (declaring, declaration) in CommonTypeOrder.Of(document, names, faults))
        {
            if (faults.AreEnough)
            {
                return;
            }

            _common[declaring.Qualify(declaration.Name)] = Measure(declaration.Type, declaring);
        }
    }

    /// <summary>The type, or null with the fault reported.</summary>
    public CedarType? Resolve(TypeExpression expression, NamespaceDeclaration from) => Measure(expression, from)?.Type;

    /// <summary>The attributes of a type that must be a record, or null with the fault reported.</summary>
    public RecordType? ResolveRecord(TypeExpression? expression, NamespaceDeclaration from, string what)
    {
        if (expression is null)
        {
            return RecordType.Empty;
        }

        switch (Resolve(expression, from))
        {
            case null:
                return null;
            case CedarType.Record record:
                return record.Attributes;
            case var other:
                _faults.Report(expression.Span, $"{what} must be a record, not {other}");
                return null;
        }
    }

    private ResolvedType? Measure(TypeExpression expression, NamespaceDeclaration from)
    {
        var type = expression switch
        {
            TypeExpression.Primitive primitive => OfBuiltIn(primitive.Name),
            TypeExpression.Extension extension => OfExtension(extension),
            TypeExpression.Reference reference => OfReference(reference, from),
            TypeExpression.Set set => Measure(set.Element, from) is { } element
                ? new ResolvedType(new CedarType.Set(element.Type), element.Depth + 1, element.Size + 1)
                : null,
            TypeExpression.Record record => OfRecord(record, from),
            _ => null,
        };
        if (type is null || type.Depth <= SchemaLimits.MaxDepth && type.Size <= SchemaLimits.MaxTypeSize)
        {
            return type;
        }

        _faults.Report(expression.Span, type.Depth > SchemaLimits.MaxDepth
            ? $"with its common types written out, the type nests deeper than {SchemaLimits.MaxDepth} levels"
            : $"with its common types written out, the type has more than {SchemaLimits.MaxTypeSize} parts");
        return null;
    }

    private ResolvedType? OfReference(TypeExpression.Reference reference, NamespaceDeclaration from)
    {
        if (_names.Resolve(reference.Name, reference.Kind, from) is not { } name)
        {
            if (!_faults.AreEnough)
            {
                _faults.ReportUnknownType(reference.Name, reference.Kind, reference.Span, from);
            }

            return null;
        }

        if (reference.Kind == ReferenceKind.Entity || !_names.IsCommonType(name))
        {
            return new ResolvedType(new CedarType.Entity(name), 1, 1);
        }

        return _common.TryGetValue(name, out var common) ? common : OfBuiltIn(name);
    }

    private ResolvedType? OfRecord(TypeExpression.Record record, NamespaceDeclaration from)
    {
        var attributes = new List<KeyValuePair<string, AttributeType>>(record.Attributes.Count);
        var (depth, size, isWhole) = (1, 1L, true);
        foreach (var attribute in record.Attributes)
        {
            if (Measure(attribute.Type, from) is not { } type)
            {
                isWhole = false;
                continue;
            }

            attributes.Add(KeyValuePair.Create(attribute.Name, new AttributeType(type.Type, attribute.IsRequired)));
            (depth, size) = (Math.Max(depth, type.Depth + 1), size + type.Size);
        }

        return isWhole ? new ResolvedType(new CedarType.Record(new RecordType(attributes)), depth, size) : null;
    }

    private static ResolvedType? OfBuiltIn(string name) =>
        BuiltInTypes.TryFind(name, out var type) ? new ResolvedType(type, 1, 1) : null;

    private ResolvedType? OfExtension(TypeExpression.Extension extension)
    {
        if (CedarType.ExtensionNames.Contains(extension.Name, StringComparer.Ordinal))
        {
            return OfBuiltIn(BuiltInTypes.Namespace + "::" + extension.Name);
        }

        var near = extension.Name == "ip" ? "ipaddr" : Spelling.Nearest(extension.Name, CedarType.ExtensionNames);
        _faults.Report(
            extension.Span,
            $"there is no extension type `{Spelling.Cut(extension.Name)}`{(near is null ? "" : $": did you mean `{near}`?")}");
        return null;
    }
}

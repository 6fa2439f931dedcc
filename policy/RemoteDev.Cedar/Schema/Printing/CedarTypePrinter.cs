using System.Text;
using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Schema.Resolution;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Printing;

/// <summary>
/// Writes types in the Cedar syntax. The JSON syntax can say that a name is an entity type or one of Cedar's own types; here a name is
/// all there is, so one is sought that means the same.
/// </summary>
internal sealed class CedarTypePrinter(StringBuilder text, SchemaDocument document, CedarSchema schema, List<Finding> faults)
{
    public const string Indent = "  ";

    /// <summary>Deeper than this, more blanks help nobody and would outgrow the text.</summary>
    private const int MaxMargin = 32 * 2;

    /// <summary>Attributes written out can be many times what their common type takes.</summary>
    private const int MaxLength = 64 * 1024 * 1024;

    private readonly SchemaNames _names = new(document);

    /// <summary>The namespace that names are looked up from.</summary>
    public NamespaceDeclaration Declaring { get; set; } = new("", default, []);

    /// <summary>A name as it is where it can stand alone, otherwise in double quotes.</summary>
    public static string Name(string name) =>
        EntityTypeName.IsValid(name) && !name.Contains("::", StringComparison.Ordinal) ? name : StringValue.Quote(name);

    public void Print(IReadOnlyList<SchemaAnnotation> annotations, string margin)
    {
        foreach (var annotation in annotations)
        {
            text.Append(margin).Append('@').Append(annotation.Key);
            if (!string.IsNullOrEmpty(annotation.Value))
            {
                text.Append('(').Append(StringValue.Quote(annotation.Value)).Append(')');
            }

            text.Append('\n');
        }
    }

    public void Print(TypeExpression type, string margin)
    {
        switch (type)
        {
            case TypeExpression.Primitive primitive:
                PrintBuiltIn(primitive.Name);
                break;
            case TypeExpression.Extension extension:
                PrintBuiltIn(extension.Name);
                break;
            case TypeExpression.Reference reference:
                text.Append(NameOf(reference));
                break;
            case TypeExpression.Set set:
                text.Append("Set<");
                Print(set.Element, margin);
                text.Append('>');
                break;
            case TypeExpression.Record record:
                PrintRecord(record, margin);
                break;
        }
    }

    /// <summary>The attributes of an entity type. Here they must be written out, while the JSON syntax can name a common type.</summary>
    public void PrintShape(EntityTypeDeclaration type, string margin)
    {
        if (type.Shape is TypeExpression.Record record)
        {
            PrintRecord(record, margin);
        }
        else if (text.Length > MaxLength)
        {
            faults.Add(Finding.InText(document.Source.Name, type.Span, $"in the Cedar syntax the schema is longer than {MaxLength} characters"));
        }
        else
        {
            var attributes = schema.EntityTypes[Declaring.Qualify(type.Name)].Attributes;
            Print(new CedarType.Record(attributes), type.Shape!.Span, margin);
        }
    }

    private void PrintRecord(TypeExpression.Record record, string margin)
    {
        var inner = Deeper(margin);
        OpenRecord(record.Attributes.Count);
        foreach (var attribute in record.Attributes)
        {
            Print(attribute.Annotations, inner);
            text.Append(inner).Append(Name(attribute.Name)).Append(attribute.IsRequired ? ": " : "?: ");
            Print(attribute.Type, inner);
            text.Append(",\n");
        }

        CloseRecord(record.Attributes.Count, margin);
    }

    private void Print(CedarType type, SourceSpan span, string margin)
    {
        switch (type)
        {
            case CedarType.Entity entity:
                text.Append(NameOf(entity.Name, entity.Name, isCommon: false, span));
                break;
            case CedarType.Set { Element: { } element }:
                text.Append("Set<");
                Print(element, span, margin);
                text.Append('>');
                break;
            case CedarType.Record { Attributes.Attributes: var attributes }:
                var inner = Deeper(margin);
                OpenRecord(attributes.Count);
                foreach (var (name, attribute) in attributes)
                {
                    text.Append(inner).Append(Name(name)).Append(attribute.IsRequired ? ": " : "?: ");
                    Print(attribute.Type, span, inner);
                    text.Append(",\n");
                }

                CloseRecord(attributes.Count, margin);
                break;
            default:
                PrintBuiltIn(type.ToString());
                break;
        }
    }

    private void PrintBuiltIn(string name) => text.Append(
        _names.Resolve(name, ReferenceKind.EntityOrCommon, Declaring) == name && _names.IsBuiltIn(name) ? name : $"{BuiltInTypes.Namespace}::{name}");

    private string NameOf(TypeExpression.Reference reference)
    {
        var target = _names.Resolve(reference.Name, reference.Kind, Declaring);
        return target is null ? reference.Name : NameOf(reference.Name, target, reference.Kind != ReferenceKind.Entity && _names.IsCommonType(target), reference.Span);
    }

    private string NameOf(string written, string target, bool isCommon, SourceSpan span)
    {
        foreach (var name in (string[])[written, target, $"{BuiltInTypes.Namespace}::{target}"])
        {
            var found = _names.Resolve(name, ReferenceKind.EntityOrCommon, Declaring);
            var isSame = found == target || found is not null && _names.IsBuiltIn(target) && found == $"{BuiltInTypes.Namespace}::{target}";
            if (isSame && _names.IsCommonType(found!) == isCommon)
            {
                return name;
            }
        }

        faults.Add(Finding.InText(document.Source.Name, span, $"the Cedar syntax has no name for the entity type `{target}` here, as something else has its name"));
        return written;
    }

    private void OpenRecord(int count) => text.Append(count == 0 ? "{" : "{\n");

    private void CloseRecord(int count, string margin) => text.Append(count == 0 ? "" : margin).Append('}');

    private static string Deeper(string margin) => margin.Length < MaxMargin ? margin + Indent : margin;
}

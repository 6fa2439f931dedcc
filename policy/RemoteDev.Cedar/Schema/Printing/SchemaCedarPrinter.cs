using System.Text;
using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Schema.Reading;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema.Printing;

/// <summary>Writes a document in the Cedar syntax: a declaration a line, attributes a line, two blanks a level.</summary>
internal sealed class SchemaCedarPrinter
{
    private readonly StringBuilder _text = new();
    private readonly CedarTypePrinter _types;
    private string _margin = "";

    private SchemaCedarPrinter(SchemaDocument document, CedarSchema schema, List<Finding> faults) =>
        _types = new CedarTypePrinter(_text, document, schema, faults);

    /// <summary>The text, or the names that the Cedar syntax has no words for.</summary>
    public static Result<string> Print(SchemaDocument document, CedarSchema schema)
    {
        var faults = new List<Finding>();
        var printer = new SchemaCedarPrinter(document, schema, faults);
        foreach (var declaring in document.Namespaces)
        {
            printer.Print(declaring);
            if (faults.Count >= SchemaLimits.MaxFaults)
            {
                break;
            }
        }

        return faults.Count > 0 ? new Result<string>(faults) : new Result<string>(printer._text.ToString());
    }

    private void Print(NamespaceDeclaration declaring)
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _types.Declaring = declaring;
        _margin = "";
        if (declaring.Name.Length > 0)
        {
            _types.Print(declaring.Annotations, _margin);
            _text.Append("namespace ").Append(declaring.Name).Append(" {\n");
            _margin = CedarTypePrinter.Indent;
        }

        foreach (var type in declaring.CommonTypes)
        {
            _types.Print(type.Annotations, _margin);
            _text.Append(_margin).Append("type ").Append(type.Name).Append(" = ");
            _types.Print(type.Type, _margin);
            _text.Append(";\n");
        }

        foreach (var type in declaring.EntityTypes)
        {
            Print(type);
        }

        foreach (var action in declaring.Actions)
        {
            Print(action);
        }

        if (declaring.Name.Length > 0)
        {
            _text.Append("}\n");
        }
    }

    private void Print(EntityTypeDeclaration type)
    {
        _types.Print(type.Annotations, _margin);
        _text.Append(_margin).Append("entity ").Append(type.Name);
        if (type.EnumIds is not null)
        {
            _text.Append(" enum [").AppendJoin(", ", type.EnumIds.Select(StringValue.Quote)).Append(']');
        }

        if (type.Parents.Count > 0)
        {
            _text.Append(" in ");
            PrintList(type.Parents);
        }

        if (type.Shape is not (null or TypeExpression.Record { Attributes.Count: 0 }))
        {
            _text.Append(" = ");
            _types.PrintShape(type, _margin);
        }

        if (type.Tags is not null)
        {
            _text.Append(" tags ");
            _types.Print(type.Tags, _margin);
        }

        _text.Append(";\n");
    }

    private void Print(ActionDeclaration action)
    {
        _types.Print(action.Annotations, _margin);
        _text.Append(_margin).Append("action ").Append(CedarTypePrinter.Name(action.Id));
        if (action.Parents.Count > 0)
        {
            _text.Append(" in [").AppendJoin(", ", action.Parents.Select(Describe)).Append(']');
        }

        // The syntax cannot say that an action applies to some principals and no resource. Nobody could ask for it either.
        if (action.AppliesTo is { PrincipalTypes.Count: > 0, ResourceTypes.Count: > 0 } appliesTo)
        {
            var inner = _margin + CedarTypePrinter.Indent;
            _text.Append(" appliesTo {\n").Append(inner).Append("principal: ");
            PrintList(appliesTo.PrincipalTypes);
            _text.Append(",\n").Append(inner).Append("resource: ");
            PrintList(appliesTo.ResourceTypes);
            if (appliesTo.Context is { } context and not TypeExpression.Record { Attributes.Count: 0 })
            {
                _text.Append(",\n").Append(inner).Append("context: ");
                _types.Print(context, inner);
            }

            _text.Append(",\n").Append(_margin).Append('}');
        }

        _text.Append(";\n");
    }

    private static string Describe(ActionReference action) =>
        action.Type is null ? CedarTypePrinter.Name(action.Id) : $"{action.Type}::{StringValue.Quote(action.Id)}";

    private void PrintList(IReadOnlyList<NameReference> names) => _text.Append('[').AppendJoin(", ", names.Select(name => name.Name)).Append(']');
}

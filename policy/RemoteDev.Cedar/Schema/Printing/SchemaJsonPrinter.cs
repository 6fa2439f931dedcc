using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Schema.Reading;

namespace RemoteDev.Cedar.Schema.Printing;

/// <summary>Writes a document in the JSON syntax: names as they are written, since both syntaxes look them up in the same way.</summary>
internal sealed class SchemaJsonPrinter
{
    /// <summary>Deeper types would cost more in blanks than in text.</summary>
    private const int MaxIndentedDepth = 32;

    private readonly Utf8JsonWriter _writer;

    private SchemaJsonPrinter(Utf8JsonWriter writer) => _writer = writer;

    public static string Print(SchemaDocument document)
    {
        var options = new JsonWriterOptions
        {
            Indented = TypeDepth.Of(document) <= MaxIndentedDepth,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 4 * SchemaLimits.MaxDepth,
        };
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            var printer = new SchemaJsonPrinter(writer);
            writer.WriteStartObject();
            foreach (var declaring in document.Namespaces)
            {
                writer.WriteStartObject(declaring.Name);
                printer.Write(declaring);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void Write(NamespaceDeclaration declaring)
    {
        Write(declaring.Annotations);
        if (declaring.CommonTypes.Count > 0)
        {
            _writer.WriteStartObject("commonTypes");
            foreach (var type in declaring.CommonTypes)
            {
                _writer.WriteStartObject(type.Name);
                WriteMembers(type.Type);
                Write(type.Annotations);
                _writer.WriteEndObject();
            }

            _writer.WriteEndObject();
        }

        _writer.WriteStartObject("entityTypes");
        foreach (var type in declaring.EntityTypes)
        {
            _writer.WriteStartObject(type.Name);
            Write(type);
            _writer.WriteEndObject();
        }

        _writer.WriteEndObject();
        _writer.WriteStartObject("actions");
        foreach (var action in declaring.Actions)
        {
            _writer.WriteStartObject(action.Id);
            Write(action);
            _writer.WriteEndObject();
        }

        _writer.WriteEndObject();
    }

    private void Write(EntityTypeDeclaration type)
    {
        Write(type.Annotations);
        if (type.EnumIds is not null)
        {
            Write("enum", type.EnumIds);
        }

        if (type.Parents.Count > 0)
        {
            Write("memberOfTypes", type.Parents.Select(parent => parent.Name));
        }

        if (type.Shape is not (null or TypeExpression.Record { Attributes.Count: 0 }))
        {
            Write("shape", type.Shape);
        }

        if (type.Tags is not null)
        {
            Write("tags", type.Tags);
        }
    }

    private void Write(ActionDeclaration action)
    {
        Write(action.Annotations);
        if (action.Parents.Count > 0)
        {
            _writer.WriteStartArray("memberOf");
            foreach (var parent in action.Parents)
            {
                _writer.WriteStartObject();
                _writer.WriteString("id", parent.Id);
                if (parent.Type is not null)
                {
                    _writer.WriteString("type", parent.Type);
                }

                _writer.WriteEndObject();
            }

            _writer.WriteEndArray();
        }

        _writer.WriteStartObject("appliesTo");
        Write("principalTypes", action.AppliesTo?.PrincipalTypes.Select(type => type.Name) ?? []);
        Write("resourceTypes", action.AppliesTo?.ResourceTypes.Select(type => type.Name) ?? []);
        if (action.AppliesTo?.Context is { } context and not TypeExpression.Record { Attributes.Count: 0 })
        {
            Write("context", context);
        }

        _writer.WriteEndObject();
    }

    private void Write(IReadOnlyList<SchemaAnnotation> annotations)
    {
        if (annotations.Count == 0)
        {
            return;
        }

        _writer.WriteStartObject("annotations");
        foreach (var annotation in annotations)
        {
            _writer.WriteString(annotation.Key, annotation.Value ?? "");
        }

        _writer.WriteEndObject();
    }

    private void Write(string name, IEnumerable<string> texts)
    {
        _writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            _writer.WriteStringValue(text);
        }

        _writer.WriteEndArray();
    }

    private void Write(string name, TypeExpression type)
    {
        _writer.WriteStartObject(name);
        WriteMembers(type);
        _writer.WriteEndObject();
    }

    private void WriteMembers(TypeExpression type)
    {
        switch (type)
        {
            case TypeExpression.Primitive primitive:
                _writer.WriteString("type", primitive.Name == "Bool" ? "Boolean" : primitive.Name);
                break;
            case TypeExpression.Extension extension:
                WriteNamed("Extension", extension.Name);
                break;
            case TypeExpression.Reference { Kind: ReferenceKind.Common } common:
                _writer.WriteString("type", common.Name);
                break;
            case TypeExpression.Reference reference:
                WriteNamed(reference.Kind == ReferenceKind.Entity ? "Entity" : "EntityOrCommon", reference.Name);
                break;
            case TypeExpression.Set set:
                _writer.WriteString("type", "Set");
                Write("element", set.Element);
                break;
            case TypeExpression.Record record:
                WriteRecord(record);
                break;
        }
    }

    private void WriteNamed(string kind, string name)
    {
        _writer.WriteString("type", kind);
        _writer.WriteString("name", name);
    }

    private void WriteRecord(TypeExpression.Record record)
    {
        _writer.WriteString("type", "Record");
        _writer.WriteStartObject("attributes");
        foreach (var attribute in record.Attributes)
        {
            _writer.WriteStartObject(attribute.Name);
            WriteMembers(attribute.Type);
            if (!attribute.IsRequired)
            {
                _writer.WriteBoolean("required", value: false);
            }

            Write(attribute.Annotations);
            _writer.WriteEndObject();
        }

        _writer.WriteEndObject();
    }
}

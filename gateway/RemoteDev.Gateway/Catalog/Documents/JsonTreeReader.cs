using System.Text.Json;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>Reads a JSON body into the same nodes as YAML, so that both are understood by one reader and refused in the same words.</summary>
internal static class JsonTreeReader
{
    private const int MaxDepth = 12;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The node, or null and a fault. The caller has bounded the length.</summary>
    public static Node? Read(ReadOnlyMemory<byte> utf8, string path, List<CatalogFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Convert(document.RootElement);
        }
        catch (JsonException fault)
        {
            faults.Add(new CatalogFault(
                path, "is not JSON that can be read: " + fault.Message, null, (int?)fault.LineNumber + 1, (int?)fault.BytePositionInLine + 1));
            return null;
        }
    }

    private static Node Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new Node.Map([.. element.EnumerateObject().Select(field => KeyValuePair.Create(Text(field.Name), Convert(field.Value)))], 0, 0),
        JsonValueKind.Array => new Node.List([.. element.EnumerateArray().Select(Convert)], 0, 0),
        JsonValueKind.Null => new Node.Text("", true, 0, 0),
        JsonValueKind.String => Text(element.GetString() ?? ""),
        _ => Text(element.GetRawText()),
    };

    private static Node.Text Text(string value) => new(value, false, 0, 0);
}

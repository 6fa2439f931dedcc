using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>A case as one line of JSON: what the oracle's side reads, and what tells whether the cases are still the same.</summary>
internal static class CaseLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schemas and entities that cases refer to by number.</summary>
    public static ReadOnlyMemory<byte> OfWorlds(CaseMaker maker) => Write(json =>
    {
        Strings(json, "schemas", maker.Models.Select(CaseMaker.SchemaOf));
        Strings(json, "worlds", maker.Worlds.Select(world => world.EntitiesJson));
    });

    public static ReadOnlyMemory<byte> Of(OracleCase made) => Write(json =>
    {
        json.WriteNumber("number", made.Number);
        json.WriteString("kind", made.Kind.ToString());
        json.WriteNumber("schema", made.World.Model.Number);
        json.WriteNumber("world", made.World.Number);
        Strings(json, "policies", made.Policies);
        Strings(json, "templates", made.Templates);
        Strings(json, "texts", made.Texts);
        json.WriteStartArray("links");
        foreach (var link in made.Links)
        {
            json.WriteStartObject();
            json.WriteNumber("template", link.Template);
            json.WriteString("principal", link.Principal?.Json);
            json.WriteString("resource", link.Resource?.Json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("requests");
        foreach (var request in made.Requests)
        {
            json.WriteStringValue(
                $"\"principal\":{request.Principal.Json},\"action\":{request.Action.Json},\"resource\":{request.Resource.Json},\"context\":{request.ContextJson}");
        }

        json.WriteEndArray();
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Trace;

/// <summary>Writes a request target redacted.</summary>
internal sealed class TracedPathConverter : JsonConverter<TracedPath>
{
    public override TracedPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TracedPath.AsTraced(reader.GetString() ?? string.Empty);

    public override void Write(Utf8JsonWriter writer, TracedPath value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

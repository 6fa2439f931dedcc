using System.Text.Json.Serialization;
using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>How rows of the index become JSON lines. Events need none of it: they are exported as the trace holds them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionRow))]
[JsonSerializable(typeof(RequestRow))]
internal sealed partial class ExportJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// How events become JSON: names in camelCase, enums by name, absent instead of null, every string bounded. The encoder is
/// the framework's strictest, so a line holds printable ASCII only and no value can forge a line or colour a terminal.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(BoundedTextConverter)])]
[JsonSerializable(typeof(AuditEvent))]
internal sealed partial class TraceJson : JsonSerializerContext;

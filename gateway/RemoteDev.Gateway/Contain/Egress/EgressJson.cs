using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Contain.Egress;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EgressTotals))]
internal sealed partial class EgressJson : JsonSerializerContext;

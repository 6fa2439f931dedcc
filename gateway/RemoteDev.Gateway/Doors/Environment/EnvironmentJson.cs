using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Doors.Environment;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RefusalProblem))]
[JsonSerializable(typeof(SessionWord))]
internal sealed partial class EnvironmentJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>States as the API spells them: <c>submitted</c>.</summary>
internal sealed class DraftStateJson() : JsonStringEnumConverter<DraftState>(JsonNamingPolicy.CamelCase);

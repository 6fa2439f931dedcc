using System.Net;
using System.Text.Json.Nodes;

namespace RemoteDev.Gateway.Tests.Api;

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string Text, string? MediaType, string? Tag)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}

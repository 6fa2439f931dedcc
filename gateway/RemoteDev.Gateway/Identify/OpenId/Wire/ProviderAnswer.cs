using System.Net;

namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>What a provider answered, read whole and within its bound.</summary>
internal sealed record ProviderAnswer(HttpStatusCode Status, string? ContentType, string Body)
{
    public bool IsOk => Status == HttpStatusCode.OK;
}

namespace RemoteDev.Gateway.Identify.OpenId.Tokens;

/// <summary>A token that holds.</summary>
internal sealed record SignedToken(string Algorithm, ClaimSet Header, ClaimSet Claims);

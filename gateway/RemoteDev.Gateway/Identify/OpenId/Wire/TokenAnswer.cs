namespace RemoteDev.Gateway.Identify.OpenId.Wire;

/// <summary>What the token endpoint gave. Prints as <c>&lt;secret&gt;</c>.</summary>
internal sealed record TokenAnswer(string AccessToken, string? IdToken, string? RefreshToken)
{
    public override string ToString() => "<secret>";
}

using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>A new token, the one time that it can be shown.</summary>
internal sealed record IssuedAccessToken(AccessTokenRow Row, string Value)
{
    public override string ToString() => $"IssuedAccessToken {{ Name = {Row.Name}, Value = <secret> }}";
}

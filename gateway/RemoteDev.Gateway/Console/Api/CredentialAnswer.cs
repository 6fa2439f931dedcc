namespace RemoteDev.Gateway.Console.Api;

/// <summary>A credential, in this one answer and nowhere else.</summary>
internal sealed record CredentialAnswer(string Username, string Secret, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"CredentialAnswer {{ Username = {Username}, Secret = <secret> }}";
}

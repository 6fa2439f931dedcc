using System.Text.Json;

namespace RemoteDev.Gateway.Identify.OpenId.Grants;

/// <summary>What a provider gave with a sign-in, kept under seal as long as the sign-in lives at most. Prints as <c>&lt;secret&gt;</c>.</summary>
/// <param name="IdToken">Shown to the provider when the person signs out; null when it was too long to keep.</param>
/// <param name="RefreshToken">By which the provider is asked again; null when it gave none.</param>
/// <param name="AskAt">When it is next asked.</param>
/// <param name="LostSince">Since when it does not answer.</param>
internal sealed record ProviderGrant(
    string Provider, string Subject, string? SessionId, string Login, string SignIn, string? IdToken, string? RefreshToken, DateTimeOffset AskAt, DateTimeOffset? LostSince)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static ProviderGrant From(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<ProviderGrant>(data) ?? throw new InvalidOperationException("A grant was kept that is none.");

    public override string ToString() => "<secret>";
}

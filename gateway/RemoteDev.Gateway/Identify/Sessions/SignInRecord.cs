using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>A sign-in as the gateways share it. It names no secret: the hash of its cookie is its name.</summary>
internal sealed record SignInRecord(
    string Id,
    string Login,
    string Source,
    FirstFactor First,
    string? Device,
    string? Agent,
    DateTimeOffset OpenedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset LastSeen,
    MfaProof? Mfa)
{
    public static SignInRecord Of(SignIn signIn) => new(
        signIn.Id, signIn.Login, signIn.Source.ToString(), signIn.First, signIn.Device, signIn.Agent, signIn.OpenedAt, signIn.ExpiresAt, signIn.LastSeen, signIn.Mfa);

    /// <summary>
    /// What <see cref="Write"/> wrote, or null when it is none: it was sealed by one of us, perhaps by another version of the gateway. Such a
    /// sign-in is nobody's here, and keeps nobody from looking after the others.
    /// </summary>
    public static SignInRecord? Read(ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize<SignInRecord>(data) is { Id: not null, Login: not null, Source: not null, First: not null } read && IPAddress.TryParse(read.Source, out _)
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>The sign-in, for a gateway that did not know it.</summary>
    public SignIn ToSignIn()
    {
        var signIn = new SignIn(Id, Login, IPAddress.Parse(Source), OpenedAt, ExpiresAt) { First = First, Device = Device, Agent = Agent };
        signIn.Adopt(Mfa);
        signIn.Touch(LastSeen);
        return signIn;
    }
}

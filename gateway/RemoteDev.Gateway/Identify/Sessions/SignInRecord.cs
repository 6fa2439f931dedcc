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

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none; it was sealed by one of us, so this is a bug of ours.</exception>
    public static SignInRecord Read(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<SignInRecord>(data) ?? throw new InvalidDataException("A shared sign-in is empty.");

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

using System.Text.Json;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>What a gateway tells the others: that one sign-in ended, or all of a person's.</summary>
/// <param name="Id">The sign-in, or null when it is all of them.</param>
/// <param name="Login">Whose.</param>
/// <param name="Except">With all of them: the one that is spared.</param>
internal sealed record SignInEnding(string? Id, string Login, string? Except, EndReason Reason)
{
    public static SignInEnding? Read(ReadOnlySpan<byte> message) => JsonSerializer.Deserialize<SignInEnding>(message);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);
}

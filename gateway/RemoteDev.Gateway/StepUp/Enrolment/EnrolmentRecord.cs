using System.Text.Json;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>An enrolment that has begun as the gateways share it, which they do under seal.</summary>
internal sealed class EnrolmentRecord
{
    public string Login { get; init; } = "";

    /// <summary>The hash of the invitation.</summary>
    public string Invitation { get; init; } = "";

    public string? PasswordHash { get; init; }

    /// <summary>What the authenticator app is to hold.</summary>
    public byte[] Key { get; init; } = [];

    public DateTimeOffset ExpiresAt { get; init; }

    public int WrongCodes { get; init; }

    public static EnrolmentRecord Of(PendingEnrolment enrolment, int wrongCodes) => new()
    {
        Login = enrolment.Login,
        Invitation = enrolment.Invitation.ToString(),
        PasswordHash = enrolment.PasswordHash,
        Key = enrolment.Key.Bytes.ToArray(),
        ExpiresAt = enrolment.ExpiresAt,
        WrongCodes = wrongCodes,
    };

    /// <summary>What an entry holds, or null when it is none of ours.</summary>
    public static EnrolmentRecord? Read(byte[] data)
    {
        try
        {
            return JsonSerializer.Deserialize<EnrolmentRecord>(data);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>The enrolment of that browser.</summary>
    public PendingEnrolment? For(TokenHash cookie) => TokenHash.TryRead(Invitation, out var invitation)
        ? new PendingEnrolment(cookie, Login, invitation, PasswordHash, new TotpKey(Key), ExpiresAt)
        : null;
}

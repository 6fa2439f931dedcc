using System.Net;
using System.Text.Json;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>
/// The challenges that are out, by the hash of the cookie of the browser each was given to. An answer takes its challenge with it, right
/// or wrong, so that none is tried twice, at whichever gateway.
/// </summary>
internal sealed class PasskeyCeremonies(ISharedState shared)
{
    /// <summary>Name of the cookie that says which challenge a browser has.</summary>
    public const string CookieName = "__Host-rd-passkey";

    /// <summary>How long somebody may look for the key.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Anybody may ask for a challenge, so one place does not get all of them. An office behind one address stays below.</summary>
    private const int MostOfOneAddress = 200;

    /// <summary>The cookie for it, or null when too many are out or what the gateways share cannot be asked.</summary>
    public async ValueTask<Secret?> AddAsync(PasskeyCeremony ceremony, IPAddress source, CancellationToken cancellationToken)
    {
        try
        {
            var address = LockoutKey.Address(source).Value;
            var kind = KindOf(ceremony.Purpose);
            if (await shared.CountAsync(kind, address, cancellationToken) >= MostOfOneAddress)
            {
                return null;
            }

            var cookie = Secret.New();
            var data = JsonSerializer.SerializeToUtf8Bytes(ceremony);
            return await shared.TryAddAsync(new SharedKey(kind, cookie.Hash.ToString()), data, Lifetime, [address], cancellationToken) ? cookie : null;
        }
        catch (SharedStateException)
        {
            return null;
        }
    }

    /// <summary>Takes the challenge of a browser, if it was made for this, in this sign-in, and not too long ago. It is gone then, whatever came of it.</summary>
    public async ValueTask<PasskeyCeremony?> TakeAsync(string? cookie, PasskeyPurpose purpose, string boundTo, CancellationToken cancellationToken)
    {
        if (!TokenHash.TryOf(cookie, out var hash))
        {
            return null;
        }

        try
        {
            return await shared.TakeAsync(new SharedKey(KindOf(purpose), hash.ToString()), cancellationToken) is { } taken
                && JsonSerializer.Deserialize<PasskeyCeremony>(taken.Data) is { } ceremony
                && ceremony.Purpose == purpose
                && ceremony.BoundTo == boundTo
                    ? ceremony
                    : null;
        }
        catch (SharedStateException)
        {
            // Whether it was taken is not known, so it counts as taken.
            return null;
        }
    }

    private static SharedKind KindOf(PasskeyPurpose purpose) => purpose == PasskeyPurpose.SignIn ? SharedKind.PasskeySignIn : SharedKind.PasskeyCeremony;
}

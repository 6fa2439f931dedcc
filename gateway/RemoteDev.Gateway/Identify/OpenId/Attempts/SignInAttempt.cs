using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RemoteDev.Gateway.Identify.OpenId.Attempts;

/// <summary>
/// A sign-in that was begun in one browser and is not back yet. Rests sealed in a cookie of that browser, so that only it can finish what
/// it began, at any gateway of the house, and nobody can fill our memory by beginning.
/// </summary>
/// <param name="State">Goes through the provider and back; random.</param>
/// <param name="Nonce">Comes back inside the ID token; random.</param>
/// <param name="Verifier">Proves to the provider that who brings the code is who asked for it (RFC 7636); random.</param>
/// <param name="Return">Where on the portal the person was going.</param>
/// <param name="Confirms">The public id of the sign-in for which a fresher factor is to be shown; null when it is to open a new one.</param>
internal sealed record SignInAttempt(
    string Provider, string State, string Nonce, string Verifier, string Return, DateTimeOffset ExpiresAt, string? Confirms = null)
{
    /// <summary>How long a person may take at the provider.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int RandomBytes = 32;

    /// <summary>S256 of the verifier.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public DateTimeOffset BegunAt => ExpiresAt - Lifetime;

    public static SignInAttempt New(string provider, string goingTo, DateTimeOffset now, string? confirms = null) =>
        new(provider, Random(), Random(), Random(), goingTo, now + Lifetime, confirms);

    public bool IsState(string state) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));

    public override string ToString() => "<secret>";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}

using System.Globalization;
using System.Net;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>What an environment's git is told when its secret does not open the door. All but the first only whoever holds one learns.</summary>
internal static class WorkloadRefusals
{
    public static readonly Refusal Unknown = new(
        RefusalCode.BadCredential, "This is not the credential of that environment. An administrator gives it a new one: remotedev environment credential.");

    public static readonly Refusal RenewedAlready = new(
        RefusalCode.Denied, "The credential was renewed a moment ago. Use the newer one; this one is not renewed again.");

    public static Refusal Superseded(string environment, DateTimeOffset at) => new(
        RefusalCode.BadCredential,
        $"This secret of environment {environment} was replaced at {Time(at)} and opens nothing any more. Somebody else holds the newer one, or this is "
        + "a copy; administrators see that it was used. An administrator gives the environment a new one: remotedev environment credential.");

    public static Refusal Overtaken(string environment) => new(
        RefusalCode.Denied,
        $"This secret of environment {environment} was replaced a moment ago, most likely while this git command was running. Run it again: it then uses the newer one.");

    public static Refusal Ended(string environment, DateTimeOffset at) => new(
        RefusalCode.BadCredential,
        $"The credential of environment {environment} ended at {Time(at)} because nothing renewed it before. An administrator gives it a new one: "
        + "remotedev environment credential.");

    /// <summary>Said to what ran when it happened.</summary>
    public static Refusal Reissued(string environment) => new(
        RefusalCode.SessionEnded,
        $"An administrator gave environment {environment} another credential while this ran, so it was cut. Begin again with the new one.");

    /// <summary>Said to what ran when it happened.</summary>
    public static Refusal Gone(string environment) => new(
        RefusalCode.SessionEnded, $"Environment {environment} is not in the catalogue any more, so what it had open was cut.");

    public static Refusal OtherNetwork(string environment, IPAddress source) => new(
        RefusalCode.BadCredential,
        $"The credential of environment {environment} is not accepted from {source}; its sources in the catalogue do not hold that address.");

    public static Refusal OtherConnection(string environment, IPAddress source) => new(
        RefusalCode.BadCredential,
        $"The credential of environment {environment} is not accepted from {source}; it is accepted only from where its connector is connected "
        + "at this moment.");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

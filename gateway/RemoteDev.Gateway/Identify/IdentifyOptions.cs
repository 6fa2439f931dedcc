using RemoteDev.Gateway.Identify.OpenId;

namespace RemoteDev.Gateway.Identify;

/// <summary>Section <c>RemoteDev:Identify</c>.</summary>
internal sealed class IdentifyOptions
{
    public const string Section = "Identify";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>How long a sign-in lives at most; nothing extends it.</summary>
    public TimeSpan SignInLength { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long it lives without a request at the portal or work in an environment.</summary>
    public TimeSpan SignInIdle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How the OpenID Providers are spoken to, each under the name the catalogue knows it by.</summary>
    public Dictionary<string, OpenIdProviderOptions> Providers { get; init; } = new(StringComparer.Ordinal);

    internal static void Check(IdentifyOptions options, OptionFaults faults)
    {
        Bound(options.SignInLength, nameof(SignInLength), faults);
        Bound(options.SignInIdle, nameof(SignInIdle), faults);
        OpenIdOptionRules.Check(options.Providers, faults);
    }

    private static void Bound(TimeSpan value, string name, OptionFaults faults)
    {
        if (value < Shortest || value > Longest)
        {
            faults.Add($"{RoomOptions.Root}:{Section}:{name}", "must lie between 5 minutes (00:05:00) and one day (1.00:00:00).");
        }
    }
}

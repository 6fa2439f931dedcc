using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.Tokens;

namespace RemoteDev.Gateway.Identify;

/// <summary>Section <c>RemoteDev:Identify</c>.</summary>
internal sealed class IdentifyOptions
{
    public const string Section = "Identify";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestToken = TimeSpan.FromDays(90);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWorkload = TimeSpan.FromDays(90);
    private static readonly TimeSpan ShortestWorkload = TimeSpan.FromHours(1);

    /// <summary>How long a sign-in lives at most; nothing extends it.</summary>
    public TimeSpan SignInLength { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long it lives without a request at the portal or work in an environment.</summary>
    public TimeSpan SignInIdle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an access token lives at most; who makes one may choose less.</summary>
    public TimeSpan TokenLength { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long an environment's own secret works that nobody renews. Its credential helper renews it after a third of that.</summary>
    public TimeSpan WorkloadLength { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How the OpenID Providers are spoken to, each under the name the catalogue knows it by.</summary>
    public Dictionary<string, OpenIdProviderOptions> Providers { get; init; } = new(StringComparer.Ordinal);

    internal static void Check(IdentifyOptions options, OptionFaults faults)
    {
        Bound(options.SignInLength, nameof(SignInLength), faults);
        Bound(options.SignInIdle, nameof(SignInIdle), faults);
        if (options.TokenLength < TokenLifetimes.Shortest || options.TokenLength > LongestToken)
        {
            faults.Add($"{RoomOptions.Root}:{Section}:{nameof(TokenLength)}", "must lie between one hour (01:00:00) and 90 days (90.00:00:00).");
        }

        if (options.WorkloadLength < ShortestWorkload || options.WorkloadLength > LongestWorkload)
        {
            faults.Add($"{RoomOptions.Root}:{Section}:{nameof(WorkloadLength)}", "must lie between one hour (01:00:00) and 90 days (90.00:00:00).");
        }

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

using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Ssh;

/// <summary>Asks a gateway what came of a login until somebody has decided, at the pace that the gateway sets (RFC 8628, section 3.5).</summary>
internal static class LoginWait
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";
    private const int LeastPace = 1;
    private const int MostPace = 60;
    private const int LongestWait = 1800;

    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    private static readonly OAuthFault TimedOut = new("expired_token", "Nobody approved it in time. Run remotedev login again.");

    public static async Task<OAuthAnswer<DeviceGranted>> ForAsync(
        OAuthClient portal, DeviceBegun begun, TimeProvider clock, CancellationToken cancellationToken)
    {
        var pace = TimeSpan.FromSeconds(Math.Clamp(begun.Interval, LeastPace, MostPace));
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(begun.ExpiresIn, LeastPace, LongestWait));
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = GrantType, ["device_code"] = begun.DeviceCode };
        while (clock.GetUtcNow() < until)
        {
            await Task.Delay(pace, clock, cancellationToken);
            OAuthAnswer<DeviceGranted> answer;
            try
            {
                answer = await portal.SendAsync<DeviceGranted>("oauth/token", form, cancellationToken);
            }
            catch (Exception fault) when (IsPassing(fault, cancellationToken))
            {
                // The person may have changed networks to approve it.
                pace += SlowDown;
                continue;
            }

            switch (answer.Fault?.Error)
            {
                case "authorization_pending":
                    continue;
                case "slow_down" or "temporarily_unavailable":
                    pace += SlowDown;
                    continue;
                default:
                    return answer;
            }
        }

        return new OAuthAnswer<DeviceGranted>(null, TimedOut);
    }

    private static bool IsPassing(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}

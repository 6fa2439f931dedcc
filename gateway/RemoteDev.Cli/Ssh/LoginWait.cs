using RemoteDev.Cli.Gateway;

namespace RemoteDev.Cli.Ssh;

/// <summary>Asks a gateway what came of a login until somebody has decided, at the pace that the gateway sets (RFC 8628, section 3.5).</summary>
internal static class LoginWait
{
    private const int LeastPace = 1;
    private const int MostPace = 60;
    private const int LongestWait = 1800;

    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    private static readonly Problem TimedOut = new() { Title = "expired_token", Detail = "Nobody approved it in time. Run remotedev login again." };

    public static async Task<GatewayAnswer<SshLoginGranted>> ForAsync(
        GatewayClient portal, SshLoginBegun begun, TimeProvider clock, CancellationToken cancellationToken)
    {
        var pace = TimeSpan.FromSeconds(Math.Clamp(begun.Interval, LeastPace, MostPace));
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(begun.ExpiresIn, LeastPace, LongestWait));
        while (clock.GetUtcNow() < until)
        {
            await Task.Delay(pace, clock, cancellationToken);
            GatewayAnswer<SshLoginGranted> answer;
            try
            {
                answer = await portal.SendAsync<SshLoginGranted>(HttpMethod.Post, "ssh/logins/outcome", new { begun.DeviceCode }, cancellationToken);
            }
            catch (Exception fault) when (IsPassing(fault, cancellationToken))
            {
                // The person may have changed networks to approve it.
                pace += SlowDown;
                continue;
            }

            switch (answer.Problem?.Title)
            {
                case "authorization_pending":
                    continue;
                case "slow_down":
                    pace += SlowDown;
                    continue;
                default:
                    return answer;
            }
        }

        return new GatewayAnswer<SshLoginGranted>(null, TimedOut);
    }

    private static bool IsPassing(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}

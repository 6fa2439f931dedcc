using System.Net;

namespace RemoteDev.Gateway.Contain.Outbound;

/// <summary><c>--health</c>: asks the running gateway's management listener, for a container's health check.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    public static bool Asked(string[] arguments) => arguments is ["--health"];

    /// <summary>0 when ready, 1 when not, 2 when there is no management listener to ask.</summary>
    public static async Task<int> RunAsync(IConfiguration configuration, TextWriter output)
    {
        var address = configuration[$"{RoomOptions.Root}:Listen:ManagementAddress"];
        if (!IPEndPoint.TryParse(address ?? "", out var endpoint) || endpoint.Port == 0)
        {
            await output.WriteLineAsync("RemoteDev:Listen:ManagementAddress is not set, so there is nobody to ask.");
            return 2;
        }

        if (endpoint.Address.Equals(IPAddress.Any) || endpoint.Address.Equals(IPAddress.IPv6Any))
        {
            endpoint.Address = endpoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        }

        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = Within };
        using var client = new HttpClient(handler) { Timeout = Within };
        try
        {
            using var response = await client.GetAsync(new Uri($"http://{endpoint}/readyz"));
            await output.WriteLineAsync((await response.Content.ReadAsStringAsync()).Trim());
            return response.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync("The gateway does not answer.");
            return 1;
        }
    }
}

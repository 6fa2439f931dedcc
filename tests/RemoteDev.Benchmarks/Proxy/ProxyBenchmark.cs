using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace RemoteDev.Benchmarks.Proxy;

/// <summary>
/// Processor microseconds per proxied request: the whole gateway against bare YARP. Both run at once as processes of the same shape before
/// the same upstream and are driven in turn, in random order, in short windows; a ratio is formed inside each cycle.
/// </summary>
internal static class ProxyBenchmark
{
    private const int Connections = 32;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] options)
    {
        var cycles = options is ["--cycles", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 24;
        var data = Directory.CreateTempSubdirectory("remotedev-bench-");
        try
        {
            using var upstream = await Child.StartAsync("upstream");
            using var yarp = await Child.StartAsync("bare-yarp", upstream.Address.AbsoluteUri);
            using var gateway = await Child.StartAsync("gateway", upstream.Address.AbsoluteUri, data.FullName);
            await RefusalsHoldAsync(gateway);
            Console.WriteLine($"machine: {Environment.ProcessorCount} cores, .NET {Environment.Version}; {Connections} connections, {cycles} cycles of {Window.TotalMilliseconds:0} ms windows");
            foreach (var size in new[] { 12, 16 * 1024 })
            {
                await MeasureAsync(yarp, gateway, size, cycles);
            }

            Console.WriteLine($"memory: bare YARP {yarp.WorkingSet >> 20} MiB, gateway {gateway.WorkingSet >> 20} MiB");
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(Child yarp, Child gateway, int size, int cycles)
    {
        var path = $"/stable-0123456789abcdef0123456789abcdef01234567/static/{size}";
        using var bareLoad = await Load.OpenAsync(yarp, path, size, Connections);
        using var fullLoad = await Load.OpenAsync(gateway, path, size, Connections);
        for (var pass = 0; pass < 3; pass++)
        {
            await bareLoad.DriveAsync(WarmUp);
            await fullLoad.DriveAsync(WarmUp);
        }

        var (bare, full, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var bareFirst = RandomNumberGenerator.GetInt32(2) == 0;
            var first = bareFirst ? await CostAsync(yarp, bareLoad) : await CostAsync(gateway, fullLoad);
            var second = bareFirst ? await CostAsync(gateway, fullLoad) : await CostAsync(yarp, bareLoad);
            var (bareCost, fullCost) = bareFirst ? (first, second) : (second, first);
            bare.Add(bareCost);
            full.Add(fullCost);
            ratios.Add(fullCost / bareCost);
        }

        ratios.Sort();
        Console.WriteLine(
            $"{size,6} B: bare YARP {Median(bare):0.0} us, gateway {Median(full):0.0} us per request; ratio {Median(ratios):0.00} "
            + $"(quartiles {ratios[ratios.Count / 4]:0.00} to {ratios[ratios.Count * 3 / 4]:0.00})");
    }

    private static async Task<double> CostAsync(Child proxy, Load load)
    {
        var before = proxy.ProcessorTime;
        var requests = await load.DriveAsync(Window);
        return (proxy.ProcessorTime - before).TotalMicroseconds / requests;
    }

    /// <summary>A gateway that lets everything through would be fast: no cookie and a forged one must be refused before anything is measured.</summary>
    private static async Task RefusalsHoldAsync(Child gateway)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        foreach (var cookie in new[] { null, gateway.Cookie![..^4] + "AAAA" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, "/stable-0123456789abcdef0123456789abcdef01234567/static/12"));
            request.Headers.Host = gateway.Host;
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("bench", "1"));
            if (cookie is not null)
            {
                request.Headers.Add("Cookie", cookie);
            }

            using var response = await client.SendAsync(request);
            if (response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException("The gateway let a request through that has no session.");
            }
        }
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

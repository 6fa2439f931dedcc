using System.Net;
using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Benchmarks.Ssh;

namespace RemoteDev.Benchmarks.SignIns;

/// <summary>
/// People work through the gateway while many others sign in with passwords at once. Windows with and without the storm, in turn: what one
/// more request waits, and how many are served.
/// </summary>
internal static class StormPart
{
    private const int Cycles = 10;
    private const int Workers = 4;
    private const int Size = 12;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("remotedev-bench-");
        try
        {
            using var upstream = await Child.StartAsync("upstream");
            using var gateway = await Child.StartAsync("gateway", upstream.Address.AbsoluteUri, data.FullName);
            const string path = "/stable-0123456789abcdef0123456789abcdef01234567/static/12";
            using var work = await Load.OpenAsync(gateway, path, Size, Workers);
            await work.DriveAsync(TimeSpan.FromSeconds(6));
            var guests = await Task.WhenAll(Enumerable.Range(0, FullGateway.Guests).Select(number => Guest.ArriveAsync(gateway, FullGateway.GuestName(number))));
            var (quiet, stormy, ratios, signIns) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var cycle = 0; cycle < Cycles; cycle++)
            {
                var calm = await work.DriveAsync(Window);
                using var stop = new CancellationTokenSource();
                var storm = Task.WhenAll(guests.Select(guest => guest.SignInAgainAndAgainAsync(stop.Token)));
                var busy = await work.DriveAsync(Window);
                await stop.CancelAsync();
                signIns.Add((await storm).Sum() / Window.TotalSeconds);
                quiet.Add(calm / Window.TotalSeconds);
                stormy.Add(busy / Window.TotalSeconds);
                ratios.Add((double)busy / calm);
            }

            Console.WriteLine(
                $"storm: {Workers} connections at work get {Numbers.Median(quiet):0} requests a second when it is quiet and {Numbers.Median(stormy):0} while {FullGateway.Guests} others sign in "
                + $"({Numbers.Median(signIns):0.0} sign-ins a second): ratio {Numbers.Median(ratios):0.00} (least {ratios.Min():0.00}); "
                + $"mean wait {Workers * 1000 / Numbers.Median(quiet):0.00} and {Workers * 1000 / Numbers.Median(stormy):0.00} ms");
            foreach (var guest in guests)
            {
                guest.Dispose();
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private sealed class Guest(HttpClient client, FormUrlEncodedContent form, byte[] body) : IDisposable
    {
        private static readonly Uri SignInPage = new("/signin", UriKind.Relative);

        public static async Task<Guest> ArriveAsync(Child gateway, string login)
        {
#pragma warning disable CA2000 // the guest disposes all of it
            var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
            var client = new HttpClient(handler) { BaseAddress = gateway.Address };
            client.DefaultRequestHeaders.Host = gateway.Host[(gateway.Host.IndexOf('.', StringComparison.Ordinal) + 1)..];
            client.DefaultRequestHeaders.Add("Origin", $"http://{client.DefaultRequestHeaders.Host}");
            using var page = await client.GetAsync(SignInPage);
            var cookies = page.Headers.GetValues("Set-Cookie").Select(line => line[..line.IndexOf(';', StringComparison.Ordinal)]);
            client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies));
            var html = await page.Content.ReadAsStringAsync();
            const string mark = "name=\"_form\" type=\"hidden\" value=\"";
            var start = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
            var token = html[start..html.IndexOf('"', start)];
            var form = new FormUrlEncodedContent([new("_form", token), new("Login", login), new("Password", FullGateway.GuestPassword)]);
            return new Guest(client, form, await form.ReadAsByteArrayAsync());
#pragma warning restore CA2000
        }

        public async Task<int> SignInAgainAndAgainAsync(CancellationToken stop)
        {
            var count = 0;
            while (!stop.IsCancellationRequested)
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = form.Headers.ContentType;
                using var answer = await client.PostAsync(SignInPage, content, CancellationToken.None);
                count += answer.StatusCode switch
                {
                    HttpStatusCode.Redirect => 1,

                    // Too many at this moment: told so at once, and asks again.
                    HttpStatusCode.ServiceUnavailable => 0,
                    _ => throw new InvalidOperationException($"Signing in was answered {answer.StatusCode}: {(await answer.Content.ReadAsStringAsync(CancellationToken.None))}"),
                };
            }

            return count;
        }

        public void Dispose()
        {
            form.Dispose();
            client.Dispose();
        }
    }
}

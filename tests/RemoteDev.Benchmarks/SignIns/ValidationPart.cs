using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using RemoteDev.Benchmarks.Proxy;
using RemoteDev.Benchmarks.Ssh;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Benchmarks.SignIns;

/// <summary>
/// Microseconds to know whose request it is: our lookup (cookies read, token hashed, sign-in found, browser's mark compared, person not
/// suspended) among 10,000 sign-ins, against opening an ASP.NET cookie ticket. In turn, each request timed alone.
/// </summary>
internal static class ValidationPart
{
    private const int SignIns = 10_000;
    private const int Rounds = 12;

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("remotedev-bench-");
        try
        {
            await using var app = await FullGateway.StartAsync(new Uri("http://127.0.0.1:9"), data.FullName);
            var requests = await PeopleAtPortal.SignInAsync(app.Services.GetRequiredService<SignInSessions>(), "ada", SignIns);
            var room = app.Services.GetRequiredService<IdentifyRoom>();
            var tickets = new TicketDataFormat(app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("bench"));
            var identity = new ClaimsIdentity([new Claim("sub", "ada"), new Claim("sid", Guid.NewGuid().ToString("N")), new Claim("role", "developer")], "cookie");
            var ticket = tickets.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), "cookie"));
            var (ours, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                var mine = await OursAsync(room, requests);
                var others = Theirs(tickets, ticket);
                if (round < 2)
                {
                    continue;
                }

                ours.AddRange(mine);
                theirs.AddRange(others);
                ratios.Add(Numbers.Median(mine) / Numbers.Median(others));
            }

            Console.WriteLine(
                $"validation: median {Numbers.Median(ours):0.00} us, p99 {Numbers.Quantile(ours, 0.99):0.00} us among {SignIns} sign-ins; "
                + $"an ASP.NET cookie ticket {Numbers.Median(theirs):0.00} and {Numbers.Quantile(theirs, 0.99):0.00} us; ratio of medians {Numbers.Median(ratios):0.000}");
            await app.StopAsync();
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<List<double>> OursAsync(IdentifyRoom room, HttpRequest[] requests)
    {
        var times = new List<double>(requests.Length);
        var connection = PeopleAtPortal.AtPortal();
        foreach (var request in requests)
        {
            var began = Stopwatch.GetTimestamp();
            var step = await room.FromPortalAsync(connection, request, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            if (!step.Passed(out var identified, out _) || identified.Login != "ada")
            {
                throw new InvalidOperationException("A sign-in was not found.");
            }
        }

        return times;
    }

    private static List<double> Theirs(TicketDataFormat tickets, string ticket)
    {
        var times = new List<double>(SignIns / 10);
        for (var i = 0; i < SignIns / 10; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var opened = tickets.Unprotect(ticket);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            if (opened?.Principal.FindFirst("sub")?.Value != "ada")
            {
                throw new InvalidOperationException("A ticket was not opened.");
            }
        }

        return times;
    }
}

using System.CommandLine;
using RemoteDev.Cli.Gateway;
using Spectre.Console;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev policy explain</c>.</summary>
internal static class PolicyExplainCommand
{
    public static Command Create(GatewaySession session)
    {
        var person = new Argument<string>("PERSON") { Description = "The login of the person who asks." };
        var action = new Argument<string>("ACTION") { Description = "What they want to do: browse, openTerminal, download, gitPush, ..." };
        var resource = new Argument<string>("RESOURCE") { Description = "Of what: 'environment payments-ide', 'repository payments/app', 'branch payments/app:main', gateway." };
        var at = new Option<string?>("--at") { Description = "When: 2026-11-24T08:30:00Z, '2026-11-24 09:30 Africa/Lagos' or 'Tue 09:30 Africa/Lagos'. Default: now.", HelpName = "MOMENT" };
        var mfa = new Option<string?>("--mfa") { Description = "The age of the second factor, 10m or '10m passkey', or none. Default: just shown.", HelpName = "AGE" };
        var origin = new Option<string?>("--origin") { Description = "outside (default), or inside: an environment speaks.", HelpName = "WHERE" };
        var protocol = new Option<string?>("--protocol") { Description = "http (default), ssh, git or desktop.", HelpName = "NAME" };
        var ip = new Option<string?>("--ip") { Description = "The address it comes from.", HelpName = "ADDRESS" };
        var networks = new Option<string[]>("--network") { Description = "A network that the address is in; may be given again.", HelpName = "NAME" };
        var country = new Option<string?>("--country") { Description = "The country of the address, like NG.", HelpName = "CODE" };
        var device = new Option<string[]>("--device") { Description = "certificate, managed, or both: what the device proves.", HelpName = "WHAT" };
        var file = new Option<string?>("--policy", "-p") { Description = "Asks this .cedar file in place of the policy in force.", HelpName = "FILE" };
        var json = PolicyOptions.Json();
        var command = new Command("explain", "Says which policies decide a question, and for a refusal what would have to change.")
        {
            person, action, resource, at, mfa, origin, protocol, ip, networks, country, device, file, json,
        };
        session.On(command, async (result, gateway, cancellationToken) =>
        {
            var body = new
            {
                Person = result.GetValue(person),
                Action = result.GetValue(action),
                Resource = result.GetValue(resource),
                At = result.GetValue(at),
                Mfa = result.GetValue(mfa),
                Origin = result.GetValue(origin),
                Protocol = result.GetValue(protocol),
                Ip = result.GetValue(ip),
                Networks = result.GetValue(networks),
                Country = result.GetValue(country),
                Device = result.GetValue(device),
                Text = result.GetValue(file) is { } path ? await File.ReadAllTextAsync(path, cancellationToken) : null,
            };
            if (session.Value(await gateway.SendAsync<Explanation>(HttpMethod.Post, "policy/explain", body, cancellationToken)) is not { } answer)
            {
                return ExitCode.Refused;
            }

            Print(session, answer, result.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(GatewaySession session, Explanation answer, bool json)
    {
        if (json)
        {
            session.Screen.Json(answer);
            return;
        }

        session.Screen.Line(answer.Verdict, answer.Verdict == "permit" ? Color.Green : Color.Red);
        session.Screen.Line(answer.Text);
        foreach (var (name, values) in ((string, IReadOnlyList<string>)[])
            [("decided by", answer.Policies), ("would permit", answer.WouldPermit), ("would need", answer.Remedies), ("obliges to", answer.Obligations)])
        {
            if (values.Count > 0)
            {
                session.Screen.Line($"{name}: {string.Join(", ", values)}");
            }
        }

        if (answer.OpensAt is { } opens)
        {
            session.Screen.Line($"opens: {opens.UtcDateTime:yyyy-MM-dd HH:mm} UTC, window {answer.Window} ({answer.Zone})");
        }

        PrintNear(session, "forbidden by", "or", answer.Forbids ?? []);
        PrintNear(session, "nearest permits", "and", answer.Permits ?? []);
        if (answer.MorePermits > 0)
        {
            session.Screen.Line($"  and {answer.MorePermits} more");
        }
    }

    private static void PrintNear(GatewaySession session, string title, string between, IReadOnlyList<NearbyPolicy> policies)
    {
        if (policies.Count > 0)
        {
            session.Screen.Line($"{title}:");
        }

        foreach (var near in policies)
        {
            session.Screen.Line($"  {near.Policy}: {string.Join($"; {between} ", near.Obstacles)}");
        }
    }
}

using System.CommandLine;
using Spectre.Console;
using Status = RemoteDev.Cli.Gateway.Status;

namespace RemoteDev.Cli.Commands;

/// <summary><c>remotedev status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create(GatewaySession session)
    {
        var command = new Command("status", "How the gateway is. Exit code 1 when somebody has to look: no policy is active, an older one is served, one did not come into force, or the trace cannot be written.");
        session.On(command, async (_, gateway, cancellationToken) =>
        {
            if (session.Value(await gateway.SendAsync<Status>(HttpMethod.Get, "status", null, cancellationToken)) is not { } status)
            {
                return ExitCode.Refused;
            }

            var screen = session.Screen;
            screen.Line($"gateway    {status.Gateway}");
            screen.Line(status.TraceHealthy ? "trace      written" : "trace      CANNOT BE WRITTEN: nothing opens until it can", status.TraceHealthy ? Color.Default : Color.Red);
            screen.Line($"catalogue  version {status.CatalogVersion}: {string.Join(", ", status.Entries.Select(kind => $"{kind.Value} {kind.Key}"))}");
            screen.Line(
                status.PolicyActive ? $"policy     version {status.PolicyVersion}" : "policy     NONE ACTIVE: nothing is permitted; apply one with its tests",
                status.PolicyActive ? Color.Default : Color.Red);
            if (status.PolicyWarning is { } warning)
            {
                screen.Error(warning);
            }

            foreach (var failure in status.PolicyFailures)
            {
                screen.Error($"did not come into force: {failure}");
            }

            foreach (var fault in status.LoadFaults)
            {
                screen.Error($"does not load: {fault}");
            }

            return status is { TraceHealthy: true, PolicyActive: true, PolicyWarning: null, PolicyFailures.Count: 0, LoadFaults.Count: 0 } ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }
}

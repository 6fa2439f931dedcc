using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>Tries what a session would need, and nothing more: reaches the environment, logs in, runs <c>true</c> and leaves.</summary>
internal sealed class TargetCheck(SshTargets targets, TimeProvider clock)
{
    private const string Session = "check";
    private const string Command = "true";

    private static readonly TimeSpan CommandWithin = TimeSpan.FromSeconds(10);

    /// <summary>Tries it all, up to what fails.</summary>
    /// <param name="person">Who checks; the environment's own log names them.</param>
    public async Task<TargetCheckResult> RunAsync(EnvironmentEntry environment, string person, CancellationToken cancellationToken)
    {
        var result = await targets.ConnectAsync(environment, person, Session, handler: null, cancellationToken);
        if (result.Connection is not { } connection)
        {
            return new TargetCheckResult(result.Fault, null, null);
        }

        await using (connection)
        {
            var fault = await CommandAsync(connection.Connection, cancellationToken);
            var hostKey = SshPublicKey.TryParse(connection.HostKey.Span, out var key, out _) ? key.Fingerprint : null;
            return new TargetCheckResult(fault, connection.PeerVersion, hostKey);
        }
    }

    private async Task<SshTargetFault?> CommandAsync(SshConnection connection, CancellationToken cancellationToken)
    {
        var run = new CommandRun();
        connection.OpenChannel("session", [], run, (channel, failure) =>
        {
            if (channel is null)
            {
                run.Refused(failure?.Text);
                return;
            }

            channel.Request("exec", new ExecRequest(Command).ToArray(), run.Answered);
        });
        connection.Flush();
        try
        {
            return await run.Ended.WaitAsync(CommandWithin, clock, cancellationToken) is { } why
                ? new SshTargetFault(SshTargetFaultKind.CommandRefused, why)
                : null;
        }
        catch (TimeoutException)
        {
            return new SshTargetFault(
                SshTargetFaultKind.TimedOut, $"The command '{Command}' was not over within {CommandWithin.TotalSeconds} seconds.");
        }
    }
}

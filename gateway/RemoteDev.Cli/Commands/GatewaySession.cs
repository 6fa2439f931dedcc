using System.CommandLine;
using System.Net.Sockets;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Commands;

/// <summary>What every command shares: the gateway it speaks to, where it prints, and how it ends.</summary>
internal sealed class GatewaySession(Func<ParseResult, string> address, Screen screen)
{
    public Screen Screen { get; } = screen;

    /// <summary>Makes a command's action: opens the gateway, runs, and turns what fails into words and an exit code.</summary>
    public void On(Command command, Func<ParseResult, GatewayClient, CancellationToken, Task<int>> run) =>
        command.SetAction((result, cancellationToken) => WithGatewayAsync(result, run, cancellationToken));

    /// <summary>Makes the action of a command that needs files only.</summary>
    public void OnFiles(Command command, Func<ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction((result, cancellationToken) => WithFilesAsync(() => run(result, cancellationToken)));

    /// <summary>Makes the action of a command that works with files alone when it is asked to, and else with the gateway.</summary>
    public void OnOffline(
        Command command, Func<ParseResult, bool> offline, Func<ParseResult, CancellationToken, Task<int>> alone,
        Func<ParseResult, GatewayClient, CancellationToken, Task<int>> withGateway) =>
        command.SetAction((result, cancellationToken) =>
            offline(result) ? WithFilesAsync(() => alone(result, cancellationToken)) : WithGatewayAsync(result, withGateway, cancellationToken));

    /// <summary>The value of an answer, or null after the problem was printed.</summary>
    public T? Value<T>(GatewayAnswer<T> answer)
        where T : class
    {
        if (answer.Value is null)
        {
            Screen.Problem(answer.Problem ?? new Problem { Title = "Unreadable", Detail = "The gateway's answer was not understood; is it of the same version as this command?" });
        }

        return answer.Value;
    }

    private async Task<int> WithGatewayAsync(ParseResult result, Func<ParseResult, GatewayClient, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var where = address(result);
        if (GatewayAddress.Path(where, out var fault) is not { } path)
        {
            Screen.Error(fault);
            return ExitCode.Usage;
        }

        try
        {
            using var gateway = SocketLine.Open(path);
            return await WithFilesAsync(() => run(result, gateway, cancellationToken));
        }
        catch (HttpRequestException unreachable)
        {
            Screen.Error(Unreachable(path, unreachable.InnerException as SocketException));
            return ExitCode.Unreachable;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Screen.Error($"The gateway at {path} did not answer in time.");
            return ExitCode.Unreachable;
        }
    }

    private async Task<int> WithFilesAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception file) when (file is IOException or UnauthorizedAccessException)
        {
            Screen.Error(file.Message);
            return ExitCode.Refused;
        }
    }

    private static string Unreachable(string path, SocketException? socket) => socket?.SocketErrorCode switch
    {
        SocketError.AccessDenied => $"You may not open {path}: only the gateway's own account and root may. Try: sudo remotedev ...",
        SocketError.ConnectionRefused => $"No gateway listens on {path} any more. Start the gateway.",
        _ => $"There is no gateway at {path}. Is it running? Name its socket with --gateway unix:PATH or {GatewayAddress.Variable}.",
    };
}

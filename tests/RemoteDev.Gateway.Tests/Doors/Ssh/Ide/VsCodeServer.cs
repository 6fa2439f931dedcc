using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RemoteDev.Gateway.Tests.Doors.Ssh.Ide;

/// <summary>VS Code's own remote server on a free port of the loopback, as Remote-SSH starts it.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit disposes it by IAsyncLifetime.")]
public sealed class VsCodeServer : IAsyncLifetime
{
    internal const string Token = "opensesame";

    private const string Listening = "Extension host agent listening on ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remotedev-vscode-");
    private readonly StringBuilder _log = new();
    private Process? _process;

    internal int Port { get; private set; }

    public async Task InitializeAsync()
    {
        if (!IdeParts.AreThere)
        {
            return;
        }

        var start = new ProcessStartInfo(IdeParts.Node,
        [
            IdeParts.Server, "--host", "127.0.0.1", "--port", "0", "--accept-server-license-terms", "--connection-token", Token,
            "--server-data-dir", _folder.FullName, "--telemetry-level", "off",
        ])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HOME"] = _folder.FullName;
        _process = Process.Start(start)!;
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            Log(line.Data);
            if (line.Data?.StartsWith(Listening, StringComparison.Ordinal) == true)
            {
                port.TrySetResult(int.Parse(line.Data.AsSpan(Listening.Length), CultureInfo.InvariantCulture));
            }
        };
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var first = await Task.WhenAny(port.Task, _process.WaitForExitAsync()).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(first == port.Task, _log.ToString());
        Port = await port.Task;
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private void Log(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}

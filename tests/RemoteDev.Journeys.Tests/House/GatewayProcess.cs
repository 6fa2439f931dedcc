using System.Diagnostics;
using System.Text;
using RemoteDev.Journeys.Tests.Inside;
using RemoteDev.Tests;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>The gateway as its operator runs it: the built programme, a data folder, a port on loopback, the operator's socket.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private GatewayProcess(string data, int port, int sshPort, IReadOnlyDictionary<string, string> settings)
    {
        Port = port;
        SshPort = sshPort;
        Portal = new Uri($"http://remotedev.localhost:{port}/");
        Operator = new OperatorSocket(Path.Combine(data, "operator.sock"));
        Trace = new TraceOnDisk(Path.Combine(data, "trace"));
        var start = new ProcessStartInfo("dotnet", [Beside("RemoteDev.Gateway.dll")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RemoteDev__PublicOrigin"] = Portal.GetLeftPart(UriPartial.Authority);
        start.Environment["RemoteDev__Data"] = data;
        start.Environment["RemoteDev__Ssh__Addresses__0"] = $"127.0.0.1:{sshPort}";
        start.Environment["RemoteDev__Ssh__PublicHost"] = "localhost";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    public int SshPort { get; }

    public Uri Portal { get; }

    public Uri Git => Environment("git");

    public OperatorSocket Operator { get; }

    public TraceOnDisk Trace { get; }

    /// <summary>Everything the gateway has logged.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public Uri Environment(string name) => new($"http://{name}.remotedev.localhost:{Port}/");

    /// <summary>Starts a gateway on an empty data folder and waits until its operator can speak to it.</summary>
    /// <param name="settings">More of its environment.</param>
    public static async Task<GatewayProcess> StartAsync(string data, IReadOnlyDictionary<string, string> settings)
    {
        var gateway = new GatewayProcess(data, LoopbackPort.Free(), LoopbackPort.Free(), settings);
        var waited = Stopwatch.StartNew();
        while (!await gateway.Operator.AnswersAsync())
        {
            if (gateway._process.HasExited || waited.Elapsed > Patience)
            {
                var said = gateway.Said;
                await gateway.DisposeAsync();
                throw new InvalidOperationException($"The gateway did not start within {Patience.TotalSeconds} s. It said: {said}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        return gateway;
    }

    /// <summary>Runs <c>remotedev</c> against this gateway.</summary>
    public Task<CommandResult> CliAsync(params string[] arguments) =>
        new Command("dotnet", [Beside("remotedev.dll"), .. arguments]).With("REMOTEDEV_GATEWAY", $"unix:{Operator.Path}").RunAsync();

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_said)
            {
                _said.AppendLine(line);
            }
        }
    }
}

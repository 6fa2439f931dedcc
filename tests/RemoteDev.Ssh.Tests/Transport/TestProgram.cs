using System.Diagnostics;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>A program that a test starts, and ends.</summary>
internal sealed class TestProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource _sawLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private TestProgram(string command, IEnumerable<string> arguments, string awaited)
    {
        var start = new ProcessStartInfo(Find(command)!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        DataReceivedEventHandler keep = (_, line) =>
        {
            lock (_lines)
            {
                _lines.Add(line.Data ?? string.Empty);
            }

            if (awaited.Length > 0 && line.Data?.Contains(awaited, StringComparison.Ordinal) == true)
            {
                _sawLine.TrySetResult();
            }
        };
        _process.OutputDataReceived += keep;
        _process.ErrorDataReceived += keep;
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All it has said so far on both its outputs.</summary>
    public string Said
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public static string? Find(string command)
        => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/local/sbin").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string command, params string[] arguments)
    {
        await using var program = new TestProgram(command, arguments, awaited: string.Empty);
        await program._process.WaitForExitAsync().WaitAsync(Patience);
        return (program._process.ExitCode, program.Said);
    }

    /// <summary>Starts it, and waits until it has said something.</summary>
    public static async Task<TestProgram> StartAsync(string command, string awaited, params string[] arguments)
    {
        var program = new TestProgram(command, arguments, awaited);
        var first = await Task.WhenAny(program._sawLine.Task, program._process.WaitForExitAsync()).WaitAsync(Patience);
        Assert.True(first == program._sawLine.Task, program.Said);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

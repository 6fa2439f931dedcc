using System.Diagnostics;

namespace RemoteDev.Benchmarks.Proxy;

/// <summary>A measured programme as a process of its own, so that its processor time is its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    private Child(Process process, string[] words)
    {
        _process = process;
        Address = new Uri(words[0]);
        Host = words.Length > 1 && words[1].Length > 0 ? words[1] : Address.Authority;
        Cookie = words.Length > 2 ? words[2] : null;
    }

    public Uri Address { get; }

    /// <summary>The host a request names, when it is not the address.</summary>
    public string Host { get; }

    public string? Cookie { get; }

    /// <summary>Processor time since it started, user and system.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that is its own and present.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static Task<Child> StartAsync(params string[] words) => StartAsync([], words);

    /// <summary>Starts it with settings of the runtime.</summary>
    /// <param name="settings">Environment variables of the runtime.</param>
    public static async Task<Child> StartAsync(IEnumerable<KeyValuePair<string, string>> settings, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RemoteDev.Benchmarks.dll"), .. words])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return line is null
            ? throw new InvalidOperationException($"{string.Join(' ', words)} did not start.")
            : new Child(process, line.Split(' '));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}

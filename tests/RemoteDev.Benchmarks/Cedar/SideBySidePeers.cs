using System.Diagnostics;
using System.Text.Json;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>The engines in node: one process that measures when told to.</summary>
internal sealed class SideBySidePeers : IDisposable
{
    private readonly Process _node;

    private SideBySidePeers(Process node) => _node = node;

    /// <summary>Installs the packages that the lock file names under <paramref name="folder"/>.</summary>
    public static async Task InstallAsync(DirectoryInfo folder)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Cedar", "peers");
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)), overwrite: true);
        }

        using var install = Start(folder, "npm", "ci", "--no-audit", "--no-fund");
        install.StandardInput.Close();
        await install.StandardOutput.ReadToEndAsync();
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci ended with {install.ExitCode}.");
        }
    }

    /// <summary>Starts with these workloads: a process for each size, because node 20 ends by a fault of its own when it decides them all.</summary>
    public static async Task<SideBySidePeers> StartAsync(DirectoryInfo folder, IReadOnlyList<Workload> workloads)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "workloads.json"), JsonSerializer.Serialize(workloads.Select(ForPeers)));
        return new SideBySidePeers(Start(folder, "node", "peers.js", "workloads.json"));
    }

    /// <summary>Has <paramref name="engine"/> decide all requests of a workload, once.</summary>
    public async Task<SideBySideRun> MeasureAsync(string engine, int workload)
    {
        await _node.StandardInput.WriteLineAsync($"{engine} {workload}");
        await _node.StandardInput.FlushAsync();
        var line = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"node ended while {engine} was measured.");
        using var answer = JsonDocument.Parse(line);
        return new SideBySideRun(
            [.. answer.RootElement.GetProperty("nanoseconds").EnumerateArray().Select(time => time.GetDouble())],
            answer.RootElement.GetProperty("decisions").GetString()!);
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        if (!_node.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _node.Kill(entireProcessTree: true);
        }

        _node.Dispose();
    }

    private static Process Start(DirectoryInfo folder, string programme, params string[] words) => Process.Start(new ProcessStartInfo(programme, words)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        WorkingDirectory = folder.FullName,
    })!;

    private static object ForPeers(Workload workload) => new
    {
        policies = workload.Policies,
        schema = workload.Schema,
        entities = workload.Graph.ToJson(),
        requests = workload.Requests.Select(request => request.Select(uid => new { type = uid.Type, id = uid.Id })),
        casbinModel = workload.Casbin.Model,
        casbinPolicies = workload.Casbin.Policies,
        casbinSubjects = workload.Casbin.Subjects,
        casbinObjects = workload.Casbin.Objects,
    };
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace RemoteDev.Gateway.Tests.Identify.OpenId.Node;

/// <summary>npm's oidc-provider in a process of its own.</summary>
internal sealed class NodeProvider : IAsyncDisposable
{
    public const string ClientId = "gateway";
    public const string Secret = "a secret for tests: 0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _control;

    private NodeProvider(Process process, string issuer)
    {
        (_process, Issuer) = (process, issuer);
        _control = new HttpClient { BaseAddress = new Uri(issuer) };
    }

    public string Issuer { get; }

    /// <summary>What it complained of.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Starts one; returns when it listens.</summary>
    /// <param name="node">Node's executable.</param>
    /// <param name="packages">The folder in which npm's oidc-provider is installed.</param>
    public static async Task<NodeProvider> StartAsync(string node, string packages)
    {
        var start = new ProcessStartInfo(node, [Path.Combine(Here(), "provider.mjs"), packages])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var errors = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        using var deadline = new CancellationTokenSource(Patience);
        var issuer = await process.StandardOutput.ReadLineAsync(deadline.Token);
        Assert.True(issuer?.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) == true, $"{issuer} {string.Join('\n', errors)}");
        var provider = new NodeProvider(process, issuer);
        process.ErrorDataReceived += (_, line) => provider.Errors.Enqueue(line.Data ?? "");
        return provider;
    }

    /// <summary>Changes who signs in and how, or what the client is.</summary>
    public async Task SayAsync(JsonObject what)
    {
        using var answer = await _control.PostAsJsonAsync("/control", what);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        _process.Dispose();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

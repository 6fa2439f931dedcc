using System.Diagnostics;
using System.Text;
using RemoteDev.Journeys.Tests.Inside;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>
/// A real <c>git push</c> from inside that is under way for as long as a test wants: the server's own hook has its pack and keeps it
/// waiting, and refuses it at the end, so that nothing arrives whatever happens to the stream.
/// </summary>
internal sealed class HeldPush : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _hook;
    private readonly string _held;
    private readonly string _release;
    private readonly StringBuilder _said = new();
    private Process? _process;

    private HeldPush(ClientNetwork inside)
    {
        _hook = Path.Combine(inside.Repository, "hooks", "pre-receive");
        _held = Path.Combine(inside.Repository, "push-is-held");
        _release = Path.Combine(inside.Repository, "release-held-push");
    }

    public static async Task<HeldPush> BeginAsync(ClientNetwork inside)
    {
        var push = new HeldPush(inside);
        await push.PlaceHookAsync();
        var git = InsideShell.Git(inside, "push", "--progress", "origin", "HEAD:refs/heads/ada/held");
        push._process = git.Start(push.Hear);
        var waited = Stopwatch.StartNew();
        while (!File.Exists(push._held))
        {
            if (push._process.HasExited || waited.Elapsed > Patience)
            {
                var said = push.Said;
                await push.DisposeAsync();
                Assert.Fail($"The push did not get as far as the server's hook: {said}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return push;
    }

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

    /// <summary>When git ended, and how.</summary>
    public async Task<(DateTimeOffset At, int ExitCode)> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(deadline.Token);
        return (new DateTimeOffset(_process.ExitTime), _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await File.WriteAllTextAsync(_release, "");
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        File.Delete(_hook);
    }

    private async Task PlaceHookAsync()
    {
        File.Delete(_release);
        File.Delete(_held);
        Directory.CreateDirectory(Path.GetDirectoryName(_hook)!);
        await File.WriteAllTextAsync(
            _hook,
            $"""
            #!/bin/sh
            # Waits for the test, at most a minute, and refuses.
            touch '{_held}'
            for second in $(seq 300); do [ -e '{_release}' ] && break; sleep 0.2; done
            exit 1

            """);
#pragma warning disable CA1416 // git hooks on Debian
        File.SetUnixFileMode(_hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    private void Hear(string line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}

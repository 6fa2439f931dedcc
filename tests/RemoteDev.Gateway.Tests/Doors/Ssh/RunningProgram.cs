using System.Diagnostics;
using System.Text;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>One of Ada's programs under way. What it says on both outputs is gathered, and can be waited for.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>Longest a test waits for something that should happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _said = new();
    private readonly Task _hearing;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunningProgram(Process process)
    {
        _process = process;
        _hearing = Task.WhenAll(HearAsync(process.StandardOutput), HearAsync(process.StandardError));
    }

    public string Said
    {
        get
        {
            lock (_gate)
            {
                return _said.ToString();
            }
        }
    }

    public static RunningProgram Start(string program, params string[] arguments) => new(OpenSshProgram.Start(program, arguments));

    /// <summary>Types, and leaves its input open. One that has ended reads nothing.</summary>
    public async Task TypeAsync(string text)
    {
        try
        {
            await _process.StandardInput.WriteAsync(text);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended, which whoever waits for its words sees.
        }
    }

    /// <summary>Waits until it has said this. False: it ended without.</summary>
    public async Task<bool> SaysAsync(string words)
    {
        while (true)
        {
            var isOver = _hearing.IsCompleted;
            Task more;
            lock (_gate)
            {
                if (_said.ToString().Contains(words, StringComparison.Ordinal))
                {
                    return true;
                }

                more = _more.Task;
            }

            if (isOver)
            {
                return false;
            }

            await Task.WhenAny(more, _hearing).WaitAsync(Patience);
        }
    }

    /// <summary>Waits for its end: its exit code and all that it said.</summary>
    public async Task<(int Code, string Said)> EndAsync()
    {
        await _hearing.WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, Said);
    }

    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task HearAsync(StreamReader output)
    {
        var buffer = new char[4096];
        while (await output.ReadAsync(buffer) is var count and > 0)
        {
            lock (_gate)
            {
                _said.Append(buffer, 0, count);
                _more.TrySetResult();
                _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}

using System.Diagnostics;
using System.Text;

namespace RemoteDev.Journeys.Tests.Inside;

/// <summary>One run of a programme to its end, with a deadline. What it says on both streams is kept, in the order of arrival.</summary>
internal sealed class Command
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly ProcessStartInfo _start;

    public Command(string programme, params string[] arguments)
    {
        _start = new ProcessStartInfo(programme, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>Sets one variable of its environment; null removes it.</summary>
    public Command With(string name, string? value)
    {
        _start.Environment[name] = value;
        return this;
    }

    public Command In(string folder)
    {
        _start.WorkingDirectory = folder;
        return this;
    }

    /// <summary>Starts it and does not wait; whoever starts it ends it. Each line that it says goes to <paramref name="hear"/>.</summary>
    public Process Start(Action<string> hear)
    {
        var process = new Process { StartInfo = _start };
        process.OutputDataReceived += (_, line) => Pass(line.Data, hear);
        process.ErrorDataReceived += (_, line) => Pass(line.Data, hear);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Its exit code and everything it said.</summary>
    public async Task<CommandResult> RunAsync()
    {
        var said = new StringBuilder();
        using var process = Start(line => Keep(said, line));
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_start.FileName} had not ended after {Deadline}. It said: {Text(said)}", late);
        }

        return new CommandResult(process.ExitCode, Text(said));
    }

    /// <summary>What it said, when it succeeded; fails with what it said when it did not.</summary>
    public async Task<string> SucceedAsync()
    {
        var result = await RunAsync();
        Assert.True(result.ExitCode == 0, $"{_start.FileName} {string.Join(' ', _start.ArgumentList)} ended with {result.ExitCode}: {result.Said}");
        return result.Said;
    }

    private static void Pass(string? line, Action<string> hear)
    {
        if (line is not null)
        {
            hear(line);
        }
    }

    private static void Keep(StringBuilder said, string line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }

    private static string Text(StringBuilder said)
    {
        lock (said)
        {
            return said.ToString();
        }
    }
}

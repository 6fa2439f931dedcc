using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RemoteDev.Gateway.Tests.Cli;

/// <summary>Is read while it is written to, and says when it has been.</summary>
internal sealed class SharedWriter() : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Regex? _awaited;

    /// <summary>Completes when this has been written, with the end of its line.</summary>
    public Task SaysAsync(Regex awaited)
    {
        lock (_gate)
        {
            _awaited = awaited;
            Look();
        }

        return _said.Task;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            _text.Append(value);
            if (value == '\n')
            {
                Look();
            }
        }
    }

    private void Look()
    {
        if (_awaited?.IsMatch(_text.ToString()) == true)
        {
            _said.TrySetResult();
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }
}

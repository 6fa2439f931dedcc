using System.Buffers;
using RemoteDev.Gateway.Contain.Ssh.Screens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>
/// A forwarded port: octets are metered both ways, and what the client writes is followed as far as it may be VS Code. While a permission of
/// its own is being traced, nothing of what asks for it passes.
/// </summary>
/// <param name="cut">Ends the channel.</param>
/// <param name="later">Runs something under the screen's lock, unless the screen is closed: then false.</param>
internal sealed class PortScreen(SshStream stream, PortDesk desk, Action<Refusal> cut, Func<Action, bool> later) : IScreen
{
    // The client has no credit for more than a window while it is held back.
    private const int MostHeld = 8 << 20;

    private readonly PortReader _reader = new();
    private readonly ArrayBufferWriter<byte> _passed = new();
    private ArrayBufferWriter<byte>? _held;
    private SshStream? _inner;
    private volatile bool _isHolding;
    private bool _isOver;

    /// <summary>Whether the client is to get no credit now.</summary>
    public bool IsHolding => _isHolding;

    private SshStream Current => _inner ?? stream;

    public void FromPerson(ReadOnlySpan<byte> octets, IFilterOutput output)
    {
        Current.CountIn(octets.Length);
        if (_held is { } held)
        {
            Hold(held, octets);
        }
        else if (!_isOver)
        {
            Follow(octets, output);
        }
    }

    public void FromTarget(ReadOnlySpan<byte> octets, uint stream1, IFilterOutput output)
    {
        if (!_isOver && Current.TrySend(octets.Length))
        {
            output.Write(octets, stream1);
        }
    }

    public void PersonEnds(IFilterOutput output)
    {
        if (_held is null && !_isOver)
        {
            _reader.End(_passed);
            Write(output);
        }
    }

    public void TargetEnds(IFilterOutput output)
    {
    }

    public void Close()
    {
        _isOver = true;
        EndInner();
    }

    private void Follow(ReadOnlySpan<byte> octets, IFilterOutput output)
    {
        while (!octets.IsEmpty && !_isOver && _held is null)
        {
            if (_reader.IsOpaque)
            {
                output.Write(octets);
                return;
            }

            var step = _reader.Read(octets, _passed);
            octets = octets[step.Read..];
            stream.Ide = _reader.Kind;
            if (step.Refusal is { } refusal)
            {
                Refuse(desk.Refused(refusal), output);
            }
            else if (step.WantsTunnel)
            {
                Ask(desk.Tunnel(step.Tunnel), output);
            }
            else if (step.Request is { } request)
            {
                // What the request before had for itself is over.
                EndInner();
                Ask(desk.Request(request), output);
            }
            else
            {
                Write(output);
            }
        }

        if (_held is { } held && !octets.IsEmpty)
        {
            Hold(held, octets);
        }
    }

    private void Ask((Step<Permitted> Step, string Asked)? asked, IFilterOutput output)
    {
        if (asked is not { } question)
        {
            Write(output);
            return;
        }

        if (!question.Step.Passed(out var permitted, out var refusal))
        {
            Refuse(refusal, output);
            return;
        }

        _held = new ArrayBufferWriter<byte>();
        _isHolding = true;
        _ = OpenAsync(permitted, question.Asked, output);
    }

    private async Task OpenAsync(Permitted permitted, string asked, IFilterOutput output)
    {
        var step = await desk.OpenAsync(permitted, asked, cut);
        if (!later(() => Opened(step, output)) && step.Passed(out var unused, out _))
        {
            unused.End();
        }
    }

    /// <summary>What was held passes, and is followed on.</summary>
    private void Opened(Step<SshStream> step, IFilterOutput output)
    {
        var held = _held!;
        _held = null;
        _isHolding = false;
        if (!step.Passed(out _inner, out var refusal))
        {
            Refuse(desk.Refused(refusal), output);
            return;
        }

        _inner.Ide = _reader.Kind;
        Write(output);
        Follow(held.WrittenSpan, output);
    }

    private void Hold(ArrayBufferWriter<byte> held, ReadOnlySpan<byte> octets)
    {
        if (held.WrittenCount + octets.Length > MostHeld)
        {
            stream.Cut(EndReason.NotContained, SshRefusals.Malformed);
            return;
        }

        held.Write(octets);
    }

    private void Write(IFilterOutput output)
    {
        if (_passed.WrittenCount > 0)
        {
            output.Write(_passed.WrittenSpan);
            _passed.ResetWrittenCount();
        }
    }

    private void Refuse(Refusal refusal, IFilterOutput output)
    {
        _isOver = true;
        _passed.ResetWrittenCount();
        var answer = PortAnswers.Refuse(_reader.Speech, refusal);
        if (answer.Length > 0 && stream.TrySend(answer.Length))
        {
            output.Answer(answer);
        }

        stream.Cut(EndReason.NotContained, refusal);
    }

    private void EndInner()
    {
        _inner?.End();
        _inner = null;
    }
}

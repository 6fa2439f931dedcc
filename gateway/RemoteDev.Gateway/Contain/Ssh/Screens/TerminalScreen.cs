using System.Buffers;
using RemoteDev.Gateway.Contain.Terminal;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Policy.Obligations;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Screens;

/// <summary>A program on a pseudo-terminal: what it shows is filtered, recorded as it was shown, and only then sent.</summary>
/// <param name="recording">Null where policy wants no content recorded.</param>
internal sealed class TerminalScreen(SshStream stream, TerminalRecording? recording, RemovalTrace removals) : IScreen
{
    private readonly TerminalFilter _filter = new(OptionsOf(stream.Permitted.Permit.Obligations.Terminal), removals.Add);
    private readonly ArrayBufferWriter<byte> _shown = new();
    private readonly ArrayBufferWriter<byte> _answers = new();

    public void FromPerson(ReadOnlySpan<byte> octets, IFilterOutput output)
    {
        stream.CountIn(octets.Length);
        recording?.Input(octets);
        output.Write(octets);
    }

    public void FromTarget(ReadOnlySpan<byte> octets, uint stream1, IFilterOutput output)
    {
        _filter.Filter(octets, _shown, _answers);
        Send(stream1, output);
        if (_answers.WrittenCount > 0)
        {
            output.Answer(_answers.WrittenSpan);
            _answers.ResetWrittenCount();
        }
    }

    public void TargetEnds(IFilterOutput output)
    {
        _filter.End(_shown);
        Send(0, output);
    }

    private static TerminalFilterOptions OptionsOf(TerminalExtras extras) => new()
    {
        Sixel = extras.HasFlag(TerminalExtras.Sixel),
        KittyGraphics = extras.HasFlag(TerminalExtras.Kitty),
        Notifications = extras.HasFlag(TerminalExtras.Notifications),
    };

    public void Close() => removals.End(null);

    private void Send(uint stream1, IFilterOutput output)
    {
        var shown = _shown.WrittenSpan;
        if (!shown.IsEmpty && recording is null or { IsSound: true } && stream.TrySend(shown.Length))
        {
            recording?.Output(shown);
            output.Write(shown, stream1);
        }

        _shown.ResetWrittenCount();
    }
}

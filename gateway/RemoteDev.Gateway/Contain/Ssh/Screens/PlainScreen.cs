using System.Buffers;
using RemoteDev.Gateway.Contain.Terminal;
using RemoteDev.Gateway.Contain.Transfers.Exec;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Screens;

/// <summary>
/// A command without a terminal, or a forwarded port: data passes as it is, for it may be a pack, an archive or anything; permission to run
/// a command is permission to move bytes. Standard error is for eyes, so it is filtered as a terminal is.
/// </summary>
/// <param name="script">Looks for VS Code's Remote-SSH script in what the client writes; null where none can be.</param>
internal sealed class PlainScreen(SshStream stream, RemovalTrace? removals, RemoteSshScript? script) : IScreen
{
    private readonly TerminalFilter? _errors = removals is null ? null : new TerminalFilter(new TerminalFilterOptions(), removals.Add);
    private readonly ArrayBufferWriter<byte> _shown = new();

    public void FromPerson(ReadOnlySpan<byte> octets, IFilterOutput output)
    {
        stream.CountIn(octets.Length);
        script?.Read(octets);
        output.Write(octets);
    }

    public void FromTarget(ReadOnlySpan<byte> octets, uint stream1, IFilterOutput output)
    {
        if (stream1 == 0 || _errors is null)
        {
            if (stream.TrySend(octets.Length))
            {
                output.Write(octets, stream1);
            }

            return;
        }

        _errors.Filter(octets, _shown, answers: null);
        SendErrors(output);
    }

    public void TargetEnds(IFilterOutput output)
    {
        if (_errors is not null)
        {
            _errors.End(_shown);
            SendErrors(output);
        }
    }

    public void Close() => removals?.End(script is { IsRecognised: true } ? script.Commit ?? "unknown" : null);

    private void SendErrors(IFilterOutput output)
    {
        if (_shown.WrittenCount > 0 && stream.TrySend(_shown.WrittenCount))
        {
            output.Write(_shown.WrittenSpan, 1);
        }

        _shown.ResetWrittenCount();
    }
}

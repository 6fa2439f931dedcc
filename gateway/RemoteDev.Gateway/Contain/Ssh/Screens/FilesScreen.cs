using System.Buffers;
using RemoteDev.Gateway.Contain.Terminal;
using RemoteDev.Gateway.Contain.Transfers.Scp;
using RemoteDev.Gateway.Contain.Transfers.Sftp;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Screens;

/// <summary>A channel that speaks SFTP or old scp and nothing else: each request about a file is judged before the target hears of it.</summary>
internal sealed class FilesScreen : IScreen
{
    private readonly SshStream _stream;
    private readonly RemovalTrace _removals;
    private readonly SftpConversation? _sftp;
    private readonly ScpConversation? _scp;
    private readonly TerminalFilter _errors;
    private readonly ArrayBufferWriter<byte> _toTarget = new();
    private readonly ArrayBufferWriter<byte> _toPerson = new();
    private readonly ArrayBufferWriter<byte> _shown = new();

    /// <summary>A screen for SFTP.</summary>
    public FilesScreen(SshStream stream, SftpConversation sftp, RemovalTrace removals)
        : this(stream, removals) => _sftp = sftp;

    /// <summary>A screen for old scp.</summary>
    public FilesScreen(SshStream stream, ScpConversation scp, RemovalTrace removals)
        : this(stream, removals) => _scp = scp;

    private FilesScreen(SshStream stream, RemovalTrace removals)
    {
        _stream = stream;
        _removals = removals;
        _errors = new TerminalFilter(new TerminalFilterOptions(), removals.Add);
    }

    public void FromPerson(ReadOnlySpan<byte> octets, IFilterOutput output)
    {
        _stream.CountIn(octets.Length);
        var passed = _sftp?.FromDeveloper(octets, _toTarget, _toPerson) ?? _scp!.FromDeveloper(octets, _toTarget, _toPerson);
        Pass(_toTarget, output);
        if (_toPerson.WrittenCount > 0 && _stream.TrySend(_toPerson.WrittenCount))
        {
            output.Answer(_toPerson.WrittenSpan);
        }

        _toPerson.ResetWrittenCount();
        EndUnless(passed);
    }

    public void FromTarget(ReadOnlySpan<byte> octets, uint stream, IFilterOutput output)
    {
        if (stream != 0)
        {
            _errors.Filter(octets, _shown, answers: null);
            Send(_shown, 1, output);
            return;
        }

        var passed = _sftp?.FromTarget(octets, _toPerson) ?? _scp!.FromTarget(octets, _toPerson, _toTarget);
        Send(_toPerson, 0, output);
        if (_toTarget.WrittenCount > 0)
        {
            output.Answer(_toTarget.WrittenSpan);
            _toTarget.ResetWrittenCount();
        }

        EndUnless(passed);
    }

    public void TargetEnds(IFilterOutput output)
    {
        _errors.End(_shown);
        Send(_shown, 1, output);
    }

    public void Close()
    {
        _sftp?.Dispose();
        _scp?.Dispose();
        _removals.End(null);
    }

    private static void Pass(ArrayBufferWriter<byte> octets, IFilterOutput output)
    {
        if (octets.WrittenCount > 0)
        {
            output.Write(octets.WrittenSpan);
            octets.ResetWrittenCount();
        }
    }

    private void Send(ArrayBufferWriter<byte> octets, uint stream, IFilterOutput output)
    {
        if (octets.WrittenCount > 0 && _stream.TrySend(octets.WrittenCount))
        {
            output.Write(octets.WrittenSpan, stream);
        }

        octets.ResetWrittenCount();
    }

    private void EndUnless(bool passed)
    {
        if (!passed)
        {
            _stream.Cut(EndReason.NotContained, SshRefusals.Faulty(_sftp?.Fault ?? _scp?.Fault ?? "it is not what it was begun as."));
        }
    }
}

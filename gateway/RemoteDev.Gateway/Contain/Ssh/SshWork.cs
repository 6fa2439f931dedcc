using System.Text;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.Transfers.Exec;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Connection.Payloads;
using Known = RemoteDev.Policy.Vocabulary.Actions;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>What the program of a session channel would be, before anybody is asked whether it may run.</summary>
/// <param name="Kind">What its bytes are.</param>
/// <param name="Actions">One of these has to be permitted, the first that is carries the bytes.</param>
/// <param name="Command">The command line, recognised; null for a shell and for the sftp subsystem.</param>
/// <param name="Asked">For the trace.</param>
internal sealed record SshWork(StreamKind Kind, IReadOnlyList<EntityUid> Actions, ExecCommand? Command, string Asked)
{
    private static readonly EntityUid[] Read = [Known.SftpRead];
    private static readonly EntityUid[] Write = [Known.SftpWrite];
    private static readonly EntityUid[] Either = [Known.SftpRead, Known.SftpWrite];
    private static readonly EntityUid[] Run = [Known.RunCommand];
    private static readonly EntityUid[] Terminal = [Known.OpenTerminal];

    /// <summary>A login shell.</summary>
    public static SshWork Shell { get; } = new(StreamKind.Terminal, Terminal, null, "shell");

    /// <summary>SFTP as a subsystem.</summary>
    public static SshWork Sftp { get; } = new(StreamKind.FileTransfer, Either, null, "sftp");

    /// <summary>Reads the request that starts a program.</summary>
    /// <returns>The work, or why it is none that can be contained.</returns>
    public static Step<SshWork> Of(string name, ReadOnlyMemory<byte> payload) => name switch
    {
        "shell" => payload.IsEmpty ? Shell : SshRefusals.Malformed,
        "subsystem" => SubsystemRequest.Read(payload.Span) switch
        {
            { Name: "sftp" } => Sftp,
            null => SshRefusals.Malformed,
            _ => SshRefusals.OtherSubsystem,
        },
        "exec" => ExecRequest.Read(payload.Span) is { } exec ? Exec(ExecCommand.Parse(Encoding.UTF8.GetBytes(exec.Command))) : SshRefusals.Malformed,
        _ => SshRefusals.Malformed,
    };

    /// <summary>
    /// What is not read here as a protocol of its own is a command: git in an environment's folders runs that folder's hooks, and
    /// git-lfs hands out tokens.
    /// </summary>
    private static Step<SshWork> Exec(ExecCommand command) => command.Kind switch
    {
        ExecKind.Unknown => SshRefusals.NoCommand,
        ExecKind.Sftp => new SshWork(StreamKind.FileTransfer, Either, command, command.Line),
        ExecKind.ScpOut or ExecKind.RsyncOut => new SshWork(StreamKind.FileTransfer, Read, command, command.Line),
        ExecKind.ScpIn or ExecKind.RsyncIn => new SshWork(StreamKind.FileTransfer, Write, command, command.Line),
        _ => new SshWork(StreamKind.Command, Run, command, command.Line),
    };
}

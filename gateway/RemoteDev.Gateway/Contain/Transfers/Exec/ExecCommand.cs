using System.Text;

namespace RemoteDev.Gateway.Contain.Transfers.Exec;

/// <summary>The command line of an <c>exec</c> request, recognised.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">The line itself, escaped and bounded, for the trace.</param>
/// <param name="Path">The path it is about when it is narrow, escaped: of the repository, or of the first file; otherwise null.</param>
internal sealed record ExecCommand(ExecKind Kind, string Line, string? Path = null)
{
    private const int LongestLine = 32 << 10;
    private const int ShownLine = 1024;
    private const int LongestPath = 4096;

    /// <summary>Whether a permission to run commands is needed, which includes transfers both ways.</summary>
    public bool NeedsCommandPermission => Kind is ExecKind.Unknown or ExecKind.Command or ExecKind.ShellOnInput;

    /// <summary>Recognises a line. It is the narrower thing only if every shell would read exactly that from it.</summary>
    public static ExecCommand Parse(ReadOnlySpan<byte> line)
    {
        var shown = EscapedOctets.Of(line, ShownLine);
        if (line.IsEmpty || line.Length > LongestLine || line.Contains((byte)0))
        {
            return new ExecCommand(ExecKind.Unknown, shown);
        }

        if (ShellWords.TrySplit(line) is not [var program, .. var arguments])
        {
            return new ExecCommand(ExecKind.Command, shown);
        }

        var (kind, path) = Recognise(program, arguments);
        return path?.Length > LongestPath
            ? new ExecCommand(ExecKind.Command, shown)
            : new ExecCommand(kind, shown, path is null ? null : EscapedOctets.Of(Encoding.Latin1.GetBytes(path), LongestPath));
    }

    private static (ExecKind Kind, string? Path) Recognise(string program, string[] arguments) => program switch
    {
        "bash" or "sh" or "/bin/bash" or "/bin/sh" or "/usr/bin/bash" when arguments.Length == 0 => (ExecKind.ShellOnInput, null),
        "scp" or "/usr/bin/scp" => Scp(arguments),
        "rsync" or "/usr/bin/rsync" => RsyncServer.Recognise(arguments),
        "git" when arguments is ["upload-pack" or "receive-pack" or "upload-archive", ..] => Git("git-" + arguments[0], arguments[1..]),
        "git-upload-pack" or "git-receive-pack" or "git-upload-archive" => Git(program, arguments),
        "git-lfs-authenticate" or "git-lfs-transfer" => Lfs(arguments),
        "sftp-server" or "internal-sftp" when arguments.Length == 0 => (ExecKind.Sftp, null),
        _ when arguments.Length == 0 && IsSftpServer(program) => (ExecKind.Sftp, null),
        _ => (ExecKind.Command, null),
    };

    /// <summary>Where systems keep it; a program of that name elsewhere may be any program.</summary>
    private static bool IsSftpServer(string program) => program
        is "/usr/lib/openssh/sftp-server" or "/usr/lib/ssh/sftp-server" or "/usr/lib/sftp-server" or "/usr/lib/misc/sftp-server"
        or "/usr/libexec/sftp-server" or "/usr/libexec/openssh/sftp-server" or "/usr/libexec/ssh/sftp-server";

    private static (ExecKind Kind, string? Path) Scp(string[] arguments)
    {
        var direction = ExecKind.Command;
        var at = 0;
        for (; at < arguments.Length && arguments[at] is ['-', _, ..] option; at++)
        {
            if (option == "--")
            {
                at++;
                break;
            }

            foreach (var letter in option.AsSpan(1))
            {
                if (letter is 'f' or 't' && direction == ExecKind.Command)
                {
                    direction = letter == 'f' ? ExecKind.ScpOut : ExecKind.ScpIn;
                }
                else if (letter is not ('r' or 'p' or 'd' or 'v' or 'q'))
                {
                    return (ExecKind.Command, null);
                }
            }
        }

        var paths = arguments.Length - at;
        return direction != ExecKind.Command && (paths == 1 || (paths > 1 && direction == ExecKind.ScpOut))
            ? (direction, arguments[at])
            : (ExecKind.Command, null);
    }

    private static (ExecKind Kind, string? Path) Git(string program, string[] arguments) => arguments is [not (['-', ..] or [])]
        ? (program switch
        {
            "git-upload-pack" => ExecKind.GitUploadPack,
            "git-receive-pack" => ExecKind.GitReceivePack,
            _ => ExecKind.GitUploadArchive,
        }, arguments[0])
        : (ExecKind.Command, null);

    private static (ExecKind Kind, string? Path) Lfs(string[] arguments) => arguments switch
    {
        [not (['-', ..] or []), "download"] => (ExecKind.GitLfsDownload, arguments[0]),
        [not (['-', ..] or []), "upload"] => (ExecKind.GitLfsUpload, arguments[0]),
        _ => (ExecKind.Command, null),
    };
}

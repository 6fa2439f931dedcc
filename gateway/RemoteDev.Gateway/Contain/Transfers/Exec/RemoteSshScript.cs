using System.Buffers;

namespace RemoteDev.Gateway.Contain.Transfers.Exec;

/// <summary>
/// Recognises the script that VS Code's Remote-SSH writes to a shell on the channel's input. Recognising it permits nothing: whoever can
/// write this script can write another, so it needs the permission to run commands. It tells the trace and the person what runs, and which
/// direct-tcpip channels belong to it.
/// </summary>
internal sealed class RemoteSshScript
{
    private const int MostRead = 32 << 10;
    private const int CommitLength = 40;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    private readonly ArrayBufferWriter<byte> _read = new(1024);

    /// <summary>Whether the marks of that script were seen.</summary>
    public bool IsRecognised { get; private set; }

    /// <summary>The commit of VS Code's server that the script wants, in hex; null while it is not known.</summary>
    public string? Commit { get; private set; }

    /// <summary>Takes what the client writes; it all passes. Looks at the first 32 KiB only.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        var room = MostRead - _read.WrittenCount;
        if (room <= 0 || (IsRecognised && Commit is not null))
        {
            return;
        }

        _read.Write(bytes[..Math.Min(room, bytes.Length)]);
        var script = _read.WrittenSpan;
        IsRecognised = script.IndexOf("VSCODE_AGENT_FOLDER"u8) >= 0 || script.IndexOf(".vscode-server"u8) >= 0;
        Commit ??= IsRecognised ? FindCommit(script) : null;
    }

    private static string? FindCommit(ReadOnlySpan<byte> script)
    {
        while (true)
        {
            var start = script.IndexOfAny(HexDigits);
            if (start < 0)
            {
                return null;
            }

            script = script[start..];
            var length = script.IndexOfAnyExcept(HexDigits);
            if (length == CommitLength)
            {
                return System.Text.Encoding.ASCII.GetString(script[..CommitLength]);
            }

            if (length < 0)
            {
                return null;
            }

            script = script[length..];
        }
    }
}

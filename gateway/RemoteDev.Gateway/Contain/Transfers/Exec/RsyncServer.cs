using System.Buffers;

namespace RemoteDev.Gateway.Contain.Transfers.Exec;

/// <summary>Recognises what an rsync client runs on the other side: <c>rsync --server [--sender] options . path...</c></summary>
internal static class RsyncServer
{
    /// <summary>
    /// One-letter options without a value that servers get. <c>s</c> is not among them: with it the real arguments come later, over the
    /// channel, and could turn the direction round.
    /// </summary>
    private static readonly SearchValues<char> Letters = SearchValues.Create("vqcrlogDtpnWxuLkKdHISzbCEAXUNymhiOJ");

    private static readonly SearchValues<char> Capabilities =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");

    /// <summary>Long options that neither run a program nor name a file of their own; before a '=' where they have a value.</summary>
    private static readonly string[] Harmless =
    [
        "--append", "--append-verify", "--bwlimit", "--checksum-choice", "--checksum-seed", "--compress-choice",
        "--compress-level", "--copy-unsafe-links", "--delete", "--delete-after", "--delete-before", "--delete-delay",
        "--delete-during", "--delete-excluded", "--existing", "--force", "--fuzzy", "--ignore-errors", "--ignore-existing",
        "--info", "--inplace", "--log-format", "--max-delete", "--max-size", "--min-size", "--modify-window", "--munge-links",
        "--new-compress", "--no-i-r", "--no-implied-dirs", "--no-r", "--numeric-ids", "--old-compress", "--omit-dir-times",
        "--open-noatime", "--partial", "--preallocate", "--remove-source-files", "--safe-links", "--size-only", "--stats",
        "--timeout", "--usermap", "--groupmap",
    ];

    /// <summary>The kind, and the first path; a plain command when anything is not as a client writes it.</summary>
    public static (ExecKind Kind, string? Path) Recognise(string[] arguments)
    {
        if (arguments is not ["--server", .. var rest])
        {
            return (ExecKind.Command, null);
        }

        var kind = ExecKind.RsyncIn;
        if (rest is ["--sender", .. var more])
        {
            kind = ExecKind.RsyncOut;
            rest = more;
        }

        var at = 0;
        while (at < rest.Length && rest[at] is ['-', ..])
        {
            if (!IsHarmless(rest[at++]))
            {
                return (ExecKind.Command, null);
            }
        }

        // The first name is always a dot; a name that begins with a dash would be an option again.
        return at + 1 < rest.Length && rest[at] == "." && !Array.Exists(rest[(at + 1)..], path => path is ['-', ..])
            ? (kind, rest[at + 1])
            : (ExecKind.Command, null);
    }

    private static bool IsHarmless(string option)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            return Array.IndexOf(Harmless, equals < 0 ? option : option[..equals]) >= 0;
        }

        // After an e come a dot and the client's capabilities.
        var letters = option.AsSpan(1);
        var capabilities = letters.IndexOf("e.");
        if (capabilities >= 0)
        {
            if (letters[capabilities..].ContainsAnyExcept(Capabilities))
            {
                return false;
            }

            letters = letters[..capabilities];
        }

        return option.Length > 1 && !letters.ContainsAnyExcept(Letters);
    }
}

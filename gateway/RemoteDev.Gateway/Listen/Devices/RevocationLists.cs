using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RemoteDev.Gateway.Listen.Devices;

/// <summary>The revocation lists as the files last said. Immutable; a changed file makes another.</summary>
internal sealed class RevocationLists
{
    private readonly ImmutableArray<Listed> _files;

    private RevocationLists(ImmutableArray<Listed> files) => _files = files;

    public static RevocationLists None { get; } = new([]);

    /// <summary>Reads what changed since; the same object when nothing did.</summary>
    public static RevocationLists Read(IReadOnlyList<string> paths, RevocationLists before)
    {
        var files = ImmutableArray.CreateBuilder<Listed>(paths.Count);
        var same = before._files.Length == paths.Count;
        for (var i = 0; i < paths.Count; i++)
        {
            var stamp = FileStamp.Of(paths[i]);
            var known = i < before._files.Length ? before._files[i] : null;
            if (known is not null && stamp is not null && known.Stamp == stamp)
            {
                files.Add(known);
                continue;
            }

            var read = Read(paths[i], stamp);
            same &= known is not null && known.Stamp is null && stamp is null;
            files.Add(read);
        }

        return same ? before : new RevocationLists(files.ToImmutable());
    }

    /// <summary>The list of an authority that holds now; of several the newest. Null: there is none that may be gone by.</summary>
    public RevocationList? InForce(X509Certificate2 authority, DateTimeOffset now) => _files
        .Select(file => file.List)
        .OfType<RevocationList>()
        .Where(list => list.IsInForceAt(now) && list.Issuer.AsSpan().SequenceEqual(authority.SubjectName.RawData) && list.IsSignedBy(authority))
        .MaxBy(list => list.From);

    /// <summary>What is wrong with a file, for the operator; null when nothing is.</summary>
    public string? Fault(DateTimeOffset now)
    {
        foreach (var file in _files)
        {
            if (file.Fault is { } fault)
            {
                return $"revocation list {file.Path}: {fault}";
            }

            if (file.List is { } list && !list.IsInForceAt(now))
            {
                return now < list.From
                    ? $"revocation list {file.Path} begins {list.From:u}"
                    : $"revocation list {file.Path} was due to be replaced {list.Until:u}";
            }
        }

        return null;
    }

    private static Listed Read(string path, FileStamp? stamp)
    {
        if (stamp is not { } seen)
        {
            return new Listed(path, null, null, "there is no such file");
        }

        if (seen.Length > RevocationList.MostBytes)
        {
            return new Listed(path, stamp, null, $"it has more than {RevocationList.MostBytes} bytes");
        }

        try
        {
            return new Listed(path, stamp, RevocationList.Read(File.ReadAllBytes(path)), null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or FormatException)
        {
            // Half of a file that is being written: its stamp changes once more, and then it is read again.
            return new Listed(path, stamp, null, unreadable.Message);
        }
    }

    private sealed record Listed(string Path, FileStamp? Stamp, RevocationList? List, string? Fault);
}

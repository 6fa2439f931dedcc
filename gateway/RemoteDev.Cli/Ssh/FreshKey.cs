namespace RemoteDev.Cli.Ssh;

/// <summary>
/// A new key pair in a folder of its own that only its owner can enter, beside where it will live. The private half leaves it for the
/// agent or for <c>~/.ssh</c>, and otherwise goes with the folder.
/// </summary>
internal sealed class FreshKey : IDisposable
{
    /// <summary>By this comment a later run knows that it may replace the key.</summary>
    public const string Comment = "remotedev-login";

    private readonly DirectoryInfo _folder;

    private FreshKey(DirectoryInfo folder) => _folder = folder;

    public string Private => Path.Combine(_folder.FullName, "remotedev");

    public string Public => Private + ".pub";

    public string Certificate => Private + "-cert.pub";

    /// <summary>Makes it, or says why not.</summary>
    public static async Task<(FreshKey? Key, string Fault)> MakeAsync(
        PersonFolder folder, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        PersonFolder.Make(folder.Ssh);
        var place = new DirectoryInfo(Path.Combine(folder.Ssh, $".remotedev-{Path.GetRandomFileName()}"));
        PersonFolder.Make(place.FullName);
        FreshKey? key = new(place);
        try
        {
            var (code, errors) = await OpenSshTool.RunAsync(
                "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", Comment, "-f", key.Private], environment, cancellationToken);
            if (code != 0)
            {
                return (null, errors.Length > 0 ? errors : $"ssh-keygen ended with code {code}.");
            }

            var made = key;
            key = null;
            return (made, "");
        }
        finally
        {
            key?.Dispose();
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }
}

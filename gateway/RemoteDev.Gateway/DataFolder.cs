namespace RemoteDev.Gateway;

/// <summary>
/// The folder in which the gateway keeps what must survive it: database, keys, trace, operator socket. Only the gateway's own user
/// can enter it.
/// </summary>
internal sealed class DataFolder
{
    /// <summary>The configuration key that names it.</summary>
    public const string Key = "RemoteDev:Data";

    private DataFolder(string path) => Root = path;

    /// <summary>Absolute.</summary>
    public string Root { get; }

    /// <summary>The folder that configuration names, or systemd's <c>StateDirectory=</c>, made if it is missing.</summary>
    /// <exception cref="InvalidOperationException">None is named, or it cannot be made; the message says what to set.</exception>
    public static DataFolder From(IConfiguration configuration)
    {
        var named = configuration[Key] is { Length: > 0 } set ? set : Environment.GetEnvironmentVariable("STATE_DIRECTORY");
        if (string.IsNullOrWhiteSpace(named))
        {
            throw new InvalidOperationException(
                $"No data folder is named. Set {Key} (environment variable RemoteDev__Data) to a folder that only the gateway's user can read.");
        }

        return At(Path.GetFullPath(named));
    }

    /// <summary>A path inside the folder.</summary>
    public string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static DataFolder At(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InvalidOperationException($"The data folder {path} ({Key}) cannot be used: {fault.Message}", fault);
        }

        return new DataFolder(path);
    }
}

namespace RemoteDev.Gateway;

/// <summary>What the whole house shares. Section <c>RemoteDev</c>.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Scheme, host and port at which browsers reach the portal: <c>https://dev.example.com</c>.</summary>
    public string PublicOrigin { get; init; } = "";

    /// <summary>Folder for everything that is kept. Not below the program: logs and data next to binaries get served, copied and watched.</summary>
    public string Data { get; init; } = "";

    /// <summary><see cref="Data"/> or systemd's <c>StateDirectory=</c>, absolute; empty when neither is named.</summary>
    public string DataPath =>
        (Data.Length > 0 ? Data : Environment.GetEnvironmentVariable("STATE_DIRECTORY")) is { Length: > 0 } named ? Path.GetFullPath(named) : "";

    /// <summary>A file or folder below <see cref="Data"/>.</summary>
    public string InData(params ReadOnlySpan<string> parts) => Path.Combine([DataPath, .. parts]);

    internal static void Check(GatewayOptions options, OptionFaults faults, string contentRoot)
    {
        const string key = $"{RoomOptions.Root}:{nameof(Data)}";
        if (options.DataPath.Length == 0)
        {
            faults.Add(key, "name a folder in which the gateway may keep its data.");
            return;
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(contentRoot));
        if (options.DataPath.Equals(root, StringComparison.Ordinal)
            || options.DataPath.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && root.Length > 1)
        {
            faults.Add(key, "must not be inside the program's own folder.");
            return;
        }

        try
        {
            Directory.CreateDirectory(options.DataPath);
            if (!OperatingSystem.IsWindows())
            {
                // Keys, the database and the operator's socket live here: nobody else on this machine looks inside.
                File.SetUnixFileMode(options.DataPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            faults.Add(key, $"cannot be made ready: {denied.Message}");
        }
    }
}

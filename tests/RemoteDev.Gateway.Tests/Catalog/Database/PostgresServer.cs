using System.Diagnostics;
using Npgsql;

namespace RemoteDev.Gateway.Tests.Catalog.Database;

/// <summary>A PostgreSQL of our own: fresh folder, Unix socket only, stopped and removed with the fixture.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "rdpg-" + Path.GetRandomFileName());
    private Process? _server;

    /// <summary>Where initdb and postgres are, the newest version first; null when they are not installed.</summary>
    public static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
        : null;

    /// <summary>A new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
#pragma warning disable CA2100 // A name cannot be a parameter, and this one is a GUID.
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async Task InitializeAsync()
    {
        if (Binaries is null)
        {
            return;
        }

        // initdb and postgres refuse to run as root; Debian's package made this user for them.
        var owner = Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName;
        await RunAsync("install", "-d", "-o", owner, "-m", "0700", _folder);
        await RunAsync([.. AsOwner(owner), Path.Combine(Binaries, "initdb"), "-D", Path.Combine(_folder, "data"), "-U", "remotedev", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        _server = Start(
            [.. AsOwner(owner), Path.Combine(Binaries, "postgres"), "-D", Path.Combine(_folder, "data"), "-c", "listen_addresses=", "-c", $"unix_socket_directories={_folder}", "-c", "fsync=off"]);
        using var deadline = new CancellationTokenSource(Deadline);
        while (await _server.StandardError.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = _server.StandardError.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException("PostgreSQL ended before it was ready.");
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync("kill", "-INT", _server.Id.ToString());
            using var deadline = new CancellationTokenSource(Deadline);
            await _server.WaitForExitAsync(deadline.Token);
            _server.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string[] AsOwner(string owner) =>
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={owner}", $"--regid={owner}", "--init-groups", "--"] : [];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
        await output;
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, $"{command[0]} ended with {process.ExitCode}: {errors}");
    }

    private static Process Start(params string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        UseShellExecute = false,
        WorkingDirectory = "/",
    }) ?? throw new InvalidOperationException($"{command[0]} did not start.");

    private string ConnectionString(string database) => $"Host={_folder};Username=remotedev;Database={database};Timeout=30";
}

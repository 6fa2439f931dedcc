using System.Text.Json;
using System.Text.RegularExpressions;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Ssh;

/// <summary>
/// What is kept of the last <c>remotedev login</c>, for <c>remotedev ssh-config</c>. Nothing in it is secret. All of it ends up in the
/// configuration of <c>ssh</c>, where a line break would be a command: what is not plainly a name, a port or a key is refused.
/// </summary>
internal sealed partial record SignedIn(
    string Portal, string Login, DateTimeOffset ExpiresAt, string Host, int Port, string HostAuthority, IReadOnlyList<string> Environments)
{
    private const int MostEnvironments = 10_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Of an answer of the gateway; null when something in it cannot stand in a configuration.</summary>
    public static SignedIn? Of(Uri portal, SshLoginGranted granted)
    {
        var kept = new SignedIn(
            portal.GetLeftPart(UriPartial.Authority), granted.Login, granted.ExpiresAt, granted.Host, granted.Port, granted.HostAuthority, granted.Environments);
        return kept.IsPlain() ? kept : null;
    }

    /// <summary>The last one, or null when there is none that can be used.</summary>
    public static async Task<SignedIn?> ReadAsync(PersonFolder folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.State))
        {
            return null;
        }

        try
        {
            var kept = JsonSerializer.Deserialize<SignedIn>(await File.ReadAllTextAsync(folder.State, cancellationToken), Json);
            return kept?.IsPlain() == true ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task WriteAsync(PersonFolder folder, CancellationToken cancellationToken)
    {
        PersonFolder.Make(Path.GetDirectoryName(folder.State)!);
        await PrivateFile.WriteAsync(folder.State, JsonSerializer.Serialize(this, Json) + "\n", cancellationToken);
    }

    private bool IsPlain() =>
        Portal is not null && Uri.TryCreate(Portal, UriKind.Absolute, out _) && !Portal.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Login is not null && LoginName().IsMatch(Login)
        && Host is not null && Uri.CheckHostName(Host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 && HostName().IsMatch(Host)
        && Port is >= 1 and <= 65535
        && HostAuthority is not null && KeyLine().IsMatch(HostAuthority)
        && Environments is { Count: <= MostEnvironments } && Environments.All(name => name is not null && EnvironmentName().IsMatch(name));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LoginName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.:-]{0,252}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[a-z0-9@.-]{1,64} [A-Za-z0-9+/]{16,4096}={0,2}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnvironmentName();
}

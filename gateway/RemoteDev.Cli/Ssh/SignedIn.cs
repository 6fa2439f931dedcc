using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;

namespace RemoteDev.Cli.Ssh;

/// <summary>
/// What is kept of the last <c>remotedev login</c>, for <c>ssh-config</c>, <c>git-config</c> and <c>git-credential</c>. Nothing in it is secret. All of it ends up in the
/// configuration of <c>ssh</c> and git, where a line break would be a command: what is not plainly a name, a port or a key is refused.
/// </summary>
/// <param name="Host">Where the SSH door is; null after a login for git alone, and then there is neither port nor authority.</param>
internal sealed partial record SignedIn(
    string Portal, string Login, DateTimeOffset ExpiresAt, string? Host, int Port, string? HostAuthority, IReadOnlyList<string> Environments, string GitOrigin)
{
    private const int MostEnvironments = 10_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Whether ssh can be told anything.</summary>
    [JsonIgnore]
    [MemberNotNullWhen(true, nameof(Host), nameof(HostAuthority))]
    public bool HasSsh => Host is not null && HostAuthority is not null;

    /// <summary>Of an answer of the gateway; null when something in it cannot stand in a configuration.</summary>
    public static SignedIn? Of(Uri portal, DeviceGranted granted, DateTimeOffset until)
    {
        var kept = new SignedIn(
            portal.GetLeftPart(UriPartial.Authority), granted.Login, until, granted.Host, granted.Port ?? 0, granted.HostAuthority, granted.Environments ?? [], granted.GitOrigin);
        return kept.IsPlain() ? kept : null;
    }

    /// <summary>With what an earlier login at the same gateway, as the same person, said about SSH: a login for git alone takes nothing of it away.</summary>
    public SignedIn WithSshOf(SignedIn? before) => before?.Portal == Portal && before.Login == Login
        ? this with { Host = before.Host, Port = before.Port, HostAuthority = before.HostAuthority, Environments = before.Environments }
        : this;

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
        && IsOrigin(GitOrigin)
        && (HasSsh ? IsPlain(Host, Port, HostAuthority) : Host is null && Port == 0 && HostAuthority is null && Environments is { Count: 0 })
        && Environments is { Count: <= MostEnvironments } && Environments.All(name => name is not null && EnvironmentName().IsMatch(name));

    private static bool IsPlain(string host, int port, string authority) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 && HostName().IsMatch(host)
        && port is >= 1 and <= 65535
        && KeyLine().IsMatch(authority);

    private static bool IsOrigin(string? text) =>
        text is { Length: <= 300 } && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '"' || c == '\\')
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LoginName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.:-]{0,252}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[a-z0-9@.-]{1,64} [A-Za-z0-9+/]{16,4096}={0,2}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnvironmentName();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using RemoteDev.Cli.Gateway;
using RemoteDev.Cli.Output;
using RemoteDev.Cli.Ssh;

namespace RemoteDev.Cli.Git;

/// <summary>The access token for git, in a file that its owner alone can read.</summary>
/// <param name="Origin">The one origin it is for.</param>
internal sealed partial record GitToken(string Origin, string Login, string Value, DateTimeOffset ExpiresAt)
{
    private const int LongestFile = 16 * 1024;

    public static GitToken? Of(DeviceGranted granted, DateTimeOffset until) =>
        Plain().IsMatch(granted.AccessToken) ? new GitToken(granted.GitOrigin, granted.Login, granted.AccessToken, until) : null;

    /// <summary>The one that is kept, or null when there is none that can be used.</summary>
    public static async Task<GitToken?> ReadAsync(PersonFolder folder, CancellationToken cancellationToken)
    {
        if (new FileInfo(folder.GitToken) is not { Exists: true, Length: <= LongestFile })
        {
            return null;
        }

        try
        {
            var kept = JsonSerializer.Deserialize<GitToken>(await File.ReadAllTextAsync(folder.GitToken, cancellationToken), JsonSerializerOptions.Web);
            return kept is { Origin: not null, Login: not null, Value: not null } && Plain().IsMatch(kept.Value) && !kept.Login.Any(char.IsControl) ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task WriteAsync(PersonFolder folder, CancellationToken cancellationToken)
    {
        PersonFolder.Make(Path.GetDirectoryName(folder.GitToken)!);
        await PrivateFile.WriteAsync(folder.GitToken, JsonSerializer.Serialize(this, JsonSerializerOptions.Web) + "\n", cancellationToken);
    }

    public override string ToString() => $"GitToken {{ Origin = {Origin}, Login = {Login}, Value = <secret> }}";

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{20,200}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}

namespace RemoteDev.Cli.Git;

/// <summary>What git asks a credential helper about (gitcredentials, "Input/output format"): attributes, one a line.</summary>
internal sealed class CredentialAsked
{
    private const int MostLines = 256;
    private const int LongestLine = 64 * 1024;

    private readonly Dictionary<string, string> _attributes;

    private CredentialAsked(Dictionary<string, string> attributes) => _attributes = attributes;

    public string? UserName => _attributes.GetValueOrDefault("username");

    public string? Password => _attributes.GetValueOrDefault("password");

    /// <summary>Reads until an empty line or the end. Null when it is too much, no attribute, or says one thing twice: git does none of that.</summary>
    public static async Task<CredentialAsked?> ReadAsync(TextReader input, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < MostLines; i++)
        {
            if (await input.ReadLineAsync(cancellationToken) is not { Length: > 0 } line)
            {
                return new CredentialAsked(attributes);
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line.Length > LongestLine || equals <= 0)
            {
                return null;
            }

            // A list has brackets behind its name; nothing of those is asked here.
            var name = line[..equals];
            if (!name.EndsWith("[]", StringComparison.Ordinal) && !attributes.TryAdd(name, line[(equals + 1)..]))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Whether it is exactly this origin, protocol and port included, and one to which a secret may go.</summary>
    public bool IsFor(string origin) =>
        _attributes.TryGetValue("protocol", out var protocol)
        && _attributes.TryGetValue("host", out var host)
        && $"{protocol}://{host}" == origin
        && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.Host.EndsWith(".localhost", StringComparison.Ordinal)));
}

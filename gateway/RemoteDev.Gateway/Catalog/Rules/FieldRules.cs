using System.Net;
using NodaTime;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What single fields may hold, where a name or a line of text is not enough to say it.</summary>
internal static class FieldRules
{
    public static void Classification(EntryFaults faults, string value) => faults.OneOf("classification", value, "open", "internal", "crown-jewel");

    public static void Email(EntryFaults faults, string value)
    {
        faults.Line("email", value, Limits.Email);
        var at = value.LastIndexOf('@');
        if (value.Length is > 0 and <= Limits.Email && (at <= 0 || at == value.Length - 1 || value.Any(char.IsWhiteSpace)))
        {
            faults.Add("email", "is not an e-mail address; write it like ada@acme.example");
        }
    }

    public static void Zone(EntryFaults faults, string field, string value)
    {
        var zones = DateTimeZoneProviders.Tzdb;
        if (value.Length > Limits.Zone || zones.GetZoneOrNull(value) is null)
        {
            var near = value.Length > Limits.Zone ? "" : EntryFaults.Suggest(value, zones.Ids);
            faults.Add(field, near.Length == 0 ? "is not an IANA zone; write it like Africa/Lagos" : $"'{value}' is not an IANA zone{near}");
        }
    }

    public static void Upstream(EntryFaults faults, Uri value, UpstreamShape shape)
    {
        if (value.OriginalString.Length > Limits.Url)
        {
            faults.Add("upstream", $"has more than {Limits.Url} characters");
        }
        else if (!value.IsAbsoluteUri || !IsScheme(value.Scheme, shape) || value.Host.Length == 0)
        {
            faults.Add("upstream", "is not a URL of ours; write it like " + shape switch
            {
                UpstreamShape.Repository => "http://10.0.3.7:8080/payments/app.git",
                UpstreamShape.Ssh => "ssh://10.0.3.7:22",
                _ => "http://10.0.3.7:8080",
            });
        }
        else if (value.UserInfo.Length > 0)
        {
            faults.Add("upstream", "holds a user name or password; secrets do not belong in the catalogue");
        }
        else if (value.Query.Length > 0 || value.Fragment.Length > 0)
        {
            faults.Add("upstream", "holds a query or a fragment; write scheme, host, port and path only");
        }
        else if (shape == UpstreamShape.Repository ? !value.AbsolutePath.EndsWith(".git", StringComparison.Ordinal) : value.AbsolutePath is not ("/" or ""))
        {
            faults.Add("upstream", shape == UpstreamShape.Repository ? "does not end in .git" : "holds a path; write scheme, host and port only");
        }
    }

    private static bool IsScheme(string scheme, UpstreamShape shape) =>
        shape == UpstreamShape.Ssh ? scheme == SshTarget.Scheme : scheme is "http" or "https";

    public static void Folder(EntryFaults faults, string field, string value)
    {
        if (value.Length > Limits.Path)
        {
            faults.Add(field, $"has more than {Limits.Path} characters");
        }
        else if (value.Length < 2 || value[0] != '/' || value.Any(char.IsControl) || value.Contains('\\', StringComparison.Ordinal)
            || value.Split('/').Any(part => part is "." or ".."))
        {
            faults.Add(field, "is not an absolute folder; write it like /home/coder/project, without . and ..");
        }
    }

    public static void Network(EntryFaults faults, string field, string value)
    {
        if (value.Length > Limits.Item || !IPNetwork.TryParse(value, out var network))
        {
            faults.Add(field, value.Length <= Limits.Item && IPAddress.TryParse(value, out var address)
                ? $"is an address; for that one address write {address}/{(address.GetAddressBytes().Length == 4 ? 32 : 128)}"
                : "is not a network; write it like 10.0.3.0/24");
        }
        else if (!IPAddress.TryParse(value.AsSpan(0, value.IndexOf('/', StringComparison.Ordinal)), out var written) || !written.Equals(network.BaseAddress))
        {
            // 10.0.3.7/8 is more often a slip for /32 than a wish for sixteen million addresses.
            faults.Add(field, $"has bits set after the prefix; write {network}, if that is the network that is meant");
        }
    }

    // git-check-ref-format(1), as far as a branch's exact name needs it.
    public static void Branch(EntryFaults faults, string field, string value)
    {
        if (value.Length is 0 or > Limits.Item || value[0] is '/' or '-' || value[^1] is '/' or '.' || value.Contains("..", StringComparison.Ordinal)
            || value.Contains("//", StringComparison.Ordinal) || value.Contains("@{", StringComparison.Ordinal)
            || value.Any(static c => char.IsControl(c) || c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\'))
        {
            faults.Add(field, "is not a branch name; write the exact name, like main or release/2026");
        }
    }
}

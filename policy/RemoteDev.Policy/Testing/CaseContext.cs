using System.Net;
using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Yaml;

namespace RemoteDev.Policy.Testing;

/// <summary>Reads the circumstances of a case.</summary>
internal static class CaseContext
{
    // A fresh second factor unless the case says otherwise: most cases are about something else.
    private static readonly MfaEvidence Fresh = new(TimeSpan.FromMinutes(1), "totp");

    public static DecisionContext Read(YamlMap map) => new()
    {
        Now = default,
        Mfa = map.Text("mfa") is { } mfa ? ReadMfa(map, mfa) : Fresh,
        Origin = map.Text("origin") is { } origin ? ReadOrigin(map, origin) : Origin.Outside,
        Source = map.ParseIfAny("ip", text => IPAddress.TryParse(text, out var ip) ? ip : null, "an address") ?? IPAddress.None,
        Networks = [.. map.Texts("networks").Select(network => network.Value)],
        Country = map.ParseIfAny("country", Country, "two capital letters, like NG"),
        DeviceCertificate = Device(map).Contains("certificate", StringComparer.Ordinal),
        DeviceManaged = Device(map).Contains("managed", StringComparer.Ordinal),
        Protocol = map.ParseIfAny("protocol", Protocol, "http, ssh, git or desktop") ?? "http",
        Approval = map.Has("approved-by")
            ? new ApprovalEvidence([.. map.Texts("approved-by").Select(login => login.Value)], Instant.FromUtc(9000, 1, 1, 0, 0))
            : null,
        Port = map.Text("port") is { } port ? ReadPort(map, port) : null,
        Ticket = map.Text("ticket")?.Value,
    };

    private static string? Country(string text) => text is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? text : null;

    // A misspelt fact must not test the device without it.
    private static List<string> Device(YamlMap map)
    {
        var words = new List<string>();
        foreach (var word in map.Texts("device"))
        {
            if (word.Value is not ("certificate" or "managed"))
            {
                map.Fault(word.Start, "device must be certificate, managed or both");
            }

            words.Add(word.Value);
        }

        return words;
    }

    private static string? Protocol(string text) => text is "http" or "ssh" or "git" or "desktop" ? text : null;

    private static MfaEvidence? ReadMfa(YamlMap map, YamlText text)
    {
        if (text.Value == "none")
        {
            return null;
        }

        var words = text.Value.Split(' ', 2);
        if (Quantity.TryDuration(words[0], out var age))
        {
            return new MfaEvidence(age, words.Length > 1 ? words[1] : "totp");
        }

        map.Fault(text.Start, "mfa must be an age with or without a method, like 10m or 10m passkey, or none");
        return null;
    }

    private static Origin ReadOrigin(YamlMap map, YamlText text)
    {
        if (text.Value is not ("inside" or "outside"))
        {
            map.Fault(text.Start, "origin must be inside or outside");
        }

        return text.Value == "inside" ? Origin.Inside : Origin.Outside;
    }

    private static int? ReadPort(YamlMap map, YamlText text)
    {
        if (Quantity.TryNumber(text.Value, ushort.MaxValue, out var port))
        {
            return (int)port;
        }

        map.Fault(text.Start, "port must be a number up to 65535");
        return null;
    }
}

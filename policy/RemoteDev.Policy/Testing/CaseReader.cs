using System.Collections.Immutable;
using System.Net;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Faults;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Yaml;

namespace RemoteDev.Policy.Testing;

/// <summary>Reads test cases, which live in YAML beside the policies.</summary>
public static class CaseReader
{
    private const int MaxCases = 2000;

    private static readonly string[] Attestations = ["nda", "training", "background"];

    // A fresh second factor unless the case says otherwise: most cases are about something else.
    private static readonly MfaEvidence Fresh = new(TimeSpan.FromMinutes(1), "totp");

    /// <summary>Reads a file of cases; reports every fault with its line.</summary>
    /// <param name="file">What faults call the text.</param>
    /// <param name="text">The YAML.</param>
    public static CaseReading Read(string file, string text)
    {
        var faults = new List<PolicyFault>();
        var cases = new List<PolicyCase>();
        if (YamlDocument.Load(file, text, faults.Add) is { } root)
        {
            foreach (var map in root.Maps("cases").Take(MaxCases))
            {
                if (ReadCase(map, faults) is { } read)
                {
                    cases.Add(read);
                }

                map.RefuseOthers();
            }

            root.RefuseOthers();
            if (!root.Has("cases"))
            {
                root.Fault("cases", "cases is missing");
            }
        }

        return new CaseReading(cases, faults);
    }

    private static PolicyCase? ReadCase(YamlMap map, List<PolicyFault> faults)
    {
        var before = faults.Count;
        var name = map.Required("name").Value;
        var person = map.Required("person").Value;
        var at = Parse(map, "at", text => CaseMoment.TryRead(text, out var moment) ? moment : null, "a moment like Tue 09:30 Africa/Lagos");
        var action = Parse(map, "action", Actions.Find, $"an action: {string.Join(", ", Actions.All.Select(known => known.Name))}");
        var resource = Parse(map, "resource", ResourceText.Read, "a resource like environment payments-dev, repository payments/app or gateway");
        var expect = ReadExpect(map);
        var context = ReadContext(map);
        var stated = ReadObligations(map, faults);
        var attestations = ReadAttestations(map);
        var because = map.Has("because") ? map.Texts("because").Select(id => id.Value).ToImmutableArray() : (ImmutableArray<string>?)null;
        var says = map.Text("says")?.Value;
        if (faults.Count > before || at is null || action is null || resource is null)
        {
            return null;
        }

        return new PolicyCase
        {
            Name = name,
            File = map.File,
            Line = map.Line,
            Person = person,
            At = at,
            Action = action.Uid,
            Resource = resource,
            Context = context,
            Attestations = attestations,
            Expect = expect,
            Because = because,
            Obligations = stated,
            Says = says,
        };
    }

    private static VerdictKind ReadExpect(YamlMap map)
    {
        var text = map.Required("expect");
        switch (text.Value)
        {
            case "permit":
                return VerdictKind.Permitted;
            case "deny":
                return VerdictKind.Denied;
            case "needs-mfa":
                return VerdictKind.NeedsMfa;
            case "needs-approval":
                return VerdictKind.NeedsApproval;
            default:
                map.Fault(text.Start, "expect must be permit, deny, needs-mfa or needs-approval");
                return VerdictKind.Denied;
        }
    }

    private static DecisionContext ReadContext(YamlMap map) => new()
    {
        Now = default,
        Mfa = map.Text("mfa") is { } mfa ? ReadMfa(map, mfa) : Fresh,
        Origin = map.Text("origin") is { } origin ? ReadOrigin(map, origin) : Origin.Outside,
        Source = Parse(map, "ip", text => IPAddress.TryParse(text, out var ip) ? ip : null, "an address", optional: true) ?? IPAddress.None,
        Networks = [.. map.Texts("networks").Select(network => network.Value)],
        DeviceCertificate = map.Texts("device").Any(word => word.Value == "certificate"),
        DeviceManaged = map.Texts("device").Any(word => word.Value == "managed"),
        Protocol = Parse(map, "protocol", text => text is "http" or "ssh" or "git" or "desktop" ? text : null, "http, ssh, git or desktop", optional: true) ?? "http",
        Approval = map.Has("approved-by")
            ? new ApprovalEvidence([.. map.Texts("approved-by").Select(login => login.Value)], Instant.FromUtc(9000, 1, 1, 0, 0))
            : null,
        Port = map.Text("port") is { } port ? ReadPort(map, port) : null,
        Ticket = map.Text("ticket")?.Value,
    };

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

    private static StatedObligations ReadObligations(YamlMap map, List<PolicyFault> faults)
    {
        var reader = new ObligationReader(map.File, permits: true, faults.Add);
        reader.Read(map.Pairs("obligations").Select(pair => new AnnotationText(pair.Name, pair.Value.Value, pair.Value.Line, pair.Value.Column)));
        if (reader.Id.Length + reader.Reason.Length > 0)
        {
            map.Fault("obligations", "id and reason are not obligations; name policies in because");
        }

        return reader.Stated;
    }

    private static ImmutableDictionary<string, Instant?> ReadAttestations(YamlMap map)
    {
        var read = ImmutableDictionary.CreateBuilder<string, Instant?>(StringComparer.Ordinal);
        foreach (var (name, value) in map.Pairs("attestations"))
        {
            var date = LocalDatePattern.Iso.Parse(value.Value);
            if (!Attestations.Contains(name, StringComparer.Ordinal))
            {
                map.Fault(value.Start, $"{Spelling.Cut(name)} is not an attestation; known are {string.Join(", ", Attestations)}");
            }
            else if (date.Success || value.Value == "none")
            {
                read[name] = date.Success ? date.Value.AtMidnight().InUtc().ToInstant() : null;
            }
            else
            {
                map.Fault(value.Start, $"{name} must be the date it expires on, like 2027-01-31, or none");
            }
        }

        return read.ToImmutable();
    }

    private static T? Parse<T>(YamlMap map, string name, Func<string, T?> parse, string wanted, bool optional = false)
        where T : class
    {
        if (optional && !map.Has(name))
        {
            return null;
        }

        var text = map.Required(name);
        if (map.Has(name) && parse(text.Value) is null)
        {
            map.Fault(text.Start, $"{name} must be {wanted}");
        }

        return map.Has(name) ? parse(text.Value) : null;
    }
}

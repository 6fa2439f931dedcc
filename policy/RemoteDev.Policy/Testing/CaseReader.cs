using System.Collections.Immutable;
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

    /// <summary>Reads a file of cases; reports every fault with its line.</summary>
    /// <param name="file">What faults call the text.</param>
    /// <param name="text">The YAML.</param>
    public static CaseReading Read(string file, string text)
    {
        var faults = new List<PolicyFault>();
        var cases = new List<PolicyCase>();
        if (YamlDocument.Load(file, text, faults.Add) is { } root)
        {
            foreach (var (place, map) in root.Maps("cases").Index())
            {
                if (place == MaxCases)
                {
                    // Cases that nobody runs must not look as if they had passed.
                    root.Fault("cases", $"there are more than {MaxCases} cases; fewer are run");
                    break;
                }

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
        var during = map.ParseIfAny(
            "during", text => CaseHours.TryRead(text, out var hours) ? hours : null, "hours of a week like Mon-Fri 08:00-18:00 Africa/Lagos, or never Africa/Lagos");
        var at = during is null ? map.Parse("at", ReadMoment, "a moment like Tue 09:30 Africa/Lagos") : ReadMoment($"Mon 00:00 {during.Zone.Id}");
        var action = map.Parse("action", Actions.Find, $"an action: {string.Join(", ", Actions.All.Select(known => known.Name))}");
        var resource = map.Parse(
            "resource", ResourceText.Read, "a resource like environment payments-dev, repository payments/app or gateway");
        var expect = ReadExpect(map);
        var context = CaseContext.Read(map);
        var stated = ReadObligations(map, faults);
        var attestations = ReadAttestations(map);
        var because = map.Has("because") ? map.Texts("because").Select(id => id.Value).ToImmutableArray() : (ImmutableArray<string>?)null;
        var says = map.Text("says")?.Value;
        if (during is not null && (because is not null || says is not null || stated != StatedObligations.Nothing))
        {
            map.Fault("during", "a case about a week expects an answer; reasons, words and obligations belong to a moment: write at");
        }

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
            During = during,
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

    private static CaseMoment? ReadMoment(string text) => CaseMoment.TryRead(text, out var moment) ? moment : null;

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

    private static StatedObligations ReadObligations(YamlMap map, List<PolicyFault> faults)
    {
        var reader = new ObligationReader(map.File, permits: true, faults.Add);
        reader.Read(map.Pairs("obligations").Select(pair =>
            new AnnotationText(pair.Name, pair.Value.Value, pair.Value.Line, pair.Value.Column)));
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
            if (!Attestations.All.Contains(name, StringComparer.Ordinal))
            {
                map.Fault(value.Start, $"{Spelling.Cut(name)} is not an attestation; known are {string.Join(", ", Attestations.All)}");
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
}

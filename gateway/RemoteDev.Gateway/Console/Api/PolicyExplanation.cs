using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Testing;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Why policy answers a question as it does, and what would have to change.</summary>
/// <param name="Verdict"><c>permit</c>, <c>needs-mfa</c>, <c>needs-approval</c> or <c>deny</c>.</param>
/// <param name="Text">In words for the person who asked.</param>
/// <param name="Policies">Those that decided.</param>
/// <param name="Obligations">Of a permit.</param>
/// <param name="WouldPermit">Of a denial: the policies that would permit after the remedies.</param>
/// <param name="Remedies">What would have to change, all of it together.</param>
/// <param name="OpensAt">When waiting helps: until when.</param>
/// <param name="Window">The window that opens then.</param>
/// <param name="Forbids">Of a denial: the policies that forbid, and whether they would cease.</param>
/// <param name="Permits">Of a denial: the permits that did not apply and what each lacks, the nearest first.</param>
/// <param name="MorePermits">How many more of them there are.</param>
internal sealed record PolicyExplanation(
    string Verdict,
    string Text,
    IReadOnlyList<string> Policies,
    IReadOnlyList<string> Obligations,
    IReadOnlyList<string> WouldPermit,
    IReadOnlyList<string> Remedies,
    DateTimeOffset? OpensAt,
    string? Window,
    string? Zone,
    IReadOnlyList<PolicyNearby> Forbids,
    IReadOnlyList<PolicyNearby> Permits,
    int MorePermits)
{
    /// <summary>The answer; null with faults when the question is none.</summary>
    public static PolicyExplanation? Of(CatalogSnapshot catalog, PolicyQuestionBody question, Instant now, List<CatalogFault> faults)
    {
        var bundle = catalog.Bundle;
        if (question.Text is { } text)
        {
            var loaded = PolicyTrial.Load(catalog, text);
            faults.AddRange(loaded.Faults);
            bundle = loaded.Loaded ?? bundle;
        }

        // A question is a test case without an expectation; JSON is YAML, and the writer quotes whatever a field holds.
        var reading = CaseReader.Read("question", Case(question, now).ToJsonString());
        faults.AddRange(reading.Faults.Select(fault => new CatalogFault("question", fault.Message)));
        return faults.Count > 0 || reading.Cases is not [var asked] ? null : Of(CaseRunner.Run(bundle, catalog.World, [asked], now)[0].Verdict);
    }

    private static JsonObject Case(PolicyQuestionBody question, Instant now)
    {
        var asked = new JsonObject
        {
            ["name"] = "question", ["person"] = question.Person, ["action"] = question.Action, ["resource"] = question.Resource,
            ["at"] = question.At ?? now.ToString(), ["expect"] = "permit",
        };
        foreach (var (name, value) in ((string, string?)[])
            [("mfa", question.Mfa), ("origin", question.Origin), ("protocol", question.Protocol), ("ip", question.Ip), ("port", question.Port),
                ("country", question.Country)])
        {
            if (value is not null)
            {
                asked[name] = value;
            }
        }

        foreach (var (name, values) in ((string, IReadOnlyList<string>?)[])[("networks", question.Networks), ("device", question.Device)])
        {
            if (values is { Count: > 0 })
            {
                asked[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
            }
        }

        return new JsonObject { ["cases"] = new JsonArray(asked) };
    }

    private static PolicyExplanation Of(Verdict verdict) => verdict.Match(
        permit => Plain("permit", "Permitted.", verdict) with { Obligations = [.. ObligationWords.Of(permit.Obligations)] },
        need => Plain("needs-mfa", $"Permitted after a second factor shown within the last {VerdictWords.Duration(need.MaxAge)}.", verdict),
        need => Plain("needs-approval", $"Permitted with consent: {need.Rule}.", verdict),
        denial => Plain("deny", denial.Explanation.Text, verdict) with
        {
            WouldPermit = denial.Explanation.WouldPermit,
            Remedies = [.. denial.Explanation.Remedies.Select(remedy => JsonNamingPolicy.CamelCase.ConvertName(remedy.ToString()))],
            OpensAt = denial.Explanation.OpensAt?.ToDateTimeOffset(),
            Window = denial.Explanation.Window,
            Zone = denial.Explanation.Zone?.Id,
            Forbids = [.. denial.Near.Forbids.Select(PolicyNearby.Of)],
            Permits = [.. denial.Near.Permits.Select(PolicyNearby.Of)],
            MorePermits = denial.Near.More,
        });

    private static PolicyExplanation Plain(string word, string text, Verdict verdict) => new(word, text, verdict.PolicyIds, [], [], [], null, null, null, [], [], 0);
}

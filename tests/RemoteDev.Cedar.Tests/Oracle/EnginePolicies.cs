using System.Text.Json;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Json;
using RemoteDev.Cedar.Syntax.Formatting;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>The policies of a case, read by our engine.</summary>
internal static class EnginePolicies
{
    /// <summary>The hash of a case with a policy that does not come back: of no JSON, so that it differs from the oracle's.</summary>
    public const ushort LostHash = 0xDEAD;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000 };

    /// <summary>Whether a text is read as a template: both sides go by this.</summary>
    public static bool TakesSlots(string text) =>
        text.Contains("?principal", StringComparison.Ordinal) || text.Contains("?resource", StringComparison.Ordinal);

    public static CedarPolicy? ReadText(string text, bool isTemplate) => Only(PolicySet.Parse(text, "case").Value, isTemplate);

    public static EntityUid? UidOf(OracleUid? uid) => uid is null ? null : new EntityUid(uid.Type, uid.Id);

    public static PolicySet? SetOf(OracleCase made)
    {
        var builder = new PolicySetBuilder();
        for (var i = 0; i < made.Policies.Count + made.Templates.Count; i++)
        {
            var isTemplate = i >= made.Policies.Count;
            if (ReadText(isTemplate ? made.Templates[i - made.Policies.Count] : made.Policies[i], isTemplate) is not { } policy)
            {
                return null;
            }

            builder.Add(policy, "policy" + Names.Number(i));
        }

        foreach (var (index, link) in made.Links.Index())
        {
            builder.Link(
                "policy" + Names.Number(made.Policies.Count + link.Template),
                "link" + Names.Number(index),
                new SlotValues(UidOf(link.Principal), UidOf(link.Resource)));
        }

        return builder.Build().Value;
    }

    /// <summary>Adds the policy's JSON, and what no oracle gives when the policy does not go the round.</summary>
    public static void AddJson(CedarPolicy policy, ref JsonHash hash)
    {
        var json = PolicyJson.Print(policy);
        using var document = JsonDocument.Parse(GoesTheRound(policy, json) ? json : "\"lost\"", Options);
        hash.Add(document.RootElement);
    }

    /// <summary>Whether what is read back from the policy's JSON and from its text is the same policy.</summary>
    public static bool GoesTheRound(CedarPolicy policy, string json) =>
        new[] { Only(PolicyJson.Parse(json, "policy0", "case").Value, policy.IsTemplate), ReadText(CedarFormatter.Print(policy), policy.IsTemplate) }
            .All(again => again is not null && PolicyJson.Print(again) == json);

    /// <summary>The policy of a set that has just one; null when there are others or it is not of the sort expected.</summary>
    public static CedarPolicy? Only(PolicySet? set, bool isTemplate)
    {
        var policies = isTemplate ? set?.Templates : set?.Policies;
        return policies is [var policy] && set!.Policies.Count + set.Templates.Count == 1 ? policy : null;
    }
}

using RemoteDev.Cedar;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>Says claims about the person and the resource that do not hold, as what would have to be.</summary>
internal static class FactWords
{
    private const string OnFile = "principal.attestations.";

    /// <summary>The words; null when there are none for such a claim.</summary>
    public static Phrase? Of(Claim claim) => (claim.Subject, claim.Relation, claim.Value) switch
    {
        ("principal" or "action" or "resource", Relation.Equal or Relation.In, EntityUid uid) => PlaceWords.Of(uid, claim.Wanted),
        (_, Relation.Present or Relation.More or Relation.AtLeast, null) when claim.Wanted && Attestation(claim.Subject) is { } paper =>
            new Phrase($"needs a valid {paper} on file", Nearness.Paper),
        ("principal.employer", Relation.Equal, StringValue { Value: "client" }) => Person(claim.Wanted ? "is for the client's own people" : "is for people of vendors"),
        ("principal.employer", Relation.Equal, StringValue vendor) => Person($"is {Not(claim)}for people of vendor {vendor.Value}"),
        ("resource.classification", Relation.Equal, EntityUid mark) => Fact($"is {Not(claim)}for what is classified {mark.Id}"),
        ("resource.kind", Relation.Equal, StringValue kind) => Fact($"is {Not(claim)}for environments of kind {kind.Value}"),
        ("resource.isProtected", Relation.True, _) => Fact(claim.Wanted ? "is for protected branches" : "is for branches that are not protected"),
        ("resource.name", Relation.Equal, StringValue name) => Fact($"is {Not(claim)}for branches named {name.Value}"),
        ("resource.name", Relation.Like, _) => Fact($"is {Not(claim)}for branches named like {claim.Text}"),
        _ => null,
    };

    private static string? Attestation(string subject) => subject.StartsWith(OnFile, StringComparison.Ordinal)
        ? subject[OnFile.Length..] switch
        {
            Attestations.Nda => "confidentiality agreement",
            Attestations.Training => "training",
            Attestations.Background => "background check",
            _ => null,
        }
        : null;

    private static string Not(Claim claim) => claim.Wanted ? "" : "not ";

    private static Phrase Person(string words) => new(words, Nearness.Person);

    private static Phrase Fact(string words) => new(words, Nearness.Fact);
}

using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>Says for whom, for what and on what a policy is. Names no person.</summary>
internal static class PlaceWords
{
    /// <summary>A constraint of the scope that the request does not meet.</summary>
    public static Phrase Of(ScopeConstraint constraint)
    {
        if (constraint.Operator == ScopeOperator.Is)
        {
            return OfType(constraint.Type!.Name, wanted: true);
        }

        return Phrase.Either(constraint.Entities.Select(entity => Of(entity.Uid, wanted: true)));
    }

    /// <summary>The request would have to be about that entity, or not.</summary>
    public static Phrase Of(EntityUid uid, bool wanted)
    {
        var (words, nearness) = uid.Type switch
        {
            EntityTypes.Role => ($"role {uid.Id}", Nearness.Person),
            EntityTypes.Vendor => ($"people of vendor {uid.Id}", Nearness.Person),
            EntityTypes.User => (wanted ? "somebody else" : "this person", Nearness.Person),
            EntityTypes.ServiceAccount => ($"service account {uid.Id}", Nearness.Person),
            EntityTypes.Action when Actions.Find(uid.Id) is null => ($"the actions of {uid.Id}", Nearness.Action),
            EntityTypes.Action => ($"action {uid.Id}", Nearness.Action),
            EntityTypes.Gateway => ("the gateway", Nearness.Resource),
            _ => ($"{Kind(uid.Type)} {uid.Id}", Nearness.Resource),
        };
        return new Phrase($"is {(wanted ? "" : "not ")}for {words}", nearness);
    }

    /// <summary>The request would have to be about something of that type, or not.</summary>
    public static Phrase OfType(string type, bool wanted) =>
        new($"is {(wanted ? "" : "not ")}for {(type == EntityTypes.User ? "people" : type == EntityTypes.ServiceAccount ? "service accounts" : type == EntityTypes.Gateway ? "the gateway" : Plural(Kind(type)))}", Nearness.Resource);

    private static string Kind(string type) => type[(type.LastIndexOf(':') + 1)..].ToLowerInvariant();

    private static string Plural(string kind) => kind switch
    {
        "repository" => "repositories",
        "branch" => "branches",
        _ => $"{kind}s",
    };
}

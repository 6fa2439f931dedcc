using System.Text.Json.Nodes;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>
/// Documents in folders, owned, shared with users and groups, or public. A user's view is an entity that what they may see is in; the view of a
/// group is in the views of its members. (The published generator names views that no user has; here they are those of the users.)
/// </summary>
internal static class WorkloadGdrive
{
    private const string Schema = """
        entity User in [Group] { view: View, ownedDocuments: Set<Document>, ownedFolders: Set<Folder> };
        entity Group;
        entity View in [View];
        entity Folder in [Folder, View];
        entity Document in [Folder, View] { isPublic: Bool };
        action read, write, share, changeOwner appliesTo { principal: User, resource: Document };
        action createDocument appliesTo { principal: User, resource: Folder };
        """;

    private const string Policies = """
        permit (principal, action == Action::"read", resource) when { resource in principal.view };
        permit (principal, action == Action::"read", resource) when { resource.isPublic };
        permit (principal, action in [Action::"read", Action::"write", Action::"share"], resource)
        when { resource in principal.ownedDocuments || resource in principal.ownedFolders };
        permit (principal, action == Action::"changeOwner", resource) when { principal.ownedDocuments.contains(resource) };
        permit (principal, action == Action::"createDocument", resource) when { principal.ownedFolders.contains(resource) };
        """;

    private const string Casbin = """
        [request_definition]
        r = sub, obj, act
        [policy_definition]
        p = sub, obj, act, reach
        [role_definition]
        g = _, _
        g2 = _, _
        [policy_effect]
        e = some(where (p.eft == allow))
        [matchers]
        m = r.act == p.act && (p.sub == "*" || r.sub == p.sub) && (r.obj == p.obj || p.reach == "below" && g2(r.obj, p.obj))
        """;

    private static readonly string[] OnDocuments = ["read", "write", "share"];

    public static Workload Make(int size, int requests, WorkloadDice dice)
    {
        var (graph, casbin) = (new WorkloadGraph(), new WorkloadCasbin(Casbin));
        var users = All("User", size);
        var groups = All("Group", size);
        var (documents, folders) = (All("Document", size), All("Folder", size));
        var members = groups.ToDictionary(group => group, _ => new List<WorkloadUid>());
        foreach (var user in users)
        {
            AddUser(user, dice.Some(groups), dice.Some(documents), dice.Some(folders), members, graph, casbin);
        }

        foreach (var group in groups)
        {
            graph.Add(group, []);
            AddObject(ViewOf(group), members[group].Select(ViewOf), graph, casbin);
        }

        WorkloadUid[] views = [.. users.Select(ViewOf), .. groups.Select(ViewOf)];
        foreach (var document in documents)
        {
            var isPublic = dice.Below(2) == 0;
            AddObject(document, [.. dice.Some(folders), .. dice.Some(views)], graph, casbin, new JsonObject { ["isPublic"] = isPublic });
            if (isPublic)
            {
                casbin.Permit("*", document, "read", "itself");
            }
        }

        foreach (var (index, folder) in folders.Index())
        {
            AddObject(folder, [.. dice.Some(folders.Take(index)), .. dice.Some(views)], graph, casbin);
        }

        string[] actions = ["read", "write", "share", "changeOwner", "createDocument"];
        return new Workload("gdrive", size, Policies, Schema, graph, [.. Enumerable.Range(0, requests).Select(_ => Request(dice.Pick(actions)))], casbin);

        WorkloadUid[] Request(string action) =>
            [dice.Pick(users), new WorkloadUid("Action", action), dice.Pick(action == "createDocument" ? folders : documents)];
    }

    private static void AddUser(
        WorkloadUid user, List<WorkloadUid> groups, List<WorkloadUid> documents, List<WorkloadUid> folders,
        Dictionary<WorkloadUid, List<WorkloadUid>> members, WorkloadGraph graph, WorkloadCasbin casbin)
    {
        graph.Add(user, groups, new JsonObject
        {
            ["view"] = WorkloadGraph.Reference(ViewOf(user)),
            ["ownedDocuments"] = new JsonArray([.. documents.Select(WorkloadGraph.Reference)]),
            ["ownedFolders"] = new JsonArray([.. folders.Select(WorkloadGraph.Reference)]),
        });
        graph.Add(ViewOf(user), []);
        groups.ForEach(group => members[group].Add(user));
        casbin.Permit(user, ViewOf(user), "read", "below");
        foreach (var owned in documents.Concat(folders))
        {
            foreach (var action in OnDocuments)
            {
                casbin.Permit(user, owned, action, "below");
            }

            casbin.Permit(user, owned, owned.Type == "Folder" ? "createDocument" : "changeOwner", "itself");
        }
    }

    private static void AddObject(WorkloadUid uid, IEnumerable<WorkloadUid> parents, WorkloadGraph graph, WorkloadCasbin casbin, JsonObject? attributes = null)
    {
        WorkloadUid[] all = [.. parents];
        graph.Add(uid, all, attributes);
        casbin.Objects.AddRange(all.Select(parent => (string[])[uid.ToString(), parent.ToString()]));
    }

    private static WorkloadUid ViewOf(WorkloadUid owner) => new("View", owner.Id);

    private static WorkloadUid[] All(string type, int count) => [.. Enumerable.Range(0, count).Select(number => WorkloadUid.Of(type, number))];
}

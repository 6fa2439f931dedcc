using System.Globalization;
using System.Text.Json.Nodes;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>Lists of tasks with an owner, a team of readers and a team of editors; teams may be in earlier teams.</summary>
internal static class WorkloadTinyTodo
{
    private const string Schema = """
        entity Application;
        entity User in [Team, Application];
        entity Team in [Team, Application];
        entity List in [Application] {
          owner: User, name: String, readers: Team, editors: Team, tasks: Set<{name: String, id: Long, state: String}>,
        };
        action CreateList, GetLists appliesTo { principal: User, resource: Application };
        action GetList, UpdateList, DeleteList, CreateTask, UpdateTask, DeleteTask, EditShares appliesTo { principal: User, resource: List };
        """;

    private const string Policies = """
        permit (principal, action in [Action::"CreateList", Action::"GetLists"], resource == Application::"TinyTodo");
        permit (principal, action, resource) when { resource has owner && resource.owner == principal };
        permit (principal, action == Action::"GetList", resource) when { principal in resource.readers || principal in resource.editors };
        permit (principal, action in [Action::"UpdateList", Action::"CreateTask", Action::"UpdateTask", Action::"DeleteTask"], resource)
        when { principal in resource.editors };
        """;

    private const string Casbin = """
        [request_definition]
        r = sub, obj, act
        [policy_definition]
        p = sub, obj, act
        [role_definition]
        g = _, _
        [policy_effect]
        e = some(where (p.eft == allow))
        [matchers]
        m = r.obj == p.obj && (p.act == "*" || r.act == p.act) && (p.sub == "*" || g(r.sub, p.sub))
        """;

    private static readonly WorkloadUid Application = new("Application", "TinyTodo");

    private static readonly string[] OnApplication = ["CreateList", "GetLists"];

    private static readonly string[] OnLists = ["GetList", "UpdateList", "DeleteList", "CreateTask", "UpdateTask", "DeleteTask", "EditShares"];

    private static readonly string[] ForEditors = ["GetList", "UpdateList", "CreateTask", "UpdateTask", "DeleteTask"];

    public static Workload Make(int size, int requests, WorkloadDice dice)
    {
        var (graph, casbin) = (new WorkloadGraph(), new WorkloadCasbin(Casbin));
        var (users, teams, lists) = (All("User", size), All("Team", size), All("List", size));
        graph.Add(Application, []);
        foreach (var action in OnApplication)
        {
            casbin.Permit("*", Application, action);
        }

        foreach (var user in users)
        {
            AddSubject(user, dice.Some(teams), graph, casbin);
        }

        foreach (var (index, team) in teams.Index())
        {
            AddSubject(team, dice.Some(teams.Take(index)), graph, casbin);
        }

        foreach (var list in lists)
        {
            AddList(list, dice.Pick(users), dice.Pick(teams), dice.Pick(teams), dice, graph, casbin);
        }

        return new Workload("tinytodo", size, Policies, Schema, graph, [.. Enumerable.Range(0, requests).Select(_ => Request(dice.Pick([.. OnApplication, .. OnLists])))], casbin);

        WorkloadUid[] Request(string action) =>
            [dice.Pick(users), new WorkloadUid("Action", action), OnApplication.Contains(action) ? Application : dice.Pick(lists)];
    }

    private static void AddList(
        WorkloadUid list, WorkloadUid owner, WorkloadUid readers, WorkloadUid editors, WorkloadDice dice, WorkloadGraph graph, WorkloadCasbin casbin)
    {
        graph.Add(list, [Application], new JsonObject
        {
            ["name"] = list.Id,
            ["owner"] = WorkloadGraph.Reference(owner),
            ["readers"] = WorkloadGraph.Reference(readers),
            ["editors"] = WorkloadGraph.Reference(editors),
            ["tasks"] = new JsonArray([.. Enumerable.Range(0, dice.Below(51)).Select(_ => Task(dice))]),
        });
        casbin.Permit(owner, list, "*");
        casbin.Permit(readers, list, "GetList");
        foreach (var action in ForEditors)
        {
            casbin.Permit(editors, list, action);
        }
    }

    private static JsonObject Task(WorkloadDice dice) => new()
    {
        ["name"] = string.Create(CultureInfo.InvariantCulture, $"task_{1 + dice.Below(1_000_000)}"),
        ["id"] = 1 + dice.Below(1_000_000),
        ["state"] = dice.Below(2) == 0 ? "Checked" : "Unchecked",
    };

    private static void AddSubject(WorkloadUid uid, List<WorkloadUid> teams, WorkloadGraph graph, WorkloadCasbin casbin)
    {
        graph.Add(uid, [.. teams, Application]);
        casbin.Subjects.AddRange(teams.Select(team => (string[])[uid.ToString(), team.ToString()]));
    }

    private static WorkloadUid[] All(string type, int count) => [.. Enumerable.Range(0, count).Select(number => WorkloadUid.Of(type, number))];
}

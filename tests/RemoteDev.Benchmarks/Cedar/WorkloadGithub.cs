using System.Text.Json.Nodes;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>Repositories of organisations; people and teams hold a repository's or an organisation's permissions by being in them.</summary>
internal static class WorkloadGithub
{
    private const string Schema = """
        entity User in [Organization, Team, OrgPermission, RepoPermission];
        entity Team in [Team, RepoPermission];
        entity Organization in [OrgPermission] { readers: OrgPermission, writers: OrgPermission, admins: OrgPermission };
        entity Repository {
          owner: Organization, readers: RepoPermission, triagers: RepoPermission, writers: RepoPermission, maintainers: RepoPermission,
          admins: RepoPermission,
        };
        entity OrgPermission;
        entity RepoPermission;
        action admin appliesTo { principal: User, resource: Repository };
        action maintain in [admin] appliesTo { principal: User, resource: Repository };
        action write in [maintain] appliesTo { principal: User, resource: Repository };
        action triage in [write] appliesTo { principal: User, resource: Repository };
        action read in [triage] appliesTo { principal: User, resource: Repository };
        """;

    private const string Policies = """
        permit (principal, action == Action::"read", resource) when { principal in resource.readers };
        permit (principal, action in Action::"triage", resource) when { principal in resource.triagers };
        permit (principal, action in Action::"write", resource) when { principal in resource.writers };
        permit (principal, action in Action::"maintain", resource) when { principal in resource.maintainers };
        permit (principal, action in Action::"admin", resource) when { principal in resource.admins };
        permit (principal, action == Action::"read", resource) when { principal in resource.owner.readers };
        permit (principal, action in Action::"write", resource) when { principal in resource.owner.writers };
        permit (principal, action in Action::"admin", resource) when { principal in resource.owner.admins };
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
        m = r.act == p.act && r.obj == p.obj && g(r.sub, p.sub)
        """;

    /// <summary>Each allows what is before it too.</summary>
    private static readonly string[] Actions = ["read", "triage", "write", "maintain", "admin"];

    private static readonly string[] RepositoryRoles = ["readers", "triagers", "writers", "maintainers", "admins"];

    private static readonly string[] OrganizationRoles = ["readers", "writers", "admins"];

    public static Workload Make(int size, int requests, WorkloadDice dice)
    {
        var (graph, casbin) = (new WorkloadGraph(), new WorkloadCasbin(Casbin));
        var (users, teams) = (All("User", size), All("Team", size));
        var (organizations, repositories) = (All("Organization", size), All("Repository", size));
        foreach (var organization in organizations)
        {
            AddSubject(organization, [.. dice.Some(organizations).Select(other => Permission(other, dice.Pick(OrganizationRoles)))], Roles(organization, OrganizationRoles), graph, casbin);
        }

        foreach (var repository in repositories)
        {
            var owner = dice.Pick(organizations);
            var attributes = Roles(repository, RepositoryRoles);
            AddPermissions(repository, repository, RepositoryRoles, casbin);
            AddPermissions(owner, repository, OrganizationRoles, casbin);
            attributes["owner"] = WorkloadGraph.Reference(owner);
            graph.Add(repository, [], attributes);
        }

        foreach (var permission in repositories.SelectMany(of => RepositoryRoles.Select(role => Permission(of, role)))
                     .Concat(organizations.SelectMany(of => OrganizationRoles.Select(role => Permission(of, role)))))
        {
            graph.Add(permission, []);
        }

        foreach (var (index, team) in teams.Index())
        {
            AddSubject(team, [.. dice.Some(teams.Take(index)), .. SomePermissions(repositories, RepositoryRoles)], attributes: null, graph, casbin);
        }

        foreach (var user in users)
        {
            WorkloadUid[] parents =
            [
                .. SomePermissions(repositories, RepositoryRoles), .. dice.Some(teams), .. dice.Some(organizations), .. SomePermissions(organizations, OrganizationRoles),
            ];
            AddSubject(user, parents, attributes: null, graph, casbin);
        }

        WorkloadUid[][] asked = [.. Enumerable.Range(0, requests).Select(_ => (WorkloadUid[])[dice.Pick(users), new WorkloadUid("Action", dice.Pick(Actions)), dice.Pick(repositories)])];
        foreach (var (index, action) in Actions.Index())
        {
            graph.Add(new WorkloadUid("Action", action), Actions.Skip(index + 1).Take(1).Select(next => new WorkloadUid("Action", next)));
        }

        return new Workload("github", size, Policies, Schema, graph, asked, casbin);

        IEnumerable<WorkloadUid> SomePermissions(WorkloadUid[] of, string[] roles) => dice.Some(of).Select(one => Permission(one, dice.Pick(roles)));
    }

    private static void AddPermissions(WorkloadUid holder, WorkloadUid repository, string[] roles, WorkloadCasbin casbin)
    {
        foreach (var role in roles)
        {
            foreach (var action in Actions.Take(Array.IndexOf(RepositoryRoles, role) + 1))
            {
                casbin.Permit(Permission(holder, role), repository, action);
            }
        }
    }

    private static void AddSubject(WorkloadUid uid, WorkloadUid[] parents, JsonObject? attributes, WorkloadGraph graph, WorkloadCasbin casbin)
    {
        graph.Add(uid, parents.Distinct(), attributes);
        casbin.Subjects.AddRange(parents.Distinct().Select(parent => (string[])[uid.ToString(), parent.ToString()]));
    }

    private static JsonObject Roles(WorkloadUid of, string[] roles) =>
        new(roles.Select(role => KeyValuePair.Create(role, (JsonNode?)WorkloadGraph.Reference(Permission(of, role)))));

    private static WorkloadUid Permission(WorkloadUid of, string role) => new(of.Type == "Repository" ? "RepoPermission" : "OrgPermission", of.Id + "_" + role);

    private static WorkloadUid[] All(string type, int count) => [.. Enumerable.Range(0, count).Select(number => WorkloadUid.Of(type, number))];
}

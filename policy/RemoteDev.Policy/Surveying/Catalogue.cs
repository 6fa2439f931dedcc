using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Surveying;

/// <summary>
/// Everything that can be asked about. Branches have no list: of each repository there are its protected branches, those whose names
/// policies spell or match, and one that stands for all others.
/// </summary>
internal static class Catalogue
{
    /// <summary>Stands for every branch that is not looked at by name. No ref can be called so, and hardly a pattern fits it alone.</summary>
    public const string OtherBranches = "? ?";

    public static IReadOnlyList<EntityUid> Resources(IEnumerable<PolicyWorld> worlds, Mentions mentions)
    {
        var named = mentions.Entities.Where(uid => uid.Type == EntityTypes.Branch).ToList();
        var resources = new List<EntityUid>();
        foreach (var facts in worlds.Select(world => world.Facts))
        {
            resources.AddRange(facts.Environments.Select(environment => Uids.Environment(environment.Name)));
            resources.AddRange(facts.Projects.Select(project => Uids.Project(project.Name)));
            foreach (var repository in facts.Repositories)
            {
                resources.Add(Uids.Repository(repository.FullName));
                resources.AddRange(repository.ProtectedBranches
                    .Concat(mentions.BranchNames.Texts)
                    .Append(OtherBranches)
                    .Select(branch => Uids.Branch(repository.FullName, branch)));
                resources.AddRange(named.Where(uid => uid.Id.StartsWith(repository.FullName + ":", StringComparison.Ordinal)));
            }
        }

        return [.. resources.Append(Uids.Gateway).Distinct().OrderBy(uid => uid.Type, StringComparer.Ordinal).ThenBy(uid => uid.Id, StringComparer.Ordinal)];
    }
}

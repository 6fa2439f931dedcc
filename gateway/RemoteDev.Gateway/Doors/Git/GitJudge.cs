using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>Asks the Authorize room what git wants to do, in the same questions whether it came by HTTP or by SSH.</summary>
internal sealed class GitJudge(AuthorizeRoom authorize, Func<CatalogSnapshot> catalog)
{
    /// <summary>The repository that the walk is about, or null when there is none of that name.</summary>
    public RepositoryEntry? Find(GitWalk walk)
    {
        walk.Room = nameof(Authorize);
        return walk.Route.Repository.Length == 0 ? null : catalog().Repositories.GetValueOrDefault(walk.Route.FullName);
    }

    /// <summary>Whatever hands out source is the one action <c>gitFetch</c>, by whichever way it is asked for.</summary>
    public ValueTask<Step<Permitted>> FetchAsync(GitWalk walk, Verified verified, RepositoryEntry repository, CancellationToken cancellationToken) =>
        JudgeAsync(walk, verified, Actions.GitFetch, Uids.Repository(repository.FullName), repository, cancellationToken);

    /// <summary>The question before a push: it is asked of the repository, because the names of its refs are shown first.</summary>
    public ValueTask<Step<Permitted>> PushAsync(GitWalk walk, Verified verified, RepositoryEntry repository, CancellationToken cancellationToken) =>
        JudgeAsync(walk, verified, Actions.GitPush, Uids.Repository(repository.FullName), repository, cancellationToken);

    /// <summary>Judges every ref of a push.</summary>
    /// <param name="permitted">The permission on the repository.</param>
    /// <returns>That permission, then one for each ref; the push is cut when any of them falls.</returns>
    public async ValueTask<Step<Permitted[]>> RefsAsync(
        GitWalk walk, Verified verified, RepositoryEntry repository, Permitted permitted, PushCommands commands, CancellationToken cancellationToken)
    {
        var permissions = new List<Permitted>(commands.Changes.Count + 1) { permitted };
        foreach (var change in commands.Changes)
        {
            if (RefQuestion.Of(change, repository.FullName) is not { } question)
            {
                walk.Room = nameof(Contain);
                return new Refusal(RefusalCode.NotContained, $"{change.Name} is neither a branch nor a tag; other refs cannot be pushed through the gateway.");
            }

            var one = await JudgeAsync(walk, verified, question.Action, question.Resource, repository, cancellationToken);
            if (!one.Passed(out var permission, out var refusal))
            {
                return refusal with { Reason = $"{change.Name}: {refusal.Reason}" };
            }

            permissions.Add(permission);
        }

        return permissions.ToArray();
    }

    private ValueTask<Step<Permitted>> JudgeAsync(
        GitWalk walk, Verified verified, EntityUid action, EntityUid resource, RepositoryEntry repository, CancellationToken cancellationToken)
    {
        walk.Room = nameof(Authorize);
        walk.Action = action.Id;
        walk.Resource = resource.ToString();
        return authorize.AuthorizeGitAsync(verified, action, resource, repository.FullName, cancellationToken);
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar;
using RemoteDev.Policy.Vocabulary;
using Vocabulary = RemoteDev.Policy.Vocabulary.Actions;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// What an access token is for, and nothing beyond it: a few git actions, on one repository, one project or all, and perhaps only while one
/// window is open. It narrows; policy decides the rest as for anybody.
/// </summary>
internal sealed class TokenScope
{
    /// <summary>
    /// Every action that a token can be for, in the order they are shown. Whether a push rewrites a branch is not to be seen from outside, so
    /// nobody is asked for <c>gitForcePush</c>, and a token that seemed to withhold it would lie.
    /// </summary>
    public static readonly ImmutableArray<string> KnownActions =
        [Vocabulary.GitFetch.Id, Vocabulary.GitPush.Id, Vocabulary.GitTag.Id, Vocabulary.GitDeleteBranch.Id];

    /// <summary>A name of the catalogue, and for a repository two with a slash.</summary>
    public const int MaxName = 127;

    private TokenScope(ImmutableArray<string> actions, string? project, string? repository, string? window) =>
        (Actions, Project, Repository, Window) = (actions, project, repository, window);

    /// <summary>At least one of <see cref="KnownActions"/>, in their order.</summary>
    public ImmutableArray<string> Actions { get; }

    /// <summary>All repositories of this project; null when it is one repository or all.</summary>
    public string? Project { get; }

    /// <summary>This repository alone, <c>payments/app</c>; null when it is a project or all.</summary>
    public string? Repository { get; }

    /// <summary>A window of the catalogue outside of which the token is for nothing, or null.</summary>
    public string? Window { get; }

    /// <summary>What it is for, in words that go on a sentence: <c>to fetch and push, in payments/app, while office-hours is open</c>.</summary>
    public string Words =>
        $"to {Join([.. Actions.Select(Word)])}, in {Repository ?? (Project is { } project ? $"the repositories of {project}" : "every repository")}"
        + (Window is { } window ? $", while window {window} is open" : "");

    /// <summary>The same for machines and the trace: <c>gitFetch gitPush on repository payments/app within office-hours</c>.</summary>
    public string Text =>
        string.Join(' ', Actions)
        + (Repository is { } repository ? $" on repository {repository}" : Project is { } project ? $" on project {project}" : " on all repositories")
        + (Window is { } window ? $" within {window}" : "");

    /// <summary>False when it names no action or one that no token is for, two places, or something longer than names are.</summary>
    public static bool TryMake(
        IEnumerable<string> actions, string? project, string? repository, string? window, [NotNullWhen(true)] out TokenScope? scope)
    {
        var wanted = actions.Take(KnownActions.Length + 1).ToHashSet(StringComparer.Ordinal);
        var known = KnownActions.RemoveAll(action => !wanted.Contains(action));
        var fits = known.Length > 0 && known.Length == wanted.Count && (project is null || repository is null)
            && Fits(project) && Fits(repository) && Fits(window);
        scope = fits ? new TokenScope(known, project, repository, window) : null;
        return fits;
    }

    /// <summary>Whether it is for that action on that repository or one of its branches; for nothing else it ever is.</summary>
    public bool Covers(EntityUid action, EntityUid resource) =>
        action.Type == EntityTypes.Action && Actions.Contains(action.Id, StringComparer.Ordinal) && RepositoryOf(resource) is { } asked && CoversRepository(asked);

    /// <summary>Whether the repository is one it is for.</summary>
    public bool CoversRepository(string fullName) =>
        Repository is { } one ? one == fullName
        : Project is not { } project || (fullName.Length > project.Length && fullName[project.Length] == '/' && fullName.StartsWith(project, StringComparison.Ordinal));

    public override string ToString() => Text;

    // A branch is named repository, colon, branch; no repository's name holds a colon.
    private static string? RepositoryOf(EntityUid resource) =>
        resource.Type == EntityTypes.Repository ? resource.Id
        : resource.Type == EntityTypes.Branch && resource.Id.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? resource.Id[..colon]
        : null;

    private static bool Fits(string? name) => name is null or { Length: > 0 and <= MaxName };

    private static string Word(string action) => action switch
    {
        "gitFetch" => "fetch",
        "gitPush" => "push",
        "gitTag" => "set tags",
        "gitDeleteBranch" => "delete branches",
        _ => action,
    };

    private static string Join(string[] words) => words is [.. var most, var last] && most.Length > 0 ? $"{string.Join(", ", most)} and {last}" : words[0];
}

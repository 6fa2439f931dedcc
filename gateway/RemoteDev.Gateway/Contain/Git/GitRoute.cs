using System.Buffers;
using RemoteDev.Gateway.Contain.Transfers.Exec;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// A request at the git door, recognised: <c>/{project}/{repository}.git/{rest}</c>, or a command that names it over SSH. Everything that is not one of the four
/// smart requests is recognised too, so that the person is told what was refused, but none of it is ever forwarded.
/// </summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Service">Which smart service, with an advertisement or an RPC.</param>
/// <param name="Project">Name of the project, a catalogue slug, or empty when the path names none.</param>
/// <param name="Repository">Name of the repository without <c>.git</c>, or empty.</param>
internal readonly record struct GitRoute(GitRouteKind Kind, GitService Service, string Project, string Repository)
{
    private const int LongestSegment = 64;

    private static readonly GitRoute Nowhere = new(GitRouteKind.Unknown, GitService.None, "", "");

    private static readonly SearchValues<char> SlugCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public string FullName => $"{Project}/{Repository}";

    /// <summary>Path after the repository's own URL, for the request to the server inside.</summary>
    public string UpstreamSuffix => (Kind, Service) switch
    {
        (GitRouteKind.Advertisement, GitService.UploadPack) => "/info/refs?service=git-upload-pack",
        (GitRouteKind.Advertisement, GitService.ReceivePack) => "/info/refs?service=git-receive-pack",
        (GitRouteKind.Rpc, GitService.UploadPack) => "/git-upload-pack",
        (GitRouteKind.Rpc, GitService.ReceivePack) => "/git-receive-pack",
        _ => throw new InvalidOperationException("Only smart requests are forwarded."),
    };

    /// <summary>Recognises a request. The path is the normalised one that Listen accepted; the query is still raw.</summary>
    public static GitRoute Parse(string method, string path, IQueryCollection query)
    {
        var segments = path.Split('/', 4, StringSplitOptions.None);
        if (segments.Length < 4 || segments[0].Length != 0 || !TryName(segments[1], segments[2], out var project, out var repository))
        {
            return Nowhere;
        }

        var (kind, service) = Recognise(method, segments[3], query);
        return new GitRoute(kind, service, project, repository);
    }

    /// <summary>
    /// Recognises the command line of an SSH <c>exec</c> request: <c>git-upload-pack '/project/repository.git'</c>, one word and one name, which
    /// nothing is taken from but the two slugs. Options, other paths and other programmes are nowhere.
    /// </summary>
    public static GitRoute OfCommand(ReadOnlySpan<byte> line)
    {
        var command = ExecCommand.Parse(line);
        var (kind, service) = command.Kind switch
        {
            ExecKind.GitUploadPack => (GitRouteKind.Rpc, GitService.UploadPack),
            ExecKind.GitReceivePack => (GitRouteKind.Rpc, GitService.ReceivePack),
            ExecKind.GitUploadArchive => (GitRouteKind.Archive, GitService.None),
            ExecKind.GitLfsDownload or ExecKind.GitLfsUpload => (GitRouteKind.LargeFiles, GitService.None),
            _ => default,
        };
        var path = command.Path ?? "";
        var segments = (path.StartsWith('/') ? path[1..] : path).Split('/', 3);
        return kind != GitRouteKind.Unknown && segments.Length == 2 && TryName(segments[0], segments[1], out var project, out var repository)
            ? new GitRoute(kind, service, project, repository)
            : Nowhere;
    }

    private static bool TryName(string first, string second, out string project, out string repository)
    {
        project = first;
        repository = second.EndsWith(".git", StringComparison.Ordinal) ? second[..^4] : second;
        return IsSlug(project) && IsSlug(repository);
    }

    private static bool IsSlug(string text) =>
        text.Length is > 0 and < LongestSegment
        && char.IsAsciiLetterLower(text[0])
        && !text.AsSpan().ContainsAnyExcept(SlugCharacters);

    private static (GitRouteKind Kind, GitService Service) Recognise(string method, string rest, IQueryCollection query) => rest switch
    {
        "info/refs" => Advertisement(method, query),
        "git-upload-pack" when method == HttpMethods.Post => (GitRouteKind.Rpc, GitService.UploadPack),
        "git-receive-pack" when method == HttpMethods.Post => (GitRouteKind.Rpc, GitService.ReceivePack),
        "HEAD" or "config" or "description" or "packed-refs" => (GitRouteKind.Dumb, GitService.None),
        _ when rest.StartsWith("objects/", StringComparison.Ordinal) || rest.StartsWith("refs/", StringComparison.Ordinal)
            => (GitRouteKind.Dumb, GitService.None),
        _ when rest == "info/lfs" || rest.StartsWith("info/lfs/", StringComparison.Ordinal) || rest.StartsWith("lfs/", StringComparison.Ordinal)
            => (GitRouteKind.LargeFiles, GitService.None),
        _ when rest == "git-upload-archive" || rest.StartsWith("snapshot", StringComparison.Ordinal)
            || rest.StartsWith("archive", StringComparison.Ordinal) || rest.StartsWith("plain", StringComparison.Ordinal)
            || rest.StartsWith("-/archive", StringComparison.Ordinal) || rest.StartsWith("zipball", StringComparison.Ordinal)
            || rest.StartsWith("tarball", StringComparison.Ordinal) => (GitRouteKind.Archive, GitService.None),
        _ => (GitRouteKind.Unknown, GitService.None),
    };

    /// <summary>
    /// Without exactly one <c>service</c> the same path is the dumb protocol's ref list. Two of them are refused: which one a
    /// server inside would take is its own affair, and the decision must be about what is forwarded.
    /// </summary>
    private static (GitRouteKind Kind, GitService Service) Advertisement(string method, IQueryCollection query)
    {
        if (method != HttpMethods.Get)
        {
            return default;
        }

        if (!query.TryGetValue("service", out var service))
        {
            return (GitRouteKind.Dumb, GitService.None);
        }

        return (query.Count, service.Count, (string?)service) switch
        {
            (1, 1, "git-upload-pack") => (GitRouteKind.Advertisement, GitService.UploadPack),
            (1, 1, "git-receive-pack") => (GitRouteKind.Advertisement, GitService.ReceivePack),
            _ => default,
        };
    }
}

using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>
/// The git door: the walk in git's own protocol. Credentials are HTTP Basic, because that is what git speaks; they are an
/// environment's workload credential or a person's short-lived git password, never a person's password.
/// </summary>
internal sealed class GitDoor(
    IdentifyRoom identify,
    StepUpRoom stepUp,
    AuthorizeRoom authorize,
    CatalogRoom catalog,
    GitTransfer transfer,
    GitDoorTrace trace,
    TimeProvider clock)
{
    private static readonly Refusal SignInFirst = new(
        RefusalCode.NotSignedIn,
        "Sign in first. Inside an environment git signs in by itself; from outside, make a git password on your account page and use it with your login.");

    private static readonly Refusal NoRepository = new(
        RefusalCode.Unknown, "There is no repository here of that name, or none that you may know of.");

    private static readonly Refusal SmartOnly = new(
        RefusalCode.NotContained,
        "This way of reading a repository is not offered: plain files, archives and large-file storage do not pass the gateway. Use git clone, fetch and push.");

    /// <summary>Answers one request of the git door, forwarded or refused; both are traced.</summary>
    public async Task AnswerAsync(HttpContext http, Connection connection)
    {
        var route = GitRoute.Parse(http.Request.Method, http.Request.Path.Value ?? "", http.Request.Query);
        var walk = new GitWalk(connection, route);
        var refusal = await WalkAsync(http, walk);
        if (refusal is not null)
        {
            trace.Refused(http, walk, refusal);
            if (!http.Response.HasStarted)
            {
                await GitRefusalWriter.WriteAsync(http, route, walk.Push, refusal);
            }
        }
    }

    private async ValueTask<Refusal?> WalkAsync(HttpContext http, GitWalk walk)
    {
        walk.Room = nameof(Identify);
        if (!BasicCredentials.TryRead(http.Request, out var credentials))
        {
            return SignInFirst;
        }

        var identity = await identify.FromGitAsync(walk.Connection, credentials.User, credentials.Secret, http.RequestAborted);
        if (!identity.Passed(out var identified, out var refusal))
        {
            return refusal;
        }

        walk.Identified = identified;
        walk.Room = nameof(StepUp);
        if (!stepUp.Verify(identified).Passed(out var verified, out refusal))
        {
            return refusal;
        }

        walk.Room = nameof(Authorize);
        if (walk.Route.Repository.Length == 0 || catalog.Current.Repositories.GetValueOrDefault(walk.Route.FullName) is not { } repository)
        {
            return NoRepository;
        }

        return walk.Route.Service == GitService.ReceivePack
            ? await PushAsync(http, walk, verified, repository)
            : await FetchAsync(http, walk, verified, repository);
    }

    /// <summary>Whatever hands out source is the one action <c>gitFetch</c>; of its ways only the smart protocol is ever forwarded.</summary>
    private async ValueTask<Refusal?> FetchAsync(HttpContext http, GitWalk walk, Verified verified, RepositoryEntry repository)
    {
        var step = await JudgeAsync(walk, verified, Actions.GitFetch, Uids.Repository(repository.FullName), repository, http.RequestAborted);
        if (!step.Passed(out var permitted, out var refusal))
        {
            return refusal;
        }

        walk.Room = nameof(Contain);
        return walk.Route.Kind is GitRouteKind.Advertisement or GitRouteKind.Rpc
            ? await transfer.FetchAsync(http, permitted, repository, walk.Route)
            : SmartOnly;
    }

    private async ValueTask<Refusal?> PushAsync(HttpContext http, GitWalk walk, Verified verified, RepositoryEntry repository)
    {
        var step = await JudgeAsync(walk, verified, Actions.GitPush, Uids.Repository(repository.FullName), repository, http.RequestAborted);
        if (!step.Passed(out var permitted, out var refusal))
        {
            // git must hear the reason in the report of its refs, so the refs are read even to be refused.
            walk.Push = walk.Route.Kind == GitRouteKind.Rpc ? (await ReadCommandsAsync(http)).Commands : null;
            return refusal;
        }

        if (walk.Route.Kind == GitRouteKind.Advertisement)
        {
            walk.Room = nameof(Contain);
            return await transfer.AdvertisePushAsync(http, permitted, repository, walk.Route);
        }

        var (commands, fault) = await ReadCommandsAsync(http);
        if (commands is null)
        {
            walk.Room = nameof(Contain);
            return new Refusal(RefusalCode.Malformed, fault ?? "The request is not a git push.");
        }

        walk.Push = commands;
        var permissions = new List<Permitted> { permitted };
        foreach (var change in commands.Changes)
        {
            if (RefQuestion.Of(change, repository.FullName) is not { } question)
            {
                walk.Room = nameof(Contain);
                return new Refusal(RefusalCode.NotContained, $"{change.Name} is neither a branch nor a tag; other refs cannot be pushed through the gateway.");
            }

            var one = await JudgeAsync(walk, verified, question.Action, question.Resource, repository, http.RequestAborted);
            if (!one.Passed(out var permission, out refusal))
            {
                return refusal with { Reason = $"{change.Name}: {refusal.Reason}" };
            }

            permissions.Add(permission);
        }

        walk.Room = nameof(Contain);
        return await transfer.PushAsync(http, permissions, repository, walk.Route, commands);
    }

    private ValueTask<Step<Permitted>> JudgeAsync(
        GitWalk walk, Verified verified, EntityUid action, EntityUid resource, RepositoryEntry repository, CancellationToken cancellationToken)
    {
        walk.Action = action.Id;
        walk.Resource = resource.ToString();
        return authorize.AuthorizeGitAsync(verified, action, resource, repository.FullName, cancellationToken);
    }

    /// <summary>
    /// Reads the refs from the front of the body. A compressed body is decompressed for that, and goes on so; any other encoding is
    /// one that could hide refs from us and show them to the server.
    /// </summary>
    private async ValueTask<(PushCommands? Commands, string? Fault)> ReadCommandsAsync(HttpContext http)
    {
        var request = http.Request;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = GitLimits.LargestPush;
        }

        switch (request.Headers.ContentEncoding.ToString())
        {
            case "":
                break;
            case "gzip":
                request.Body = PipeReader.Create(new GZipStream(request.Body, CompressionMode.Decompress)).AsStream();
                request.Headers.ContentEncoding = default;
                request.Headers.ContentLength = null;
                break;
            default:
                return (null, "The push has an encoding that the gateway does not read; use plain git.");
        }

        using var deadline = new CancellationTokenSource(GitLimits.CommandsWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        try
        {
            return await PushCommandReader.ReadAsync(request.BodyReader, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return (null, "The push did not say in time what it wants to push.");
        }
        catch (InvalidDataException)
        {
            return (null, "The compressed push cannot be read.");
        }
    }
}

using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>
/// The git door: the walk in git's own protocol. Credentials are HTTP Basic, because that is what git speaks; they are an
/// environment's workload credential or an access token of a person, never a person's password.
/// </summary>
internal sealed class GitDoor(
    IdentifyRoom identify,
    StepUpRoom stepUp,
    GitJudge judge,
    GitTransfer transfer,
    GitDoorTrace trace,
    TimeProvider clock)
{
    private static readonly Refusal SignInFirst = new(
        RefusalCode.NotSignedIn,
        "Sign in first. Inside an environment git signs in by itself; from outside, run remotedev login, or make an access token on your account page and use it with your login.");

    /// <summary>Answers one request of the git door, forwarded or refused; both are traced.</summary>
    public async Task AnswerAsync(HttpContext http, Connection connection)
    {
        var route = GitRoute.Parse(http.Request.Method, http.Request.Path.Value ?? "", http.Request.Query);
        var walk = new GitWalk(connection, route);
        var refusal = await WalkAsync(http, walk);
        if (refusal is not null)
        {
            trace.Refused(walk, refusal, http.Request.Method, TracedPath.Of(http.Request.Path, http.Request.QueryString.Value));
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

        if (judge.Find(walk) is not { } repository)
        {
            return GitRefusals.NoRepository;
        }

        return walk.Route.Service == GitService.ReceivePack
            ? await PushAsync(http, walk, verified, repository)
            : await FetchAsync(http, walk, verified, repository);
    }

    /// <summary>Of the ways to read a repository only the smart protocol is ever forwarded.</summary>
    private async ValueTask<Refusal?> FetchAsync(HttpContext http, GitWalk walk, Verified verified, RepositoryEntry repository)
    {
        var step = await judge.FetchAsync(walk, verified, repository, http.RequestAborted);
        if (!step.Passed(out var permitted, out var refusal))
        {
            return refusal;
        }

        walk.Room = nameof(Contain);
        return walk.Route.Kind is GitRouteKind.Advertisement or GitRouteKind.Rpc
            ? await transfer.FetchAsync(http, permitted, repository, walk.Route)
            : GitRefusals.SmartOnly;
    }

    private async ValueTask<Refusal?> PushAsync(HttpContext http, GitWalk walk, Verified verified, RepositoryEntry repository)
    {
        var step = await judge.PushAsync(walk, verified, repository, http.RequestAborted);
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
            return GitRefusals.Malformed(fault);
        }

        walk.Push = commands;
        if (!(await judge.RefsAsync(walk, verified, repository, permitted, commands, http.RequestAborted)).Passed(out var permissions, out refusal))
        {
            return refusal;
        }

        walk.Room = nameof(Contain);
        return await transfer.PushAsync(http, permissions, repository, walk.Route, commands);
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

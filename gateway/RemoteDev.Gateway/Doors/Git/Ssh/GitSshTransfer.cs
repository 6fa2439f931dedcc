using System.Text;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Doors.Git.Ssh;

/// <summary>
/// git over SSH, for repositories whose server inside speaks smart HTTP: <c>git clone ssh://gateway/project/repository.git</c>. The same
/// questions are asked of policy as at the git door, and the same containment holds. A fetch is protocol version 2 only, whose requests
/// stand each for itself; a push is one advertisement and one request.
/// </summary>
internal sealed class GitSshTransfer(
    GitJudge judge, GitSshFetch fetch, GitSshPush push, GitDoorTrace refusals, GitSshLimits limits, TimeProvider clock)
{
    /// <summary>The exit status of whatever was refused.</summary>
    public const uint Refused = 1;

    private const int ShownCommand = 1024;

    private static readonly Refusal OnlyGit = new(
        RefusalCode.NotContained,
        "The gateway itself runs no commands. Write an environment's name before the @, as in ssh payments-vm@gateway, or use git with ssh://gateway/project/repository.git.");

    private static readonly Refusal NeedsTwo = new(
        RefusalCode.NotContained,
        "Reading over SSH needs git's protocol version 2, and your git did not ask for it. Set it with: git config --global protocol.version 2 "
        + "(and, when you use an ssh of your own, git config --global ssh.variant ssh).");

    /// <summary>
    /// Serves one <c>exec</c> request to its end. What the client does, what policy says and what happens inside is told to the client
    /// and traced, and never thrown.
    /// </summary>
    /// <param name="verified">Who asks. A session of their own on the repository is opened when policy permits.</param>
    /// <param name="command">The command line of the request, as the client sent it.</param>
    /// <param name="gitProtocol">What the client set as <c>GIT_PROTOCOL</c>, or null.</param>
    /// <param name="channel">The channel's data, both ways. Neither it nor <paramref name="errors"/> is closed here.</param>
    /// <param name="errors">The channel's standard error; written to only.</param>
    /// <param name="cancellationToken">Cancelled when the channel or its connection is gone.</param>
    /// <returns>The exit status to send.</returns>
    public async Task<uint> ServeAsync(
        Verified verified, string command, string? gitProtocol, Stream channel, Stream errors, CancellationToken cancellationToken)
    {
        var line = Encoding.UTF8.GetBytes(command);
        var walk = new GitWalk(verified.Identified.Connection, GitRoute.OfCommand(line)) { Identified = verified.Identified };
        using var conversation = new GitConversation(EscapedOctets.Of(line, ShownCommand), channel, errors, limits, clock, cancellationToken);
        Refusal? refusal;
        try
        {
            refusal = await WalkAsync(walk, verified, gitProtocol, conversation) ?? conversation.Lost?.Why;
        }
        catch (OperationCanceledException) when (conversation.Token.IsCancellationRequested)
        {
            refusal = conversation.Lost?.Why;
        }
        catch (IOException)
        {
            // The client is gone.
            return Refused;
        }

        if (refusal is null)
        {
            return cancellationToken.IsCancellationRequested ? Refused : 0;
        }

        refusals.Refused(walk, refusal, method: null, TracedPath.Of(conversation.Command));
        await conversation.RefuseAsync(refusal);
        return Refused;
    }

    private async ValueTask<Refusal?> WalkAsync(GitWalk walk, Verified verified, string? gitProtocol, GitConversation conversation)
    {
        if (walk.Route.Kind is GitRouteKind.Unknown)
        {
            walk.Room = nameof(Contain);
            return OnlyGit;
        }

        conversation.TakesErrorLine = walk.Route.Kind != GitRouteKind.LargeFiles;
        if (judge.Find(walk) is not { } repository)
        {
            return GitRefusals.NoRepository;
        }

        return walk.Route.Service == GitService.ReceivePack
            ? await PushAsync(walk, verified, repository, conversation)
            : await FetchAsync(walk, verified, repository, gitProtocol, conversation);
    }

    private async ValueTask<Refusal?> FetchAsync(
        GitWalk walk, Verified verified, RepositoryEntry repository, string? gitProtocol, GitConversation conversation)
    {
        if (!(await judge.FetchAsync(walk, verified, repository, conversation.Token)).Passed(out var permitted, out var refusal))
        {
            return refusal;
        }

        walk.Room = nameof(Contain);
        return walk.Route.Kind != GitRouteKind.Rpc ? GitRefusals.SmartOnly
            : !GitProtocol.AsksForTwo(gitProtocol) ? NeedsTwo
            : await fetch.ServeAsync(permitted, repository, walk.Route, conversation);
    }

    private async ValueTask<Refusal?> PushAsync(GitWalk walk, Verified verified, RepositoryEntry repository, GitConversation conversation)
    {
        if (!(await judge.PushAsync(walk, verified, repository, conversation.Token)).Passed(out var permitted, out var refusal))
        {
            return refusal;
        }

        walk.Room = nameof(Contain);
        return await push.ServeAsync(walk, verified, permitted, repository, conversation);
    }
}

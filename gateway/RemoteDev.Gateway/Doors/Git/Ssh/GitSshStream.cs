using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git.Ssh;

/// <summary>Begins and ends a stream of a conversation in the trace, whatever happens between.</summary>
internal sealed class GitSshStream(GitContainment contain, GitTransferTrace trace)
{
    /// <summary>Opens a flow under these permissions, lets it be used, and closes it.</summary>
    /// <param name="permitted">The permission that carries the bytes, then any others under which this may go on.</param>
    /// <param name="use">Moves the bytes. What it gives back is why it could not.</param>
    public async ValueTask<Refusal?> UseAsync(
        IReadOnlyList<Permitted> permitted, RepositoryEntry repository, StreamKind kind, GitConversation conversation, Func<GitFlow, ValueTask<Refusal?>> use)
    {
        if (!contain.Open(permitted, repository, kind, conversation.Cut).Passed(out var flow, out var refusal))
        {
            return refusal;
        }

        using (flow)
        {
            // Not given up with the client: what the trace says was opened, it must also say has ended.
            if (!await trace.OpenAsync(flow.Stream, repository, path: null, conversation.Command, CancellationToken.None))
            {
                return GitRefusals.NoTrace;
            }

            try
            {
                refusal = await use(flow);
            }
            catch (OperationCanceledException) when (conversation.Token.IsCancellationRequested)
            {
                // Cut, or the client is gone: how it ended is known below.
            }
            finally
            {
                if (conversation.Token.IsCancellationRequested)
                {
                    refusal = conversation.Lost?.Why;
                }

                trace.Ended(flow.Stream, conversation.ReasonFor(refusal));
            }

            return refusal;
        }
    }
}

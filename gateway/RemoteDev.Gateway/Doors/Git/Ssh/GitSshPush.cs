using System.Buffers;
using System.IO.Pipelines;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git.Ssh;

/// <summary>
/// A push over SSH that is permitted on its repository: the server's refs are shown, the commands are read whole from bytes that stay in the
/// pipe, every ref is judged, and what was judged goes inside as one request.
/// </summary>
internal sealed class GitSshPush(GitJudge judge, GitSshStream streams, GitSshExchange exchange, GitTransferTrace trace, GitSshLimits limits)
{
    private static readonly Refusal Late = new(RefusalCode.Malformed, "The push did not say in time what it wants to push.");

    public ValueTask<Refusal?> ServeAsync(
        GitWalk walk, Verified verified, Permitted permitted, RepositoryEntry repository, GitConversation conversation) =>
        streams.UseAsync([permitted], repository, StreamKind.GitPush, conversation, async flow =>
            await exchange.AdvertiseAsync(flow, walk.Route, conversation) ?? await ReadAsync(walk, verified, permitted, repository, conversation));

    private async ValueTask<Refusal?> ReadAsync(
        GitWalk walk, Verified verified, Permitted permitted, RepositoryEntry repository, GitConversation conversation)
    {
        var more = await conversation.HasMoreAsync();
        if (more != true)
        {
            return more is null ? Late : null;
        }

        var read = await conversation.ReadAsync<(PushCommands? Commands, string? Fault)?>(
            async (input, token) => await PushCommandReader.ReadAsync(input, token));
        if (read?.Commands is not { } commands)
        {
            return read is { } faulty ? GitRefusals.Malformed(faulty.Fault) : Late;
        }

        if (commands.Changes.Count == 0)
        {
            // Everything is up to date.
            return null;
        }

        conversation.AwaitsReport = commands;
        var step = await judge.RefsAsync(walk, verified, repository, permitted, commands, conversation.Token);
        if (!step.Passed(out var permissions, out var refusal))
        {
            return refusal;
        }

        walk.Room = nameof(Contain);
        return await streams.UseAsync(
            permissions, repository, StreamKind.GitPush, conversation, flow => DeliverAsync(flow, walk.Route, repository, commands, conversation));
    }

    private async ValueTask<Refusal?> DeliverAsync(
        GitFlow flow, GitRoute route, RepositoryEntry repository, PushCommands commands, GitConversation conversation)
    {
        var input = conversation.Input;
        await using var pushed = commands.HasPack
            ? new PushBody(input.AsStream(leaveOpen: true), commands.Length, commands.ChecksumLength, limits.LargestPush)
            : (Stream)new MemoryStream(await TakeAsync(input, commands.Length, conversation.Token), writable: false);
        await using var body = new PackDigestStream(pushed, commands.Length, bytes => flow.Stream.CountIn(bytes));
        await using var answer = flow.Answer(conversation.Channel);
        Refusal? refusal = null;
        try
        {
            refusal = await exchange.AskAsync(flow, route, body, commands.HasPack ? null : commands.Length, answer, conversation);
            return refusal = pushed is PushBody { IsTooLarge: true } ? TooLarge() : refusal;
        }
        finally
        {
            if (flow.Stream.BytesOut > 0)
            {
                // Its report has begun.
                conversation.AwaitsReport = null;
            }

            await trace.PushedAsync(flow.Stream, repository, commands, body, answer.Head, conversation.Lost?.Why ?? refusal);
        }
    }

    private Refusal TooLarge() => new(
        RefusalCode.Malformed, $"A push may be at most {limits.LargestPush >> 20} MiB. Push fewer commits at a time.");

    /// <summary>The whole of a push that only deletes: the client sends no pack after it.</summary>
    private static async ValueTask<byte[]> TakeAsync(PipeReader input, long length, CancellationToken cancellationToken)
    {
        var read = await input.ReadAtLeastAsync((int)length, cancellationToken);
        var bytes = read.Buffer.Slice(0, length).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(length));
        return bytes;
    }
}

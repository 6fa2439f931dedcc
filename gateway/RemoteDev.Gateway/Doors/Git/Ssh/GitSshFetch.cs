using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git.Ssh;

/// <summary>
/// A permitted fetch over SSH: what the server inside can do, then each request of the client as one request of smart HTTP, until the client
/// asks no more. All of it is one stream.
/// </summary>
internal sealed class GitSshFetch(GitSshStream streams, GitSshExchange exchange, GitTransferTrace trace)
{
    private static readonly Refusal Late = new(RefusalCode.Malformed, "Your git said nothing for too long, so the connection was given up.");

    public ValueTask<Refusal?> ServeAsync(Permitted permitted, RepositoryEntry repository, GitRoute route, GitConversation conversation) =>
        streams.UseAsync([permitted], repository, StreamKind.GitFetch, conversation, async flow =>
        {
            var asked = false;
            try
            {
                return await exchange.AdvertiseAsync(flow, route, conversation) ?? await AnswerAsync(flow, route, conversation, () => asked = true);
            }
            finally
            {
                if (asked)
                {
                    trace.Fetched(flow.Stream, repository);
                }
            }
        });

    private async ValueTask<Refusal?> AnswerAsync(GitFlow flow, GitRoute route, GitConversation conversation, Action asked)
    {
        while (true)
        {
            conversation.TakesErrorLine = true;
            var more = await conversation.HasMoreAsync();
            if (more != true)
            {
                return more is null ? Late : null;
            }

            var request = await conversation.ReadAsync<FetchRequest>(async (input, token) => await FetchRequestReader.ReadAsync(input, token));
            if (request?.Bytes is not { } bytes)
            {
                return request is null ? Late : request.Fault is null ? null : GitRefusals.Malformed(request.Fault);
            }

            asked();
            flow.Stream.CountIn(bytes.Length);
            using var body = new MemoryStream(bytes, writable: false);
            await using var answer = flow.Answer(conversation.Channel);
            if (await exchange.AskAsync(flow, route, body, bytes.Length, answer, conversation) is { } refusal)
            {
                return refusal;
            }
        }
    }
}

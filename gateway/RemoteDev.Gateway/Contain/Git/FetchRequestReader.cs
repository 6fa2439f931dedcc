using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// Reads the requests of protocol version 2 (gitprotocol-v2, "Command Request") one by one from a connection that stays, so that each can be
/// one request of smart HTTP, which is stateless in that version.
/// </summary>
internal static class FetchRequestReader
{
    /// <summary>Longest request, bytes: the object ids of some 160,000 refs or commits.</summary>
    public const int LongestRequest = 8 << 20;

    private static readonly SearchValues<string> Commands =
        SearchValues.Create(["command=ls-refs", "command=fetch", "command=object-info", "command=bundle-uri"], StringComparison.Ordinal);

    /// <summary>Takes one request out of the pipe, up to and including its flush.</summary>
    public static async ValueTask<FetchRequest> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        long known = 0;
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (Look(buffer, ref known) is { } request)
            {
                input.AdvanceTo(buffer.GetPosition(known));
                return request;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return buffer.IsEmpty ? FetchRequest.End : new FetchRequest(null, "The request ended before it was whole.");
            }

            if (buffer.Length > LongestRequest)
            {
                return new FetchRequest(null, $"The request is longer than {LongestRequest >> 20} MiB. Fetch fewer refs at a time.");
            }
        }
    }

    /// <summary>Reads on where it stopped; null when more has to come.</summary>
    /// <param name="known">Bytes at the front that are whole lines of this request.</param>
    private static FetchRequest? Look(ReadOnlySequence<byte> buffer, ref long known)
    {
        var rest = buffer.Slice(known);
        while (PktLine.TryRead(ref rest, out var kind, out var payload))
        {
            var first = known == 0;
            known = buffer.Length - rest.Length;
            switch (kind)
            {
                case PktLineKind.Flush:
                    return first ? FetchRequest.End
                        : known > LongestRequest ? null
                        : new FetchRequest(buffer.Slice(0, known).ToArray());
                case PktLineKind.Data when first && !IsCommand(payload):
                    return new FetchRequest(null, "This is no request of git's protocol version 2, or one that the gateway does not know.");
                case PktLineKind.Data:
                case PktLineKind.Delimiter when !first:
                    break;
                default:
                    return new FetchRequest(null, "This is no request of git's protocol version 2.");
            }
        }

        return null;
    }

    private static bool IsCommand(ReadOnlySequence<byte> payload) =>
        payload.Length < 64 && Commands.Contains(Encoding.Latin1.GetString(payload).TrimEnd('\n'));
}

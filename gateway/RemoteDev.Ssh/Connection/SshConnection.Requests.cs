using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection;

/// <summary>Global requests, both ways (RFC 4254 section 4): replies carry no number, so their order is all there is.</summary>
public sealed partial class SshConnection
{
    private readonly Queue<GlobalRequest> _undecided = new();
    private readonly Queue<Action<bool, ReadOnlySpan<byte>>> _replies = new();

    /// <summary>Asks the peer for something.</summary>
    /// <param name="reply">
    /// Called once with the answer and what it carries, from the read loop; with false when the connection ends before there is one. Null
    /// wants no reply.
    /// </param>
    public void SendGlobalRequest(string name, ReadOnlySpan<byte> payload, Action<bool, ReadOnlySpan<byte>>? reply = null)
    {
        lock (Gate)
        {
            if (_ended is null)
            {
                if (reply is not null)
                {
                    _replies.Enqueue(reply);
                }

                new GlobalRequestMessage(name, reply is not null, payload).SendTo(Sender);
                return;
            }
        }

        reply?.Invoke(false, []);
    }

    internal void Answer(GlobalRequest request, bool success, byte[] reply)
    {
        lock (Gate)
        {
            request.Success = success;
            request.Reply = reply;
            while (_undecided.TryPeek(out var first) && first.Success is { } answer)
            {
                _undecided.Dequeue();
                if (first.WantReply)
                {
                    Sender.Enqueue([(byte)(answer ? MessageNumber.RequestSuccess : MessageNumber.RequestFailure)], first.Reply);
                }
            }
        }

        FlushFromOutside();
    }

    private SshFault? ReceiveGlobalRequest(ReadOnlySpan<byte> payload)
    {
        if (!GlobalRequestMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        var request = new GlobalRequest(this, message.Name, message.WantReply, message.Data.ToArray());
        lock (Gate)
        {
            if (_undecided.Count >= Limits.WaitingGlobalRequests)
            {
                return SshFault.Protocol("More global requests wait than may.");
            }

            _undecided.Enqueue(request);
        }

        if (PeerWords.KnowsRequest(Sender.Role, message.Name) && PeerWords.IsWellFormedRequest(message.Name, message.Data))
        {
            _handler.OnGlobalRequest(request);
        }
        else
        {
            request.Fail();
        }

        return null;
    }

    private SshFault? ReceiveGlobalReply(bool success, ReadOnlySpan<byte> payload)
    {
        Action<bool, ReadOnlySpan<byte>>? reply;
        lock (Gate)
        {
            if (!_replies.TryDequeue(out reply))
            {
                return SshFault.Protocol("A global request was answered that was not made.");
            }
        }

        reply(success, payload);
        return null;
    }

    private void EndGlobalRequests()
    {
        while (true)
        {
            Action<bool, ReadOnlySpan<byte>>? reply;
            lock (Gate)
            {
                _undecided.Clear();
                if (!_replies.TryDequeue(out reply))
                {
                    return;
                }
            }

            reply(false, []);
        }
    }
}

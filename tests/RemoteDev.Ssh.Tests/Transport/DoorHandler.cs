using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>
/// Just so much as real clients want: the service, and then every method fails. With <paramref name="rounds"/> the first method succeeds,
/// and so many times a pile of octets is sent and the client asked whether it is there.
/// </summary>
internal sealed class DoorHandler(SshTransport transport, int rounds = 0) : IMessageHandler
{
    private int _rounds = rounds;

    public ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        switch ((MessageNumber)payload.Span[0])
        {
            case MessageNumber.ServiceRequest:
                Send(MessageNumber.ServiceAccept, "ssh-userauth");
                break;
            case MessageNumber.UserAuthRequest when _rounds > 0:
                transport.Enqueue([(byte)MessageNumber.UserAuthSuccess]);
                transport.Authenticated();
                BeginRound();
                break;
            case MessageNumber.RequestFailure when --_rounds == 0:
                return ValueTask.FromResult<SshFault?>(new SshFault(DisconnectReason.ByApplication, "All is said.", FaultOrigin.Local));
            case MessageNumber.RequestFailure:
                BeginRound();
                break;
            case MessageNumber.UserAuthRequest:
                Send(MessageNumber.UserAuthFailure, "publickey");
                break;
            default:
                break;
        }

        return ValueTask.FromResult<SshFault?>(null);
    }

    public void OnDrained()
    {
        // Nothing is held back here.
    }

    public void OnEnded(SshFault fault)
    {
        // The server keeps it.
    }

    private void BeginRound()
    {
        transport.Enqueue(Payload.LongIgnore);
        transport.Enqueue(Payload.KeepAliveRequest);
    }

    private void Send(MessageNumber number, string text)
    {
        using var writer = new SshWriter(number);
        writer.WriteText(text);
        if (number == MessageNumber.UserAuthFailure)
        {
            writer.WriteBoolean(false);
        }

        transport.Enqueue(writer.Written);
    }
}

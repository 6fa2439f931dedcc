using System.Buffers.Binary;
using RemoteDev.Ssh.Transport.Exchange;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport;

/// <summary>
/// Decides about every received message: the transport's own are handled here, those of the handlers pass if they may come now.
/// </summary>
internal sealed class IncomingMessages(ExchangeContext context, KeyExchangeProtocol exchange, EntryGate gate)
{
    private const int LastKexMessage = 49;

    /// <summary>Number 79 ends what is user authentication's (RFC 4250 section 4.1.1).</summary>
    private const int LastUserAuthMessage = 79;

    private bool _extInfoMayFollow;

    /// <summary>The server's server-sig-algs; null until they are known.</summary>
    public IReadOnlyList<string>? PeerSignatureAlgorithms { get; private set; }

    /// <summary>Handles a payload, or passes it on.</summary>
    /// <param name="forHandler">True when the message is for the handler.</param>
    /// <returns>The fault that ends the connection, or null.</returns>
    public SshFault? Handle(ReadOnlySpan<byte> payload, out bool forHandler)
    {
        forHandler = false;
        var number = payload[0];
        if (gate.Admit(number, context.Reader.Size) is { } refused)
        {
            return refused;
        }

        if (number == (byte)MessageNumber.Disconnect)
        {
            return ReadDisconnect(payload);
        }

        if (number is >= (byte)MessageNumber.KexInit and <= LastKexMessage)
        {
            var wasFirst = !exchange.IsFirstDone;
            var fault = exchange.Handle(payload);
            _extInfoMayFollow = wasFirst && exchange.IsFirstDone;
            return fault;
        }

        // In the first exchange nothing else has any business, also where the peer does not promise to be strict.
        if (!exchange.IsFirstDone || (exchange.InProgress && number is < (byte)MessageNumber.Ignore or > (byte)MessageNumber.Debug))
        {
            return SshFault.Protocol($"The peer sent message {number} inside a key exchange.");
        }

        var mayBeExtInfo = _extInfoMayFollow;
        _extInfoMayFollow = false;
        switch ((MessageNumber)number)
        {
            case MessageNumber.Ignore or MessageNumber.Unimplemented or MessageNumber.Debug:
                return null;
            case MessageNumber.ExtInfo:
                return mayBeExtInfo || (context.Role == SshRole.Client && !gate.IsLifted)
                    ? ReadExtInfo(payload)
                    : SshFault.Protocol("The peer sent SSH_MSG_EXT_INFO where it does not belong.");
            case MessageNumber.ServiceRequest when context.Role == SshRole.Client:
            case MessageNumber.ServiceAccept when context.Role == SshRole.Server:
                return SshFault.Protocol($"The peer sent message {number}, which is for the other side to send.");
            default:
                forHandler = IsForHandler(number);
                if (!forHandler)
                {
                    SendUnimplemented();
                }

                return null;
        }
    }

    private static SshFault ReadDisconnect(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload[1..]);
        return reader.TryReadUInt32(out var reason) && reader.TryReadString(SshLimits.Text, out var description)
            ? new SshFault((DisconnectReason)reason, $"The peer ended the connection: {PeerLine.Of(description)}", FaultOrigin.PeerDisconnect)
            : new SshFault(DisconnectReason.None, "The peer ended the connection.", FaultOrigin.PeerDisconnect);
    }

    private static bool IsForHandler(byte number) => (MessageNumber)number is
        MessageNumber.ServiceRequest or MessageNumber.ServiceAccept
        or (>= MessageNumber.UserAuthRequest and <= (MessageNumber)LastUserAuthMessage)
        or (>= MessageNumber.GlobalRequest and <= MessageNumber.RequestFailure)
        or (>= MessageNumber.ChannelOpen and <= MessageNumber.ChannelFailure);

    private SshFault? ReadExtInfo(ReadOnlySpan<byte> payload)
    {
        if (!ExtInfo.TryParse(payload, out var signatureAlgorithms))
        {
            return SshFault.Protocol("The peer's SSH_MSG_EXT_INFO is malformed.");
        }

        PeerSignatureAlgorithms = signatureAlgorithms ?? PeerSignatureAlgorithms;
        return null;
    }

    private void SendUnimplemented()
    {
        Span<byte> answer = stackalloc byte[1 + sizeof(uint)];
        answer[0] = (byte)MessageNumber.Unimplemented;
        BinaryPrimitives.WriteUInt32BigEndian(answer[1..], context.Reader.Sequence);
        context.Owner.QueueOwn(answer);
    }
}

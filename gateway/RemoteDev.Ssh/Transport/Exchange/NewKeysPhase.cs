using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>
/// Our SSH_MSG_NEWKEYS is on its way, and the peer's is waited for: behind it, it uses the new keys (RFC 4253 section 7.3).
/// </summary>
internal sealed class NewKeysPhase(ExchangeContext context, IPacketCipher incoming) : ExchangePhase(MessageNumber.NewKeys)
{
    private IPacketCipher? _incoming = incoming;

    /// <summary>
    /// Says that we use the new keys from here on, and right behind it, once, what else the client should know (RFC 8308).
    /// </summary>
    public static void Send(ExchangeContext context, IPacketCipher outgoing)
    {
        context.Sealer.Prepare(outgoing, resetSequence: context.Strict);
        context.Owner.QueueOwn([(byte)MessageNumber.NewKeys]);
        if (context.PeerTakesExtInfo && context.Role == SshRole.Server)
        {
            context.PeerTakesExtInfo = false;
            context.Owner.QueueOwn(ExtInfo.ToPayload(context.Options.SignatureAlgorithms));
        }
    }

    public override (ExchangePhase? Next, SshFault? Fault) Handle(ReadOnlySpan<byte> payload)
    {
        if (payload.Length != 1)
        {
            return Fail("The peer's SSH_MSG_NEWKEYS is malformed.");
        }

        context.Reader.Use(_incoming!, resetSequence: context.Strict);
        _incoming = null;
        return (null, null);
    }

    public override void Dispose() => _incoming?.Dispose();
}

using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Crypto.Exchange;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>One key exchange from both SSH_MSG_KEXINIT on.</summary>
internal sealed class ExchangeRun(ExchangeContext context, NegotiatedAlgorithms algorithms, byte[] ourInit, byte[] theirInit)
{
    public ExchangeContext Context { get; } = context;

    public NegotiatedAlgorithms Algorithms { get; } = algorithms;

    public byte[] ClientInit { get; } = context.Role == SshRole.Client ? ourInit : theirInit;

    public byte[] ServerInit { get; } = context.Role == SshRole.Client ? theirInit : ourInit;

    /// <summary>Why the agreed ciphers must not be used on this connection; null when they may.</summary>
    public SshFault? Unsound => !Context.Strict && (NeedsStrict(Algorithms.ClientToServer) || NeedsStrict(Algorithms.ServerToClient))
        ? new SshFault(
            DisconnectReason.KeyExchangeFailed,
            $"The peer does not do strict key exchanges, without which {PacketCiphers.ChaCha20Poly1305} is not safe: it must prefer AES-GCM.")
        : null;

    public IKeyExchange CreateAgreement() => KeyExchanges.Create(Algorithms.KeyExchange)
        ?? throw new InvalidOperationException($"{Algorithms.KeyExchange} was offered and does not exist.");

    private static bool NeedsStrict(CipherChoice choice) => PacketCiphers.Find(choice.Cipher, choice.Mac)?.NeedsStrictExchange == true;
}

using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>What an exchange waits for, once the peer's SSH_MSG_KEXINIT is there.</summary>
internal abstract class ExchangePhase(MessageNumber expected) : IDisposable
{
    /// <summary>The only message that is right now.</summary>
    public MessageNumber Expected { get; } = expected;

    /// <summary>Handles the expected message.</summary>
    /// <returns>What is waited for next, null when the exchange is over; or the fault that ends the connection.</returns>
    public abstract (ExchangePhase? Next, SshFault? Fault) Handle(ReadOnlySpan<byte> payload);

    public abstract void Dispose();

    protected static (ExchangePhase? Next, SshFault? Fault) Fail(string message)
        => (null, new SshFault(DisconnectReason.KeyExchangeFailed, message));
}

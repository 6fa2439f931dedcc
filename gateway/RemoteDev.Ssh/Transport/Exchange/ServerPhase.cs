using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>The server waits for the client's share, and answers with its own, signed (RFC 5656 section 4).</summary>
internal sealed class ServerPhase(ExchangeRun run) : ExchangePhase(MessageNumber.KexEcdhInit)
{
    private readonly IKeyExchange _agreement = run.CreateAgreement();

    public override (ExchangePhase? Next, SshFault? Fault) Handle(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload[1..]);
        if (!reader.TryReadString(SshLimits.KeyBlob, out var clientShare)
            || !reader.AtEnd
            || !_agreement.TryRespond(clientShare, out var serverShare, out var secret))
        {
            return Fail("The client's share of the key exchange is not acceptable.");
        }

        var context = run.Context;
        var signer = context.Options.HostKeys.First(key => key.Algorithms.Contains(run.Algorithms.HostKey, StringComparer.Ordinal));
        var exchangeHash = ExchangeHash.Compute(run, _agreement.Hash, signer.PublicBlob.Span, clientShare, serverShare, secret);
        SendReply(signer, serverShare, exchangeHash);
        if (run.Unsound is { } unsound)
        {
            // Not before the answer: who asks for the host key only (ssh-keyscan is not strict) has it now.
            return (null, unsound);
        }

        if (context.IsFirst)
        {
            context.SessionId = exchangeHash;
        }

        using var keys = new ExchangeSecret(run, _agreement.Hash, secret, exchangeHash);
        NewKeysPhase.Send(context, keys.ToClient());
        return (new NewKeysPhase(context, keys.ToServer()), null);
    }

    public override void Dispose() => _agreement.Dispose();

    private void SendReply(ISshSigner signer, ReadOnlySpan<byte> serverShare, ReadOnlySpan<byte> exchangeHash)
    {
        using var writer = new SshWriter(MessageNumber.KexEcdhReply, capacity: 1024);
        writer.WriteString(signer.PublicBlob.Span);
        writer.WriteString(serverShare);
        writer.WriteString(signer.Sign(run.Algorithms.HostKey, exchangeHash));
        run.Context.Owner.QueueOwn(writer.Written);
    }
}

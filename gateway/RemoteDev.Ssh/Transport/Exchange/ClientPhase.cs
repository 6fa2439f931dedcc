using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>
/// The client has sent its share and waits for the server's, with the host key and its signature (RFC 5656 section 4). Whatever is not
/// right about the key fails the connection before anything was told to the server.
/// </summary>
internal sealed class ClientPhase : ExchangePhase
{
    private readonly ExchangeRun _run;
    private readonly IKeyExchange _agreement;
    private readonly byte[] _share;

    public ClientPhase(ExchangeRun run)
        : base(MessageNumber.KexEcdhReply)
    {
        _run = run;
        _agreement = run.CreateAgreement();
        _share = _agreement.Start();
        using var writer = new SshWriter(MessageNumber.KexEcdhInit, capacity: 2048);
        writer.WriteString(_share);
        run.Context.Owner.QueueOwn(writer.Written);
    }

    public override (ExchangePhase? Next, SshFault? Fault) Handle(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload[1..]);
        if (!reader.TryReadString(SshLimits.KeyBlob, out var hostKey)
            || !reader.TryReadString(SshLimits.KeyBlob, out var serverShare)
            || !reader.TryReadString(SshLimits.KeyBlob, out var signature)
            || !reader.AtEnd)
        {
            return Fail("The server's answer in the key exchange is malformed.");
        }

        if (!_agreement.TryFinish(serverShare, out var secret))
        {
            return Fail("The server's share of the key exchange is not acceptable.");
        }

        var context = _run.Context;
        var exchangeHash = ExchangeHash.Compute(_run, _agreement.Hash, hostKey, _share, serverShare, secret);
        if (!SshPublicKey.TryParse(hostKey, out var key, out var unsound))
        {
            return (null, new SshFault(DisconnectReason.HostKeyNotVerifiable, $"The server's host key is refused: {unsound}."));
        }

        if (!key.Verify(_run.Algorithms.HostKey, exchangeHash, signature))
        {
            return (null, new SshFault(DisconnectReason.HostKeyNotVerifiable, "The server did not prove that it holds the host key it shows."));
        }

        if (Judge(hostKey) is { } fault)
        {
            return (null, fault);
        }

        if (context.IsFirst)
        {
            context.SessionId = exchangeHash;
        }

        using var keys = new ExchangeSecret(_run, _agreement.Hash, secret, exchangeHash);
        NewKeysPhase.Send(context, keys.ToServer());
        return (new NewKeysPhase(context, keys.ToClient()), null);
    }

    public override void Dispose() => _agreement.Dispose();

    private SshFault? Judge(ReadOnlySpan<byte> hostKey)
    {
        var context = _run.Context;
        if (!context.IsFirst)
        {
            return hostKey.SequenceEqual(context.HostKey)
                ? null
                : new SshFault(DisconnectReason.HostKeyNotVerifiable, "The server showed another host key than before.");
        }

        context.HostKey = hostKey.ToArray();
        return context.Options.HostKeyVerifier is { } verifier
            ? verifier(context.HostKey)
            : new SshFault(DisconnectReason.HostKeyNotVerifiable, "No host key is trusted.", FaultOrigin.Local);
    }
}

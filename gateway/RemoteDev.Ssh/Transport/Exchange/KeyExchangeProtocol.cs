using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>
/// The key exchanges of one connection, the first and every later one (RFC 4253 sections 7 and 9). Either side may begin one at any time,
/// both may at once. Messages are handled by the read loop alone; any thread may begin an exchange.
/// </summary>
internal sealed class KeyExchangeProtocol(ExchangeContext context, ExchangeAllowance allowance) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly KexInit _offer = CreateOffer(context.Options);
    private byte[]? _ourInit;
    private ExchangePhase? _phase;
    private bool _skipsGuess;

    /// <summary>
    /// The peer's SSH_MSG_KEXINIT has come and its SSH_MSG_NEWKEYS has not: it may send nothing but what belongs to the exchange.
    /// </summary>
    public bool InProgress => _phase is not null;

    /// <summary>The first exchange is over, and there are keys in both directions.</summary>
    public bool IsFirstDone { get; private set; }

    /// <summary>Of the latest exchange; null before the first.</summary>
    public NegotiatedAlgorithms? Algorithms { get; private set; }

    /// <summary>Sends our SSH_MSG_KEXINIT, unless an exchange is under way already.</summary>
    /// <returns>Whether this began one.</returns>
    public bool Begin()
    {
        lock (_gate)
        {
            if (_ourInit is not null)
            {
                return false;
            }

            _ourInit = _offer.ToPayload(context.IsFirst ? KexMarkers.Of(context.Role) : []);
            context.Owner.OnExchangeBegun();
            context.Owner.QueueOwn(_ourInit);
            return true;
        }
    }

    /// <summary>Handles a message with a number from 20 to 49.</summary>
    public SshFault? Handle(ReadOnlySpan<byte> payload)
    {
        var message = (MessageNumber)payload[0];
        if (message == MessageNumber.KexInit)
        {
            return _phase is null ? OnKexInit(payload) : SshFault.Protocol("The peer began a key exchange inside another.");
        }

        if (_phase is null)
        {
            return SshFault.Protocol($"The peer sent message {payload[0]} outside of a key exchange.");
        }

        if (_skipsGuess && payload[0] >= (byte)MessageNumber.KexEcdhInit)
        {
            _skipsGuess = false;
            return null;
        }

        if (message != _phase.Expected)
        {
            return SshFault.Protocol($"The peer sent message {payload[0]} in a key exchange where {(byte)_phase.Expected} belongs.");
        }

        var (next, fault) = _phase.Handle(payload);
        _phase.Dispose();
        _phase = next;
        if (next is null && fault is null)
        {
            Finish();
        }

        return fault;
    }

    public void Dispose() => _phase?.Dispose();

    private static KexInit CreateOffer(TransportOptions options)
    {
        var offer = options.Offer;
        var hostKeys = options.Role == SshRole.Client
            ? offer.HostKeys
            : [.. options.HostKeys.SelectMany(key => key.Algorithms).Where(name => offer.HostKeys.Count == 0 || offer.HostKeys.Contains(name, StringComparer.Ordinal))];
        return new KexInit
        {
            KeyExchanges = offer.KeyExchanges,
            HostKeys = hostKeys,
            CiphersToServer = offer.Ciphers,
            CiphersToClient = offer.Ciphers,
            MacsToServer = offer.Macs,
            MacsToClient = offer.Macs,
        };
    }

    private SshFault? OnKexInit(ReadOnlySpan<byte> payload)
    {
        if (KexInit.Parse(payload) is not { } theirs)
        {
            return SshFault.Protocol("The peer's SSH_MSG_KEXINIT is malformed.");
        }

        // A peer that has our SSH_MSG_NEWKEYS cannot be where we have not sent it.
        if (context.Sealer.AwaitsNewKeys)
        {
            return SshFault.Protocol("The peer began a key exchange before the one before was over.");
        }

        if (context.IsFirst)
        {
            var peerRole = context.Role == SshRole.Server ? SshRole.Client : SshRole.Server;
            context.Strict = theirs.KeyExchanges.Contains(KexMarkers.StrictOf(peerRole), StringComparer.Ordinal);
            context.PeerTakesExtInfo = theirs.KeyExchanges.Contains(KexMarkers.ExtInfoClient, StringComparer.Ordinal);
        }

        if (Begin() && !context.IsFirst && !allowance.TryTake(context.Reader.Octets + context.Sealer.Octets))
        {
            return SshFault.Protocol("The peer has new keys made more often than there is a reason for.");
        }

        var (algorithms, fault) = AlgorithmNegotiation.Negotiate(_offer, theirs, context.Role);
        if (algorithms is null)
        {
            return fault;
        }

        Algorithms = algorithms;
        _skipsGuess = theirs.FirstPacketFollows && !AlgorithmNegotiation.GuessedRight(_offer, theirs);
        var run = new ExchangeRun(context, algorithms, _ourInit!, payload.ToArray());
        if (context.Role == SshRole.Server)
        {
            _phase = new ServerPhase(run);
            return null;
        }

        if (run.Unsound is { } unsound)
        {
            return unsound;
        }

        _phase = new ClientPhase(run);
        return null;
    }

    private void Finish()
    {
        // Told under the lock: what another thread begins next is told after it.
        lock (_gate)
        {
            IsFirstDone = true;
            context.Owner.OnExchangeFinished();
            _ourInit = null;
        }
    }
}

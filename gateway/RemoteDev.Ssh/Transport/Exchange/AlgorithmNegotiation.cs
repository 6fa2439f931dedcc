using RemoteDev.Ssh.Crypto.Ciphers;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>The rule of RFC 4253 section 7.1: the first of the client's that the server has too.</summary>
internal static class AlgorithmNegotiation
{
    private const int ShownOffer = 300;

    /// <summary>Chooses the algorithms of an exchange.</summary>
    /// <returns>The outcome, or why there is none.</returns>
    public static (NegotiatedAlgorithms? Outcome, SshFault? Fault) Negotiate(KexInit ours, KexInit theirs, SshRole ourRole)
    {
        var (client, server) = ourRole == SshRole.Client ? (ours, theirs) : (theirs, ours);
        var (outcome, missing, offer) = (null as NegotiatedAlgorithms, string.Empty, theirs.KeyExchanges);
        if (Choose(client.KeyExchanges, server.KeyExchanges) is not { } exchange)
        {
            missing = "key exchange";
        }
        else if (Choose(client.HostKeys, server.HostKeys) is not { } hostKey)
        {
            (missing, offer) = ("host key", theirs.HostKeys);
        }
        else if (ChooseCipher(client.CiphersToServer, server.CiphersToServer, client.MacsToServer, server.MacsToServer) is not { } toServer)
        {
            (missing, offer) = ("cipher and MAC towards the server", [.. theirs.CiphersToServer, .. theirs.MacsToServer]);
        }
        else if (ChooseCipher(client.CiphersToClient, server.CiphersToClient, client.MacsToClient, server.MacsToClient) is not { } toClient)
        {
            (missing, offer) = ("cipher and MAC towards the client", [.. theirs.CiphersToClient, .. theirs.MacsToClient]);
        }
        else if (Choose(client.CompressionToServer, server.CompressionToServer) is null
            || Choose(client.CompressionToClient, server.CompressionToClient) is null)
        {
            (missing, offer) = ("compression", theirs.CompressionToServer);
        }
        else
        {
            outcome = new NegotiatedAlgorithms(exchange, hostKey, toServer, toClient);
        }

        return outcome is null ? (null, Failed($"There is no {missing} in common. The peer offers: {Show(offer)}")) : (outcome, null);
    }

    /// <summary>Whether the packet that follows a SSH_MSG_KEXINIT with first_kex_packet_follows is the one that was needed.</summary>
    public static bool GuessedRight(KexInit ours, KexInit theirs)
        => First(ours.KeyExchanges) == First(theirs.KeyExchanges) && First(ours.HostKeys) == First(theirs.HostKeys);

    private static CipherChoice? ChooseCipher(
        IReadOnlyList<string> client, IReadOnlyList<string> server, IReadOnlyList<string> clientMacs, IReadOnlyList<string> serverMacs)
    {
        if (Choose(client, server) is not { } cipher)
        {
            return null;
        }

        if (PacketCiphers.IsAead(cipher))
        {
            return new CipherChoice(cipher, string.Empty);
        }

        return Choose(clientMacs, serverMacs) is { } mac ? new CipherChoice(cipher, mac) : null;
    }

    // No marker comes out, whatever the peer lists: ours are not among our key exchanges.
    private static string? Choose(IReadOnlyList<string> client, IReadOnlyList<string> server)
    {
        foreach (var name in client)
        {
            if (server.Contains(name, StringComparer.Ordinal))
            {
                return name;
            }
        }

        return null;
    }

    private static string First(IReadOnlyList<string> names) => names.Count > 0 ? names[0] : string.Empty;

    private static string Show(IReadOnlyList<string> names)
    {
        var all = string.Join(',', names);
        return all.Length <= ShownOffer ? all : all[..ShownOffer] + "...";
    }

    private static SshFault Failed(string message) => new(DisconnectReason.KeyExchangeFailed, message);
}

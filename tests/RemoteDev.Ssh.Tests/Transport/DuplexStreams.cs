namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Two streams of which each reads what the other writes, in memory, with what a network may do to octets.</summary>
internal sealed class DuplexStreams
{
    private DuplexStreams(OneWayStream toServer, OneWayStream toClient)
    {
        ToServer = toServer;
        ToClient = toClient;
        Client = new DuplexEnd(toClient, toServer);
        Server = new DuplexEnd(toServer, toClient);
    }

    public Stream Client { get; }

    public Stream Server { get; }

    public OneWayStream ToServer { get; }

    public OneWayStream ToClient { get; }

    /// <summary>A fresh pair.</summary>
    /// <param name="capacity">What a direction holds before its writer waits.</param>
    /// <param name="mostPerRead">The most that one read gives.</param>
    public static DuplexStreams CreatePair(int capacity = 256 * 1024, int mostPerRead = int.MaxValue)
        => new(new OneWayStream(capacity) { MostPerRead = mostPerRead }, new OneWayStream(capacity) { MostPerRead = mostPerRead });
}

using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Listen.Ssh;

/// <summary>Whoever serves what the SSH listener accepted.</summary>
internal interface ISshDoor
{
    /// <summary>Serves one connection until it is over. Whatever happens in it is the door's to explain and trace; nothing is thrown.</summary>
    /// <param name="stranger">To be disposed as soon as the peer has signed in: until then it counts against the limits on strangers.</param>
    Task ServeAsync(Connection connection, Stream stream, IDisposable stranger, CancellationToken cancellationToken);
}

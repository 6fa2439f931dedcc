using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Connection;

/// <summary>Two connections whose messages reach each other when the test says so, without any transport.</summary>
internal sealed class ConnectionPair
{
    private readonly RecordingSender _serverSender = new();
    private readonly RecordingSender _clientSender = new(SshRole.Client);

    public ConnectionPair(IConnectionHandler server, IConnectionHandler client, ConnectionLimits? limits = null)
    {
        Server = new SshConnection(_serverSender, server, limits);
        Client = new SshConnection(_clientSender, client, limits);
    }

    public SshConnection Server { get; }

    public SshConnection Client { get; }

    /// <summary>Carries messages across until neither side has any more to say.</summary>
    public void Settle()
    {
        while (Carry(_clientSender, Server) | Carry(_serverSender, Client))
        {
        }
    }

    private static bool Carry(RecordingSender from, IMessageHandler to)
    {
        var messages = from.Take();
        foreach (var message in messages)
        {
            Assert.Null(to.HandleNow(message));
        }

        to.OnBatchHandled();
        return messages.Count > 0;
    }
}

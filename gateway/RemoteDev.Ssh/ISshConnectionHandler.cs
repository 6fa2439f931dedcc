using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh;

/// <summary>
/// What the peer wants of a connection, one thing at a time from its read loop, which must not be kept waiting: an answer that takes time
/// is given later, from any thread.
/// </summary>
public interface ISshConnectionHandler
{
    /// <summary>The peer wants a channel. It is held until it is accepted, refused or handed to the relay.</summary>
    void OnChannelOpen(ChannelOpening opening);

    /// <summary>The peer asks for something. It is held, and those behind it, until it is answered.</summary>
    void OnGlobalRequest(GlobalRequest request);
}

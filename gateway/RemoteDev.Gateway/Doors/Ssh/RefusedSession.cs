using System.Text;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// A session channel that exists only to say why not: SSH clients show a program's standard error, and hide why a channel was not opened.
/// </summary>
internal sealed class RefusedSession(string line) : IChannelHandler
{
    private const uint Failed = 1;

    /// <summary>Refuses a channel in the way in which its client shows the words.</summary>
    public static void Refuse(ChannelOpening opening, Refusal refusal)
    {
        var words = RefusalLine.Of(refusal);
        if (opening.Type == "session")
        {
            opening.Accept(new RefusedSession(words));
        }
        else
        {
            opening.Refuse(OpenFailureReason.AdministrativelyProhibited, words);
        }

        opening.Connection.Flush();
    }

    public void OnOpened(SshChannel channel)
    {
        // The words come when a program is asked for: before that a client does not listen.
    }

    public void OnData(ReadOnlySpan<byte> data, uint stream)
    {
        // Nobody reads it, and no credit is given for it.
    }

    public void OnWindow()
    {
        // The words fit into the smallest window that is accepted.
    }

    public void OnRequest(ChannelRequest request)
    {
        if (request.Name is not ("shell" or "exec" or "subsystem"))
        {
            request.Succeed();
            return;
        }

        request.Succeed();
        var channel = request.Channel;
        channel.Write(Encoding.UTF8.GetBytes(line + "\r\n"), stream: 1);
        channel.Request("exit-status", new ExitStatus(Failed).ToArray());
        channel.Eof();
        channel.Close();
        channel.Connection.Flush();
    }

    public void OnEof()
    {
        // The client has nothing more to say; the answer comes with its request.
    }

    public void OnClosed()
    {
        // Nothing is held.
    }
}

using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Relay;

/// <summary>Joins what two connections want of each other.</summary>
public static class SshRelay
{
    /// <summary>Opens the same channel on the other connection, if the guard lets it, and joins the two.</summary>
    /// <param name="time">What measures how long a target may take to read what a client has left behind.</param>
    public static RelayedChannel Join(ChannelOpening opening, SshConnection onward, IChannelGuard guard, TimeProvider? time = null)
    {
        var channel = new RelayedChannel(opening, onward, guard, time ?? TimeProvider.System);
        _ = channel.OpenAsync();
        return channel;
    }

    /// <summary>Asks the other connection what this one was asked, and answers what it answers. Judge the request before.</summary>
    public static void Forward(GlobalRequest request, SshConnection onward)
    {
        if (request.WantReply)
        {
            onward.SendGlobalRequest(request.Name, request.Payload.Span, (done, reply) =>
            {
                if (done)
                {
                    request.Succeed(reply);
                }
                else
                {
                    request.Fail();
                }
            });
        }
        else
        {
            onward.SendGlobalRequest(request.Name, request.Payload.Span);
            request.Succeed();
        }

        request.Connection.FlushAfterBatch(onward);
    }
}

using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport;

/// <summary>What happens when a time is over.</summary>
internal sealed partial class SshTransport
{
    private volatile bool _heard;

    private void OnDeadline(Deadline deadline)
    {
        switch (deadline)
        {
            case Deadline.Login:
                End(new SshFault(DisconnectReason.ByApplication, "The time to log in is over.", FaultOrigin.Deadline));
                break;
            case Deadline.RekeyDue:
                if (_gate.IsLifted)
                {
                    _exchange.Begin();
                    _pump.Flush();
                }

                break;
            case Deadline.RekeyAnswer:
                End(new SshFault(DisconnectReason.KeyExchangeFailed, "The peer did not finish a key exchange in time.", FaultOrigin.Deadline));
                break;
            case Deadline.Silence:
                if (!_heard)
                {
                    Enqueue([(byte)MessageNumber.Ignore, 0, 0, 0, 0]);
                    Flush();
                }

                ExpectWord();
                break;
            default:
                Abort();
                break;
        }
    }

    private void ExpectWord()
    {
        if (_options.KeepAlive is { } interval)
        {
            _heard = false;
            _deadlines.Set(Deadline.Silence, interval);
        }
    }
}

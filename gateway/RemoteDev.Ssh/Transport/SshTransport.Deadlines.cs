using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport;

/// <summary>What happens when a time is over.</summary>
internal sealed partial class SshTransport
{
    /// <summary>
    /// Unanswered questions after which nobody is there. A program that was only stopped for a while, and a computer that slept, are to find
    /// their connection again.
    /// </summary>
    public const int MostSilences = 10;

    private volatile bool _heard;
    private int _silences;

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
                OnSilence();
                break;
            default:
                Abort();
                break;
        }
    }

    private void OnSilence()
    {
        if (_heard)
        {
            _silences = 0;
        }
        else if (_handler?.OnSilence() != true)
        {
            Enqueue([(byte)MessageNumber.Ignore, 0, 0, 0, 0]);
        }
        else if (++_silences > MostSilences)
        {
            End(new SshFault(DisconnectReason.ConnectionLost, "The peer has not said a word for too long.", FaultOrigin.Deadline));
            return;
        }

        Flush();
        ExpectWord();
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

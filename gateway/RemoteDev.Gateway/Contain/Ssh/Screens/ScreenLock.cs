using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Screens;

/// <summary>
/// The screen of one channel behind its one lock. Without a screen nothing passes. A channel can be ended from within its screen; the
/// screen is then closed when the call is over, never under its own feet.
/// </summary>
internal sealed class ScreenLock
{
    private readonly Lock _gate = new();
    private IScreen? _screen;
    private bool _inside;
    private bool _closed;

    public void Open(IScreen screen)
    {
        lock (_gate)
        {
            if (_closed)
            {
                screen.Close();
                return;
            }

            _screen = screen;
        }
    }

    public void Pass(RelaySide from, ReadOnlySpan<byte> octets, uint stream, IFilterOutput output)
    {
        lock (_gate)
        {
            if (_closed || _screen is null)
            {
                return;
            }

            _inside = true;
            try
            {
                if (from == RelaySide.Client)
                {
                    _screen.FromPerson(octets, output);
                }
                else
                {
                    _screen.FromTarget(octets, stream, output);
                }
            }
            finally
            {
                Leave();
            }
        }
    }

    public void End(RelaySide from, IFilterOutput output)
    {
        lock (_gate)
        {
            if (_closed || _screen is null)
            {
                return;
            }

            _inside = true;
            try
            {
                if (from == RelaySide.Client)
                {
                    _screen.PersonEnds(output);
                }
                else
                {
                    _screen.TargetEnds(output);
                }
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>Lets the screen go on with what it had to wait for.</summary>
    /// <returns>False: it is closed, and nothing was done.</returns>
    public bool Later(Action act)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            var wasInside = _inside;
            _inside = true;
            try
            {
                act();
            }
            finally
            {
                _inside = wasInside;
                if (!wasInside)
                {
                    Leave();
                }
            }

            return true;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            if (!_inside)
            {
                _screen?.Close();
            }
        }
    }

    private void Leave()
    {
        _inside = false;
        if (_closed)
        {
            _screen!.Close();
        }
    }
}

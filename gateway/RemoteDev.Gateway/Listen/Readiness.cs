namespace RemoteDev.Gateway.Listen;

/// <summary>Whether the house is open: start-up complete and shutdown not begun. Until then every request is refused politely.</summary>
internal sealed class Readiness
{
    private volatile bool _open;

    public bool IsOpen => _open;

    public void Open() => _open = true;

    public void Close() => _open = false;
}

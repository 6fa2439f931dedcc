using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Screens;

/// <summary>One direction of a channel, on its way to the screen.</summary>
internal sealed class ScreenFilter(ScreenLock screen, RelaySide from) : IChannelFilter
{
    public void Pass(ReadOnlySpan<byte> octets, uint stream, FilterOutput output) => screen.Pass(from, octets, stream, output);

    public void End(FilterOutput output) => screen.End(from, output);
}

namespace RemoteDev.Ssh.Relay;

/// <summary>Sees every octet of one direction of a channel, in order. What it does not write does not pass.</summary>
public interface IChannelFilter
{
    /// <summary>Octets arrived. They are valid during the call, which must not wait.</summary>
    /// <param name="stream">0 for data, 1 for what goes to standard error.</param>
    void Pass(ReadOnlySpan<byte> octets, uint stream, FilterOutput output);

    /// <summary>Nothing follows: what was held is written now or never.</summary>
    void End(FilterOutput output);
}

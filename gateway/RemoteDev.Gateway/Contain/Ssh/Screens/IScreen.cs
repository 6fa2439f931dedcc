using RemoteDev.Ssh.Relay;

namespace RemoteDev.Gateway.Contain.Ssh.Screens;

/// <summary>
/// What looks at the bytes of one channel, both ways. Called under one lock of the channel, so nothing comes between what it reads and
/// what it writes. What it does not write does not pass.
/// </summary>
internal interface IScreen
{
    /// <summary>Octets from the person's client.</summary>
    void FromPerson(ReadOnlySpan<byte> octets, IFilterOutput output);

    /// <summary>Octets from the target.</summary>
    /// <param name="stream">0 for data, 1 for standard error.</param>
    void FromTarget(ReadOnlySpan<byte> octets, uint stream, IFilterOutput output);

    /// <summary>The person's client sends nothing more: what was held is written now or never.</summary>
    void PersonEnds(IFilterOutput output)
    {
    }

    /// <summary>The target sends nothing more: what was held is written now or never.</summary>
    void TargetEnds(IFilterOutput output);

    /// <summary>The channel is over.</summary>
    void Close();
}

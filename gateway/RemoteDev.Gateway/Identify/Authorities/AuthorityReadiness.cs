using RemoteDev.Gateway.Listen.Ssh;

namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>Without its keys the gateway cannot be told from another by SSH, so where it has an SSH door it is not ready.</summary>
internal sealed class AuthorityReadiness(SshAuthorities authorities, SshAddress address) : IReadinessPart
{
    private const string Why =
        "the SSH keys in the database were sealed under another master.key: give every gateway that shares the database the same one";

    public string? WhyNotReady => address.IsOpen && !authorities.IsLoaded ? Why : null;

    // Without a door there is nobody to turn away, but whoever opens one should hear it before.
    public string? Warning => authorities.IsLoaded ? null : Why;
}

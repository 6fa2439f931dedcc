using RemoteDev.Ssh.Tests.Connection;
using RemoteDev.Ssh.Tests.Crypto;
using RemoteDev.Ssh.Tests.Transport;
using RemoteDev.Ssh.Tests.UserAuth;

namespace RemoteDev.Ssh.Tests.Fuzzing;

/// <summary>Every reader of this library that takes what a peer, or a file, says.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [.. CryptoFuzzTargets.All, .. TransportFuzzTargets.All, .. ConnectionFuzzTargets.All, .. UserAuthFuzzTargets.All];
}

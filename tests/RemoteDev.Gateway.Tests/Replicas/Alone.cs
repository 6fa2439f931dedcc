using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>The parts of a gateway that shares with nobody.</summary>
internal static class Alone
{
    /// <summary>Runs nothing unless started.</summary>
    public static SharedStateWatch Watch(TimeProvider clock) =>
        new(new InProcessState(clock), new ReplicaOptions(), clock, NullLogger<SharedStateWatch>.Instance);

    public static (SignInSessions SignIns, SignInEndings Endings) SignIns(SignInLifetimes lifetimes, TimeProvider clock)
    {
#pragma warning disable CA2000 // What is not started runs nothing and holds nothing.
        var share = new SignInShare(new InProcessState(clock), lifetimes, clock);
        var endings = new SignInEndings(share, clock, NullLogger<SignInEndings>.Instance);
        return (new SignInSessions(share, endings, lifetimes, clock), endings);
#pragma warning restore CA2000
    }
}

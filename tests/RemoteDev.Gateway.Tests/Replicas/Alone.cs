using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Tests.Replicas;

/// <summary>The parts of a gateway that shares with nobody.</summary>
internal static class Alone
{
    public static SharedStateWatch Watch(TimeProvider clock) =>
        new(new InProcessState(clock), new ReplicaOptions(), clock, NullLogger<SharedStateWatch>.Instance);

    public static SignInSessions SignIns(SignInLifetimes lifetimes, TimeProvider clock)
    {
        var share = new SignInShare(new InProcessState(clock), lifetimes, clock);
        return new SignInSessions(share, new SignInEndings(share, clock, NullLogger<SignInEndings>.Instance), lifetimes, clock);
    }
}

using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>Cases with a real SSH client and a real file system that is full. Where either is not to be had they are reported as skipped, never as passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskTheoryAttribute : TheoryAttribute
{
    public SmallDiskTheoryAttribute() => Skip = new OpenSshFactAttribute("ssh").Skip ?? new MountFactAttribute().Skip;
}

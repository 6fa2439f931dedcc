using RemoteDev.Gateway.Tests.Doors.Ssh.Ide;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh.Node;

/// <summary>A test with npm's ssh2. Where it is not installed the test is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Ssh2FactAttribute : FactAttribute
{
    public Ssh2FactAttribute() => Skip = File.Exists(IdeParts.Node) && Directory.Exists(Path.Combine(IdeParts.Ssh2, "node_modules", "ssh2"))
        ? new OpenSshFactAttribute("sshd").Skip
        : "npm's ssh2 is not installed; deploy/test installs it.";
}

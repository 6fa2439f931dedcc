using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh.Ide;

/// <summary>A test with VS Code's own remote server and OpenSSH. Where either is not installed the test is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdeFactAttribute : FactAttribute
{
    public IdeFactAttribute() => Skip = IdeParts.AreThere
        ? new OpenSshFactAttribute("ssh").Skip
        : "VS Code's remote server is not installed (it comes with code-server); deploy/test installs it.";
}

namespace RemoteDev.Gateway.Tests.OpenSsh;

/// <summary>A test with a real OpenSSH program. Where it is not installed the test is reported as skipped, never as passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenSshFactAttribute : FactAttribute
{
    public OpenSshFactAttribute(string program)
    {
        Program = program;
        if (OpenSshProgram.Find(program) is null)
        {
            Skip = $"{program} is not installed (Debian: openssh-client, openssh-server); deploy/test installs it.";
        }
    }

    public string Program { get; }
}

namespace RemoteDev.Gateway.Tests.OpenSsh;

/// <summary>Like <see cref="OpenSshFactAttribute"/>, for cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenSshTheoryAttribute : TheoryAttribute
{
    public OpenSshTheoryAttribute(string program)
    {
        Program = program;
        Skip = new OpenSshFactAttribute(program).Skip;
    }

    public string Program { get; }
}

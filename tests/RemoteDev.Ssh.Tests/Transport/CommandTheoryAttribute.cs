namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>
/// A test that runs a program which not every machine has. Without it the test is reported as skipped, and nothing else skips it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommandTheoryAttribute : TheoryAttribute
{
    public CommandTheoryAttribute(string command)
    {
        Command = command;
        if (TestProgram.Find(command) is null)
        {
            Skip = $"{command} is not installed here.";
        }
    }

    public string Command { get; }
}

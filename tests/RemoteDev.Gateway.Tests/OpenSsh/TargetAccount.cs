using System.Diagnostics;

namespace RemoteDev.Gateway.Tests.OpenSsh;

/// <summary>
/// The account in an environment. The catalogue refuses root, so where the tests run as root an account of its own is made, the one that
/// the demo has; where they do not, sshd admits only the account that runs it.
/// </summary>
internal static class TargetAccount
{
    private const string OfItsOwn = "remotedev-vm";

    public static string Login => Environment.IsPrivilegedProcess ? OfItsOwn : Environment.UserName;

    public static void Make()
    {
        if (!Environment.IsPrivilegedProcess || File.ReadLines("/etc/passwd").Any(line => line.StartsWith(OfItsOwn + ":", StringComparison.Ordinal)))
        {
            return;
        }

        // A password of "*" matches nothing; without one the account would count as locked, and keys as useless.
        using var made = Process.Start("/usr/sbin/useradd", ["--create-home", "--shell", "/bin/bash", "--password", "*", OfItsOwn]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}

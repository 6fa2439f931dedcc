using System.Diagnostics;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>A test that mounts a real file system. Where that is not allowed it is reported as skipped, never as passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsAllowed = new(Try);

    public MountFactAttribute()
    {
        if (!IsAllowed.Value)
        {
            Skip = "Mounting a file system needs root and CAP_SYS_ADMIN.";
        }
    }

    internal static bool Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("remotedev-mount-").FullName;
        var isAllowed = Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder) && Run("umount", folder);
        Directory.Delete(folder);
        return isAllowed;
    }
}

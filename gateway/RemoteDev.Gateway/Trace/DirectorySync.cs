using System.Runtime.InteropServices;
using System.Text;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// Makes the names in a directory durable. fsync(2): "Calling fsync() does not necessarily ensure that the entry in the
/// directory containing the file has also reached disk. For that an explicit fsync() on a file descriptor for the directory
/// is also needed." The framework opens no directories, so this calls the C library.
/// </summary>
internal static class DirectorySync
{
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int InvalidArgument = 22;

    /// <summary>Returns when the directory's entries are on the disk.</summary>
    /// <exception cref="IOException">The directory cannot be opened or committed.</exception>
    public static void Sync(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var handle = Open(Encoding.UTF8.GetBytes(directory + '\0'), ReadOnlyCloseOnExec);
        if (handle < 0)
        {
            throw Fault(directory);
        }

        try
        {
            // Some file systems have nothing to commit for a directory and say EINVAL.
            if (Commit(handle) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
            {
                throw Fault(directory);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Fault(string directory) =>
        new($"Cannot commit the directory '{directory}': {Marshal.GetLastPInvokeErrorMessage()}");

#pragma warning disable SYSLIB1054 // Source-generated marshalling needs unsafe code in the whole assembly; these arguments need no marshalling.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Commit(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
#pragma warning restore SYSLIB1054
}

using System.ComponentModel;
using System.Diagnostics;

namespace RemoteDev.Cli.Ssh;

/// <summary>Opens a page for the person, where there is a screen to open it on.</summary>
internal static class Browser
{
    /// <summary>False when there is none, or nothing that opens pages; the person has the link anyway.</summary>
    public static bool TryOpen(string link, Func<string, string?> environment)
    {
        var screen = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            || environment("DISPLAY") is { Length: > 0 } || environment("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!screen || environment("SSH_CONNECTION") is { Length: > 0 } || !Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return false;
        }

        try
        {
            using var opened = Process.Start(new ProcessStartInfo(uri.AbsoluteUri) { UseShellExecute = true });
            return true;
        }
        catch (Exception none) when (none is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}

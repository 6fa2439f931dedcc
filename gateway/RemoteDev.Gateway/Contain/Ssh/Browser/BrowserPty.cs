using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Contain.Ssh.Browser;

/// <summary>The terminal that the portal's page is.</summary>
internal static class BrowserPty
{
    private const string Kind = "xterm-256color";

    // IUTF8 = 1 (RFC 8160), then the end: erasing takes whole characters.
    private static readonly byte[] Modes = [42, 0, 0, 0, 1, 0];

    public static PtyRequest Of(TerminalSize size) => new(Kind, (uint)size.Columns, (uint)size.Rows, 0, 0, Modes);
}

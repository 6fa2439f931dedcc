namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>Why something was taken out of what a terminal shows.</summary>
internal enum TerminalRemovalKind
{
    /// <summary>A control string that nothing here knows; what is unknown does not pass.</summary>
    Unknown = 0,

    /// <summary>Reads or writes the clipboard of the person's own machine.</summary>
    Clipboard,

    /// <summary>Carries a file to or from the person's own machine.</summary>
    File,

    /// <summary>Prints, on paper or into whatever the terminal calls its printer.</summary>
    Print,

    /// <summary>An image.</summary>
    Graphics,

    /// <summary>A question about the terminal's settings; answered here when it has a harmless answer.</summary>
    Query,

    /// <summary>Makes the terminal type something it was told before, or read the screen back.</summary>
    Report,

    /// <summary>A desktop notification.</summary>
    Notification,

    /// <summary>Commands the terminal program or its operating system.</summary>
    RemoteControl,

    /// <summary>Defines keys, macros or characters that act later.</summary>
    Definition,

    /// <summary>A link that opens something other than a web page or a mail.</summary>
    Hyperlink,

    /// <summary>Changes what later octets mean, which would blind this filter.</summary>
    ModeSwitch,

    /// <summary>Wraps a sequence for a terminal further out.</summary>
    Passthrough,

    /// <summary>A sequence that was begun and not ended, or longer than any real one.</summary>
    Malformed,
}

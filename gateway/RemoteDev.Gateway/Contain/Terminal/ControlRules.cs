namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>Which control and escape sequences do not pass (xterm's ctlseqs names them all).</summary>
internal static class ControlRules
{
    /// <summary>Title of the window, to be typed back: the target chose the title (CVE-2003-0063 and its many children).</summary>
    private const int ReportTitle = 21;
    private const int ReportIconLabel = 20;
    private const int GreatestWindowOperation = 9999;

    private const int AnsiMode = 2;
    private const int TektronixMode = 38;
    private const int ClipboardPasteEvents = 5522;

    /// <summary>Null when it passes.</summary>
    public static TerminalRemovalKind? Judge(ControlSequence sequence) => (char)sequence.Final switch
    {
        'i' => TerminalRemovalKind.Print,
        't' when sequence is { Prefix: 0, Intermediate: 0 } && IsReport(sequence.First) => TerminalRemovalKind.Report,
        'y' when sequence.Intermediate == '*' => TerminalRemovalKind.Report,
        'z' when sequence.Intermediate == '*' => TerminalRemovalKind.Definition,
        'l' when sequence.Prefix == '?' && sequence.Has(AnsiMode) => TerminalRemovalKind.ModeSwitch,
        'h' when sequence.Prefix == '?' && sequence.Has(TektronixMode) => TerminalRemovalKind.ModeSwitch,
        'h' when sequence.Prefix == '?' && sequence.Has(ClipboardPasteEvents) => TerminalRemovalKind.Clipboard,
        _ => null,
    };

    /// <summary>Answer to a question that does not pass: a title that is empty.</summary>
    public static ReadOnlySpan<byte> Answer(ControlSequence sequence) => (sequence.Final, sequence.First) switch
    {
        ((byte)'t', ReportTitle) => "\x1b]l\x1b\\"u8,
        ((byte)'t', ReportIconLabel) => "\x1b]L\x1b\\"u8,
        _ => default,
    };

    /// <summary>
    /// An escape sequence with an intermediate character. ESC % chooses how octets become characters: only UTF-8 passes, for in another
    /// set an octet that this filter takes for a part of a character would be a control.
    /// </summary>
    public static bool Passes(byte intermediate, byte final) => intermediate != '%' || final is (byte)'G' or (byte)'8';

    private static bool IsReport(int operation) => operation is ReportTitle or ReportIconLabel or > GreatestWindowOperation;
}

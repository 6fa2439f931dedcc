using System.Text;
using RemoteDev.Gateway.Contain.Terminal;

namespace RemoteDev.Gateway.Tests.Contain.Terminal;

/// <summary>Terminal control sequences from a target are untrusted input (CVE-2024-35164). Every case runs in every split.</summary>
public sealed class TerminalFilterTests
{
    [Theory]
    [InlineData("\x1b]52;c;c2VjcmV0\x07", "Clipboard")]
    [InlineData("\x1b]52;c;?\x1b\\", "Clipboard")]
    [InlineData("\x1b]52;c;c2VjcmV0\x9c", "Clipboard")]
    [InlineData("\x1b]52;c;c2VjcmV0\xc2\x9c", "Clipboard")]
    [InlineData("\x9d" + "52;c;c2VjcmV0\x07", "Clipboard")]
    [InlineData("\xc2\x9d" + "52;c;c2VjcmV0\x07", "Clipboard")]
    [InlineData("\x1b]0052;c;c2VjcmV0\x07", "Clipboard")]
    [InlineData("\x1b]5\x01" + "2;c;c2VjcmV0\x07", "Clipboard")]
    [InlineData("\x1b\n]52;c;c2VjcmV0\x07", "Clipboard")]
    [InlineData("\x1b\xff]52;c;c2VjcmV0\x07", "Clipboard")]
    [InlineData("\x1b]5522;type=read;Lg==\x1b\\", "Clipboard")]
    [InlineData("\x1b[?5522h", "Clipboard")]
    [InlineData("\x1b]1337;Copy=:c2VjcmV0\x07", "Clipboard")]
    [InlineData("\x1b]1337;CopyToClipboard=rule\x07", "Clipboard")]
    [InlineData("\x1b]50;CopyToClipboard=rule\x07", "Clipboard")]
    [InlineData("\x1b]1337;File=name=YQ==;size=3:AAAA\x07", "File")]
    [InlineData("\x1b]1337;MultipartFile=name=YQ==;size=3\x07", "File")]
    [InlineData("\x1b]1337;FilePart=AAAA\x07", "File")]
    [InlineData("\x1b]1337;RequestUpload=format=tgz\x07", "File")]
    [InlineData("\x1b]5113;ac=send;id=1\x1b\\", "File")]
    [InlineData("\x1b]1337;ReportVariable=cGF0aA==\x07", "Report")]
    [InlineData("\x1b]1337;OpenURL=:aHR0cA==\x07", "RemoteControl")]
    [InlineData("\x1b]99;i=1;Hello\x1b\\", "Notification")]
    [InlineData("\x1b]777;notify;a;b\x1b\\", "Notification")]
    [InlineData("\x1b]9;Hello there\x07", "Notification")]
    [InlineData("\x1b]9;7;\"calc.exe\"\x07", "RemoteControl")]
    [InlineData("\x1b]8;;file:///etc/passwd\x1b\\", "Hyperlink")]
    [InlineData("\x1b]8;id=1;vscode://x\x1b\\", "Hyperlink")]
    [InlineData("\x1b]3;WM_NAME=x\x1b\\", "Unknown")]
    [InlineData("\x1b]46;/tmp/log\x07", "Unknown")]
    [InlineData("\x1b]4242;x\x07", "Unknown")]
    [InlineData("\x1b]Ifile\x1b\\", "Unknown")]
    [InlineData("\x1b]50;?\x07", "Unknown")]
    [InlineData("\x1b_Gf=24,s=1,v=1;AAAA\x1b\\", "Graphics")]
    [InlineData("\x9f" + "Gf=24;AAAA\x9c", "Graphics")]
    [InlineData("\x1b_something\x1b\\", "Unknown")]
    [InlineData("\x1b^private\x1b\\", "Unknown")]
    [InlineData("\x1bXsos\x1b\\", "Unknown")]
    [InlineData("\x1bPq#0;2;0;0;0~~\x1b\\", "Graphics")]
    [InlineData("\x1bP0;1;0q#0~~\x1b\\", "Graphics")]
    [InlineData("\x1bP\x01\xff" + "0q#0~~\x1b\\", "Graphics")]
    [InlineData("\x1bP@kitty-cmd{}\x1b\\", "RemoteControl")]
    [InlineData("\x1bP1000p%begin\x1b\\", "RemoteControl")]
    [InlineData("\x1bP0;1|17/0d\x1b\\", "Definition")]
    [InlineData("\x1bP1;0;1!z1b5d35323b\x1b\\", "Definition")]
    [InlineData("\x1b[1*z", "Definition")]
    [InlineData("\x1b[0;0;1;1;1;1*y", "Report")]
    [InlineData("\x1b[i", "Print")]
    [InlineData("\x1b[?5i", "Print")]
    [InlineData("\x9b" + "0i", "Print")]
    [InlineData("\xc2\x9b" + "0i", "Print")]
    [InlineData("\x1b[2\xff" + "1t", "Report")]
    [InlineData("\x1b[4294967317t", "Report")]
    [InlineData("\x1b%@", "ModeSwitch")]
    [InlineData("\x1b[?2l", "ModeSwitch")]
    [InlineData("\x1b[?25;2l", "ModeSwitch")]
    [InlineData("\x1b[?38h", "ModeSwitch")]
    public void Removes(string sequence, string kind)
    {
        var run = TerminalFilterRun.Of("before" + sequence + "after");

        Assert.Equal("beforeafter", run.Text);
        Assert.Equal(Enum.Parse<TerminalRemovalKind>(kind), Assert.Single(run.Kinds));
        Assert.Equal(sequence.Length, run.Removals[0].Length);
    }

    [Theory]
    [InlineData("plain\r\n\ttext\b \x07 and \x1a")]
    [InlineData("\x1b[0;1;38;2;1;2;3m\x1b[K\x1b[2J\x1b[1;1H\x1b[?25l\x1b[?1049h\x1b[?2004h\x1b[6n\x1b[c\x1b[>c\x1b[18t\x1b[22;0t\x1b[8;20;21t")]
    [InlineData("\x1b(B\x1b)0\x1b=\x1b>\x1b" + "7\x1b" + "8\x1bM\x1b#8\x1b%G\x1b" + "c\x1bktitle\x1b\\")]
    [InlineData("\x1b]0;devuser@vm: ~\x07\x1b]2;title\x1b\\\x1b]7;file://vm/home\x1b\\")]
    [InlineData("\x1b]8;;https://example.com/a?b\x1b\\link\x1b]8;;\x1b\\\x1b]8;id=x;mailto:a@example.com\x07m\x1b]8;;\x07")]
    [InlineData("\x1b]133;A\x07\x1b]633;P;Cwd=/x\x07\x1b]1337;CurrentDir=/x\x07\x1b]1337;SetMark\x07\x1b]50;CursorShape=1\x07")]
    [InlineData("\x1b]9;4;1;50\x07\x1b]9;9;/x\x07\x1b]777;precmd\x1b\\\x1b]66;s=2;big\x07\x1b]22;pointer\x07")]
    [InlineData("\x1b]4;1;rgb:00/00/00\x07\x1b]11;#000000\x1b\\\x1b]104\x07\x1b]104;1\x07\x1b]110\x1b\\\x1b]112\x07")]
    [InlineData("\x1bP=1s\x1b\\x\x1bP=2s\x1b\\")]
    [InlineData("\x1b]P0102030\x1b]R")]
    [InlineData("na\xc3\xafve \xe2\x80\x9d quoted \xe6\x9d\x90 \xf0\x9f\x98\x80 \xc2\xa9 \xd0\x9d\xd0\x90")]
    [InlineData("\x1b]0;\xe2\x80\x9c title \xe2\x80\x9d \xd0\x9f\x07")]
    [InlineData("latin \xe9 \x93quoted\x94 \x96 \xff\xfe")]
    [InlineData("\x90 an older character set \x98 uses these \x9f for letters\x1b[m")]
    [InlineData("*\x18 and **\x18Z")]
    public void Passes_OctetForOctet(string text)
    {
        var run = TerminalFilterRun.Of(text);

        Assert.Equal(text, run.Text);
        Assert.Empty(run.Removals);
        Assert.Empty(run.Answers);
    }

    /// <summary>Terminals that ignore C1 controls in UTF-8 would read on, and join the string with what was judged as text.</summary>
    [Theory]
    [InlineData("\x1b]112\x9c", "\x1b]112\x1b\\")]
    [InlineData("\x1b]0;title\xc2\x9c", "\x1b]0;title\x1b\\")]
    [InlineData("\x1b]4;1;\x9c?\x1b\\", "\x1b]4;1;\x1b\\?\x1b\\")]
    [InlineData("\x1b]0;\xc2\x9c" + "52;c;x\x07", "\x1b]0;\x1b\\52;c;x\x07")]
    [InlineData("nothing open \x9c", "nothing open \x9c")]
    public void Ends_StringsUnmistakably(string text, string passes) => Assert.Equal(passes, TerminalFilterRun.Of(text).Text);

    [Theory]
    [InlineData("\x1b[21t", "\x1b]l\x1b\\")]
    [InlineData("\x1b[20t", "\x1b]L\x1b\\")]
    [InlineData("\x1bP$qm\x1b\\", "\x1bP0$r\x1b\\")]
    [InlineData("\x1bP+q544e\x1b\\", "\x1bP0+r\x1b\\")]
    [InlineData("\x1b]11;?\x07", "\x1b]11;rgb:0000/0000/0000\x07")]
    [InlineData("\x1b]10;?\x1b\\", "\x1b]10;rgb:d3d3/d7d7/cfcf\x1b\\")]
    [InlineData("\x1b]10;?;?\x1b\\", "\x1b]10;rgb:d3d3/d7d7/cfcf\x1b\\\x1b]11;rgb:0000/0000/0000\x1b\\")]
    [InlineData("\x1b]4;1;?\x07", "\x1b]4;1;rgb:cdcd/0000/0000\x07")]
    [InlineData("\x1b]4;21;?;255;?\x07", "\x1b]4;21;rgb:0000/0000/ffff\x07\x1b]4;255;rgb:eeee/eeee/eeee\x07")]
    [InlineData("\x1b]4;1;red;2;?\x07", "\x1b]4;2;rgb:0000/cdcd/0000\x07")]
    [InlineData("\x1b]4;999;?\x07", "")]
    [InlineData("\x1b]21;foreground=?\x1b\\", "")]
    [InlineData("\x1b]5;0;?\x1b\\", "")]
    public void Answers_InTheTerminalsPlace(string question, string answer)
    {
        var run = TerminalFilterRun.Of("a" + question + "b");

        Assert.Equal("ab", run.Text);
        Assert.Equal(answer, run.Answered);
        Assert.Single(run.Removals);
    }

    [Theory]
    [InlineData("\x1bP$qm\x18")]
    [InlineData("\x1b]11;?\x18")]
    [InlineData("\x1bP$qm\x1b[m")]
    public void Answers_NothingThatWasCancelled(string question) => Assert.Empty(TerminalFilterRun.Of(question).Answers);

    [Fact]
    public void Answers_AtMostSixteenColours() =>
        Assert.Equal(16, TerminalFilterRun.Of("\x1b]4" + string.Concat(Enumerable.Repeat(";1;?", 100)) + "\x07").Answered.Split('\a').Length - 1);

    [Fact]
    public void Removes_WhatIsPrinted_UpToTheEndOfPrinting()
    {
        var run = TerminalFilterRun.Of("a\x1b[5iAAAA\r\n\x1b[31m\x1b]52;c;x\x07QUFB\x1b[21t\x1b[4ib");

        Assert.Equal("ab", run.Text);
        Assert.Equal([TerminalRemovalKind.Print], run.Kinds);
        Assert.Empty(run.Answers);
        Assert.StartsWith("\\x1b[5iAAAA", run.Removals[0].Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_WhatIsPrintedWithoutEnd_AfterTheLimit()
    {
        var run = TerminalFilterRun.Of("a\x1b[5i" + new string('x', 100) + "\r\n\x1b[mprompt$ ", new TerminalFilterOptions { MostSwallowed = 50 });

        Assert.Equal("a" + new string('x', 54) + "\r\n\x1b[mprompt$ ", run.Text);
        Assert.Equal([TerminalRemovalKind.Print], run.Kinds);
    }

    [Fact]
    public void Removes_TheStartOfZmodem_AndAbortsTheSender()
    {
        var run = TerminalFilterRun.Of("rz\r**\x18" + "B00000000000000\r\x8a\x11" + "done");

        Assert.Equal("rz\r**done", run.Text);
        Assert.Equal([TerminalRemovalKind.File], run.Kinds);
        Assert.Equal(new string('\x18', 8), run.Answered);
    }

    [Theory]
    [InlineData("*\x1b[5\x18" + "B00", "*B00")]
    [InlineData("*\x1b]52;c;x\x07\x18" + "B00", "*")]
    [InlineData("*\x18\x1b]52;c;x\x07" + "B00", "*\x18\x1b\\B00")]
    public void Keeps_ZmodemFromBeingJoinedByARemoval(string input, string output) => Assert.Equal(output, TerminalFilterRun.Of(input).Text);

    [Theory]
    [InlineData("\x1b\x1b]52;c;x\x07]52;c;y\x07", "]52;c;y\x07")]
    [InlineData("\x1b[5\x1b]52;c;x\x07i", "i")]
    [InlineData("\x1b]0;title\x1b]52;c;x\x07rest", "\x1b]0;title\x1b\\rest")]
    [InlineData("\xc2\x1b]52;c;x\x07\x9d" + "77777;x", "\xc2\x1b\\\x9d" + "77777;x")]
    [InlineData("\x1b]5\x1b]52;c;x\x07" + "2;c;y\x07", "2;c;y\x07")]
    public void Keeps_PiecesFromBeingJoinedByARemoval(string input, string output) => Assert.Equal(output, TerminalFilterRun.Of(input).Text);

    [Theory]
    [InlineData("\x1bPtmux;\x1b\x1b]52;c;c2VjcmV0\x07\x1b\\", "\x1b\\")]
    [InlineData("\x1bPtmux;\x1b\x1bPtmux;\x1b\x1b\x1b\x1b]52;c;x\x07\x1b\x1b\\\x1b\\", "\x1b\\\x1b\\")]
    [InlineData("\x1bPtmux;\x1b\x1b]5\x1b" + "2;c;x\x07\x1b\\", "\x1b" + "2;c;x\x07\x1b\\")]
    [InlineData("\x1bPtmux;\x1b\x1b[31m\x1b\\", "\x1b[31m\x1b\\")]
    [InlineData("\x1bP\x1b]52;c;x\x07\x1b\\", "\x1b\\")]
    public void Unwraps_WhatIsMeantForATerminalFurtherOut(string input, string output)
    {
        var run = TerminalFilterRun.Of(input);

        Assert.Equal(output, run.Text);
        Assert.NotEmpty(run.Removals);
    }

    [Theory]
    [InlineData("\x1b]0;ti\x18tle", "\x1b]0;ti\x18tle")]
    [InlineData("\x1b]52;c;x\x18tle", "tle")]
    [InlineData("\x1b]52;c;x\x1atle", "tle")]
    [InlineData("\x1b]52;c;x\x1b[31mred", "\x1b[31mred")]
    [InlineData("\x1b]52;c;x\xc2\x9b" + "31mred", "\xc2\x9b" + "31mred")]
    [InlineData("\x1b]0;x\x1b[31mred", "\x1b]0;x\x1b[31mred")]
    [InlineData("\x1b[5\x18i", "i")]
    [InlineData("\x1b\x1b[31m", "\x1b[31m")]
    public void Follows_CancelledSequences(string input, string output) => Assert.Equal(output, TerminalFilterRun.Of(input).Text);

    [Fact]
    public void Passes_ImagesWherePolicyDoes()
    {
        var options = new TerminalFilterOptions { Sixel = true, KittyGraphics = true };
        const string Images = "\x1bPq#0;2;0;0;0~~\x1b\\\x1b_Gf=24,s=1,v=1;AAAA\x1b\\\x1b_Gm=0;AAAA\x1b\\\x1b_Ga=d\x1b\\\x1b_Gt=d,a=T;AAAA\x1b\\";

        Assert.Equal(Images, TerminalFilterRun.Of(Images, options).Text);
        Assert.Equal("", TerminalFilterRun.Of("\x1b_Gt=f;L2V0Yy9wYXNzd2Q=\x1b\\\x1b_Ga=T, t=s;AAAA\x1b\\\x1b_Gt=t\x1b\\", options).Text);
    }

    [Fact]
    public void Passes_NotificationsWherePolicyDoes()
    {
        const string Notes = "\x1b]9;Build done: ok\x07\x1b]99;i=1;x\x1b\\\x1b]777;notify;a;b\x1b\\";

        Assert.Equal(Notes, TerminalFilterRun.Of(Notes, new TerminalFilterOptions { Notifications = true }).Text);
    }

    [Fact]
    public void Ends_WithNothingHalfOpen()
    {
        foreach (var (input, output) in new[]
        {
            ("x\x1b", "x"), ("x\x1b]", "x"), ("x\x1b]0;half", "x\x1b]0;half\x1b\\"), ("x\xc2", "x\xc2"), ("x*\x18", "x*\x18"), ("x\x1b]52;c;", "x"),
        })
        {
            Assert.Equal(output, TerminalFilterRun.Of(Encoding.Latin1.GetBytes(input), new TerminalFilterOptions(), [], ends: true).Text);
        }
    }

    [Fact]
    public void Excerpts_AreBoundedAndEscaped()
    {
        var run = TerminalFilterRun.Of("\x1b]52;c;\xe2\x80\xae" + new string('A', 500) + "\x07");

        Assert.Equal("\\x1b]52;c;\\u{202e}" + new string('A', 38), run.Removals[0].Excerpt.TrimEnd('…'));
        Assert.Equal(511, run.Removals[0].Length);
    }
}

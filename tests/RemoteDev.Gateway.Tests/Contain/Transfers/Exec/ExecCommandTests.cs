using System.Text;
using RemoteDev.Gateway.Contain.Transfers.Exec;

namespace RemoteDev.Gateway.Tests.Contain.Transfers.Exec;

/// <summary>SFTP and its like never appear by another name (GHSA-c9v7-wmwj-vf6x), and nothing else appears by theirs.</summary>
public sealed class ExecCommandTests
{
    [Theory]
    [InlineData("scp -f /etc/hosts", "ScpOut", "/etc/hosts")]
    [InlineData("scp -v -r -p -f -- -odd", "ScpOut", "-odd")]
    [InlineData("scp -f 'my file'", "ScpOut", "my file")]
    [InlineData("scp -f a b", "ScpOut", "a")]
    [InlineData("scp -rpdt ~/in", "ScpIn", "~/in")]
    [InlineData("scp -p -d -t .", "ScpIn", ".")]
    [InlineData("sftp-server", "Sftp", null)]
    [InlineData("internal-sftp", "Sftp", null)]
    [InlineData("/usr/lib/openssh/sftp-server", "Sftp", null)]
    [InlineData("\"/usr/libexec/sftp-server\"", "Sftp", null)]
    [InlineData("rsync --server --sender -vlogDtpre.iLsfxCIvu . /srv/data/", "RsyncOut", "/srv/data/")]
    [InlineData("rsync --server -vlogDtpre.iLsfxCIvu --delete --partial . dir/with\\ space", "RsyncIn", "dir/with space")]
    [InlineData("rsync --server -e.LsfxCIvu --log-format=X . a b", "RsyncIn", "a")]
    [InlineData("git-upload-pack '/payments/app.git'", "GitUploadPack", "/payments/app.git")]
    [InlineData("git upload-pack 'payments/app.git'", "GitUploadPack", "payments/app.git")]
    [InlineData("git-receive-pack '/payments/it'\\''s.git'", "GitReceivePack", "/payments/it's.git")]
    [InlineData("git-upload-archive '/payments/app.git'", "GitUploadArchive", "/payments/app.git")]
    [InlineData("git-lfs-authenticate '/payments/app.git' download", "GitLfsDownload", "/payments/app.git")]
    [InlineData("git-lfs-transfer /payments/app.git upload", "GitLfsUpload", "/payments/app.git")]
    [InlineData("bash", "ShellOnInput", null)]
    [InlineData(" sh ", "ShellOnInput", null)]
    public void Recognises(string line, string kind, string? path)
    {
        var command = ExecCommand.Parse(Encoding.UTF8.GetBytes(line));

        Assert.Equal(Enum.Parse<ExecKind>(kind), command.Kind);
        Assert.Equal(path, command.Path);
        Assert.Equal(command.Kind == ExecKind.ShellOnInput, command.NeedsCommandPermission);
    }

    [Theory]
    [InlineData("ls -l")]
    [InlineData("tar cz / | base64")]
    [InlineData("scp -f a; id")]
    [InlineData("scp -f a\nid")]
    [InlineData("scp -f a && id")]
    [InlineData("scp -f a & id")]
    [InlineData("scp -f a | id")]
    [InlineData("scp -f `id`")]
    [InlineData("scp -f $(id)")]
    [InlineData("scp -f \"$(id)\"")]
    [InlineData("scp -f \"`id`\"")]
    [InlineData("scp -f $HOME/x")]
    [InlineData("scp -f ${x}")]
    [InlineData("scp -f {a,b}")]
    [InlineData("scp -f *")]
    [InlineData("scp -f [a]")]
    [InlineData("scp -f a > b")]
    [InlineData("scp -f a < b")]
    [InlineData("scp -f a #x")]
    [InlineData("scp -f (a)")]
    [InlineData("scp -f 'a")]
    [InlineData("scp -f 'a!b'")]
    [InlineData("scp -f a\\")]
    [InlineData("scp -f a\\\nb")]
    [InlineData("scp -f =ls")]
    [InlineData("scp -f a^b")]
    [InlineData("scp -S /tmp/x -f a")]
    [InlineData("scp -o ProxyCommand=x -f a")]
    [InlineData("scp -f -t a")]
    [InlineData("scp -t a b")]
    [InlineData("scp -f")]
    [InlineData("scp a host:b")]
    [InlineData("PATH=/tmp scp -f a")]
    [InlineData("./scp -f a")]
    [InlineData("/tmp/scp -f a")]
    [InlineData("sudo scp -f a")]
    [InlineData("sh -c 'scp -f a'")]
    [InlineData("bash -c sftp-server")]
    [InlineData("bash -l")]
    [InlineData("env sftp-server")]
    [InlineData("exec sftp-server")]
    [InlineData("/tmp/sftp-server")]
    [InlineData("sftp-server -d /")]
    [InlineData("s\\ftp-server")]
    [InlineData("rsync --server --sender -vse.iLsfxCIvu . /")]
    [InlineData("rsync --server --daemon .")]
    [InlineData("rsync --server -e sh . a")]
    [InlineData("rsync --server --rsh=sh . a")]
    [InlineData("rsync --server --files-from=/etc/shadow . a")]
    [InlineData("rsync --server -vr . --sender /")]
    [InlineData("rsync --server -vr . a --sender")]
    [InlineData("rsync --server -vr a b")]
    [InlineData("rsync -a a b")]
    [InlineData("rsync --sender --server -r . a")]
    [InlineData("git-upload-pack")]
    [InlineData("git-upload-pack --advertise-refs a")]
    [InlineData("git-upload-pack a b")]
    [InlineData("git -c core.pager=x upload-pack a")]
    [InlineData("git-lfs-authenticate a delete")]
    [InlineData("git-shell -c 'git-upload-pack a'")]
    public void TakesAllElse_ForACommand(string line)
    {
        var command = ExecCommand.Parse(Encoding.UTF8.GetBytes(line));

        Assert.Equal(ExecKind.Command, command.Kind);
        Assert.True(command.NeedsCommandPermission);
        Assert.Null(command.Path);
    }

    [Fact]
    public void Refuses_WhatIsNoCommandLine()
    {
        Assert.Equal(ExecKind.Unknown, ExecCommand.Parse([]).Kind);
        Assert.Equal(ExecKind.Unknown, ExecCommand.Parse("scp -f a\0b"u8).Kind);
        Assert.Equal(ExecKind.Unknown, ExecCommand.Parse(new byte[40_000]).Kind);
        Assert.Equal(ExecKind.Command, ExecCommand.Parse(Encoding.ASCII.GetBytes("scp -f " + string.Concat(Enumerable.Repeat("a ", 10_000)))).Kind);
    }

    [Fact]
    public void Shows_TheLineEscaped() => Assert.Equal("echo \\x1b]0;x\\x07", ExecCommand.Parse("echo \x1b]0;x\x07"u8).Line);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Recognises_TheScriptOfRemoteSsh_InAnySplit(int size)
    {
        var text = Encoding.ASCII.GetBytes("# install\nexport VSCODE_AGENT_FOLDER=\"$HOME/.vscode-server\"\nCOMMIT_ID=\"899d46d82c4c95423fb7e10e68eba52050e30ba3\"\n");
        var script = new RemoteSshScript();
        foreach (var piece in text.Chunk(size))
        {
            script.Read(piece);
        }

        Assert.True(script.IsRecognised);
        Assert.Equal("899d46d82c4c95423fb7e10e68eba52050e30ba3", script.Commit);
    }

    [Fact]
    public void Recognises_NoOtherScript()
    {
        var script = new RemoteSshScript();
        script.Read(Encoding.ASCII.GetBytes(new string('#', 100_000) + "VSCODE_AGENT_FOLDER"));

        Assert.False(script.IsRecognised);
        Assert.Null(script.Commit);
    }
}

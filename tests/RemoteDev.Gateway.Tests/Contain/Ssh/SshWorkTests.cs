using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Tests.Contain.Ssh;

public sealed class SshWorkTests
{
    [Theory]
    [InlineData("ls -l", StreamKind.Command, "runCommand")]
    [InlineData("bash", StreamKind.Command, "runCommand")]
    [InlineData("scp -f x", StreamKind.FileTransfer, "sftpRead")]
    [InlineData("scp -t x", StreamKind.FileTransfer, "sftpWrite")]
    [InlineData("scp -f x; cat y", StreamKind.Command, "runCommand")]
    [InlineData("/usr/lib/openssh/sftp-server", StreamKind.FileTransfer, "sftpRead")]
    [InlineData("/tmp/sftp-server", StreamKind.Command, "runCommand")]
    [InlineData("git-upload-pack 'app.git'", StreamKind.Command, "runCommand")]
    [InlineData("git-lfs-authenticate app download", StreamKind.Command, "runCommand")]
    internal void Says_WhatACommandWouldBe(string line, StreamKind kind, string action)
    {
        Assert.True(SshWork.Of("exec", new ExecRequest(line).ToArray()).Passed(out var work, out _));
        Assert.Equal((kind, action), (work.Kind, work.Actions[0].Id));
    }

    [Theory]
    [InlineData("sftp", true)]
    [InlineData("netconf", false)]
    [InlineData("SFTP", false)]
    public void Knows_OneSubsystem(string name, bool known) =>
        Assert.Equal(known, SshWork.Of("subsystem", new SubsystemRequest(name).ToArray()).Passed(out _, out _));

    [Fact]
    public void Refuses_WhatCannotBeRead()
    {
        Assert.False(SshWork.Of("exec", new byte[] { 1, 2 }).Passed(out _, out _));
        Assert.False(SshWork.Of("exec", new ExecRequest("").ToArray()).Passed(out _, out _));
        Assert.False(SshWork.Of("exec", new ExecRequest("a\0b").ToArray()).Passed(out _, out _));
        Assert.False(SshWork.Of("shell", new byte[] { 1 }).Passed(out _, out _));
        Assert.False(SshWork.Of("x11-req", ReadOnlyMemory<byte>.Empty).Passed(out _, out _));
    }
}

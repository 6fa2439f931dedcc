using RemoteDev.Gateway.Doors.Ssh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

public sealed class SshPlaceTests
{
    [Theory]
    [InlineData("payments-vm", null, "payments-vm")]
    [InlineData("ada%payments-vm", "ada", "payments-vm")]
    [InlineData("ada@acme%payments-vm", "ada@acme", "payments-vm")]
    [InlineData("a%b%c", "a%b", "c")]
    [InlineData("%payments-vm", "", "payments-vm")]
    [InlineData("", null, "")]
    public void Reads_WhereToAndAsWhom(string userName, string? login, string name) => Assert.Equal(new SshPlace(login, name), SshPlace.Of(userName));

    [Fact]
    public void Reads_NothingFromAnEndlessName() => Assert.Equal(new SshPlace(null, ""), SshPlace.Of(new string('a', 300)));
}

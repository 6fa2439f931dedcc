using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Tests.Doors.Ssh.Ide;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Ssh.Node;

/// <summary>npm's ssh2, on which tools in JavaScript stand, as a client of the door.</summary>
public sealed class Ssh2Tests(SshHouse house) : IClassFixture<SshHouse>
{
    [Ssh2Fact]
    public async Task Works_WithEverythingThatIsPermitted()
    {
        var sent = RandomNumberGenerator.GetBytes(3_000_000);
        await System.IO.File.WriteAllBytesAsync(house.Path("sent"), sent);
        using var results = await WalkAsync();
        var all = results.RootElement;
        Assert.Equal(("out", 7), (all.GetProperty("exec").GetProperty("text").GetString(), all.GetProperty("exec").GetProperty("status").GetInt32()));
        Assert.Contains("37 101", all.GetProperty("shell").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(all.GetProperty("sftp").TryGetProperty("listed", out var listed) && listed.GetBoolean(), all.ToString());
        Assert.Equal(sent, await System.IO.File.ReadAllBytesAsync(house.Path("back")));
        Assert.Equal(SshWay.Secret + "\n", all.GetProperty("forward").GetProperty("text").GetString());
        Assert.Equal("alive", all.GetProperty("keepalive").GetProperty("text").GetString());
        Assert.Equal(sent.Length, (await house.TracedAsync<FileTransferred>(file => file.Outwards && file.Path.EndsWith("/there", StringComparison.Ordinal))).Bytes);
    }

    [Ssh2Fact]
    public async Task Gets_NothingThatIsNot()
    {
        await System.IO.File.WriteAllTextAsync(house.Path("sent"), "what goes in");
        await house.PermitAsync("openTerminal");
        try
        {
            using var results = await WalkAsync();
            var said = results.RootElement.ToString();
            Assert.DoesNotContain(SshWay.Secret, said, StringComparison.Ordinal);
            Assert.DoesNotContain("alive", results.RootElement.GetProperty("keepalive").GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.True(results.RootElement.GetProperty("sftp").TryGetProperty("fault", out _), said);
            Assert.True(results.RootElement.GetProperty("forward").TryGetProperty("fault", out var fault), said);
            Assert.Contains("RemoteDev Gateway", fault.GetString(), StringComparison.Ordinal);
        }
        finally
        {
            await house.PermitAsync(SshHouse.Everything);
        }
    }

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;

    private async Task<JsonDocument> WalkAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var start = new ProcessStartInfo(IdeParts.Node,
        [
            System.IO.Path.Combine(Here(), "walk.js"), IdeParts.Ssh2, house.Port.ToString(CultureInfo.InvariantCulture), house.Path("id"),
            house.Get<SshAuthorities>().HostPublicKey.ToLine().Split(' ')[1], SshHouse.Place, house.Path("."), house.SecretPort.ToString(CultureInfo.InvariantCulture),
        ])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync(deadline.Token);
        var said = await node.StandardOutput.ReadToEndAsync(deadline.Token);
        await node.WaitForExitAsync(deadline.Token);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonDocument.Parse(said);
    }
}

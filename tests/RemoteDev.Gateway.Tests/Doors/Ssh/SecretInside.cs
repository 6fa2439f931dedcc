using System.Net;
using System.Net.Sockets;
using System.Text;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>What is to be had inside: a file, a port and a git repository, each for the account that Ada works as.</summary>
/// <param name="folder">Where it all stands; the target's account may read and write there.</param>
internal sealed class SecretInside(string folder) : IDisposable
{
    private readonly TcpListener _teller = new(IPAddress.Loopback, 0);

    public string File => Path.Combine(folder, "secret.txt");

    /// <summary>Says the secret to whoever connects.</summary>
    public int Port => ((IPEndPoint)_teller.LocalEndpoint).Port;

    public async Task FillAsync()
    {
        await System.IO.File.WriteAllTextAsync(File, SshWay.Secret + "\n");
        var work = Path.Combine(folder, "work");
        string[] identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
        Assert.Equal((0, ""), await OpenSshProgram.RunAsync("git", "init", "--quiet", "--initial-branch=main", work));
        Assert.Equal((0, ""), await OpenSshProgram.RunAsync("git", ["-C", work, .. identity, "commit", "--quiet", "--allow-empty", "-m", "begin"]));
        var (cloned, said) = await OpenSshProgram.RunAsync("git", "clone", "--quiet", "--bare", work, Path.Combine(folder, "app.git"));
        Assert.True(cloned == 0, said);
        (_, said) = await OpenSshProgram.RunAsync("chown", "-R", TargetAccount.Login, folder);
        Assert.Equal("", said);

        _teller.Start();
        _ = TellAsync();
    }

    public void Dispose() => _teller.Dispose();

    private async Task TellAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _teller.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(SshWay.Secret + "\n"));
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException)
        {
            // The house is closed.
        }
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <content>Ada's programs.</content>
public sealed partial class SshHouse
{
    /// <summary>The options that every client gets: Ada's key, the gateway's host key, nothing of this machine's own settings.</summary>
    internal string[] Options(string portOption) =>
    [
        "-F", "none", portOption, Port.ToString(CultureInfo.InvariantCulture), "-i", Path("id"), "-o", $"UserKnownHostsFile={Path("known_hosts")}", "-o", "GlobalKnownHostsFile=none",
        "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=INFO", "-o", "IdentityAgent=none",
    ];

    internal Task<(int Code, string Said)> SshAsync(params string[] arguments) => OpenSshProgram.RunAsync("ssh", [.. Options("-p"), .. arguments]);

    internal Task<(int Code, string Said)> ScpAsync(params string[] arguments) => OpenSshProgram.RunAsync("scp", [.. Options("-P"), .. arguments]);

    internal Task<(int Code, string Said)> ProgramAsync(string program, string[] arguments) => OpenSshProgram.RunAsync(program, arguments);

    /// <summary>Like <see cref="SshAsync"/>, with a person who types this code when asked.</summary>
    internal async Task<(int Code, string Said)> WithCodeAsync(string code, params string[] arguments)
    {
        var asked = Path("askpass");
        await System.IO.File.WriteAllTextAsync(asked, $"#!/bin/sh\necho {code}\n");
        Allow(asked, Everybody);
        string[] options = [.. Options("-p").Select(option => option == "BatchMode=yes" ? "BatchMode=no" : option)];
        return await OpenSshProgram.RunAsync(
            "env", ["SSH_ASKPASS_REQUIRE=force", $"SSH_ASKPASS={asked}", "ssh", .. options, "-o", "NumberOfPasswordPrompts=1", .. arguments]);
    }

    /// <summary>Connects to a Unix socket as soon as it is there, and waits until it is closed.</summary>
    internal async Task TouchAsync(string socket)
    {
        for (var waited = 0; waited < 200 && !System.IO.File.Exists(socket); waited++)
        {
            await Task.Delay(50);
        }

        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    /// <summary>Asks the SOCKS server at that port for the secret's port, and answers what came.</summary>
    internal async Task<string> SocksAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await stream.WriteAsync(new byte[] { 5, 1, 0 }, deadline.Token);
        var answer = new byte[10];
        await stream.ReadExactlyAsync(answer.AsMemory(0, 2), deadline.Token);
        await stream.WriteAsync(new byte[] { 5, 1, 0, 1, 127, 0, 0, 1, (byte)(SecretPort >> 8), (byte)SecretPort }, deadline.Token);
        try
        {
            await stream.ReadExactlyAsync(answer, deadline.Token);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(deadline.Token);
        }
        catch (Exception refused) when (refused is EndOfStreamException or IOException)
        {
            return "";
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <content>Ada's programs.</content>
public sealed partial class SshHouse
{
    /// <summary>The socket of a connection that stands, for clients to go through; null for one of their own.</summary>
    internal string? Through { get; set; }

    /// <summary>The options that every client gets: Ada's key, the gateway's host key, nothing of this machine's own settings.</summary>
    internal string[] Options(string portOption) =>
    [
        "-F", "none", portOption, Port.ToString(CultureInfo.InvariantCulture), "-i", Path("id"), "-o", $"UserKnownHostsFile={Path("known_hosts")}", "-o", "GlobalKnownHostsFile=none",
        "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=INFO", "-o", "IdentityAgent=none",
        .. Through is null ? Array.Empty<string>() : ["-o", $"ControlPath={Through}"],
    ];

    /// <summary>The whole command, for programs that run ssh themselves.</summary>
    internal string SshCommand => "ssh " + string.Join(' ', Options("-p"));

    /// <summary>The connection within which one to an environment is made.</summary>
    internal string JumpCommand => SshCommand + " -W %h:%p ada@127.0.0.1";

    internal string GitDoorUrl => string.Create(CultureInfo.InvariantCulture, $"ssh://ada@127.0.0.1/{Repository}.git");

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

    /// <summary>Connects to a Unix socket, and waits until it is closed.</summary>
    internal static async Task TouchAsync(string socket)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).WaitAsync(RunningProgram.Patience));
    }

    /// <summary>Asks the SOCKS server at that port for the secret's port, and answers what came.</summary>
    internal async Task<string> SocksAsync(int port)
    {
        try
        {
            using var client = await SocksAsync(port, SecretPort);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync().WaitAsync(RunningProgram.Patience);
        }
        catch (Exception refused) when (refused is EndOfStreamException or IOException)
        {
            return "";
        }
    }

    /// <summary>Goes through the SOCKS server at that port to one of the environment's.</summary>
    /// <exception cref="IOException">It did not let it through.</exception>
    internal static async Task<TcpClient> SocksAsync(int port, int to)
    {
        var client = await ConnectAsync(port);
        try
        {
            var stream = client.GetStream();
            using var deadline = new CancellationTokenSource(RunningProgram.Patience);
            await stream.WriteAsync(new byte[] { 5, 1, 0 }, deadline.Token);
            var answer = new byte[10];
            await stream.ReadExactlyAsync(answer.AsMemory(0, 2), deadline.Token);
            await stream.WriteAsync(new byte[] { 5, 1, 0, 1, 127, 0, 0, 1, (byte)(to >> 8), (byte)to }, deadline.Token);
            await stream.ReadExactlyAsync(answer, deadline.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Connects to a port on which a client of OpenSSH has said that it listens: it says so just before it does.
    /// </summary>
    internal static async Task<TcpClient> ConnectAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return client;
            }
            catch (SocketException notYet) when (notYet.SocketErrorCode == SocketError.ConnectionRefused && tries < 200)
            {
                client.Dispose();
                await Task.Delay(25);
            }
        }
    }
}

using System.Globalization;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Ssh.Ide;

/// <summary>VS Code's own remote server inside, reached as its Remote-SSH does: what is permitted works, and its tunnels are ports like any other.</summary>
public sealed class RemoteSshTests(SshHouse house, VsCodeServer server) : IClassFixture<SshHouse>, IClassFixture<VsCodeServer>, IAsyncLifetime
{
    private const string NoArguments = """{"language":"en"}""";

    private static readonly string[] Others = ["openTerminal", "runCommand"];

    public async Task InitializeAsync()
    {
        await house.OpenWindowAsync(open: true);
        await house.PermitAsync(SshHouse.Everything);
        house.Remember();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [IdeFact]
    public async Task Opens_TheConnectionsOfTheIde()
    {
        foreach (var isFramed in new[] { false, true })
        {
            using var management = VsCodeClient.Open(house, server.Port, isFramed);
            Assert.Equal("""{"type":"ok"}""", await management.HandshakeAsync(1, NoArguments));
        }

        var ended = await house.TracedAsync<StreamEnded>(stream => stream.Ide == "Management");
        Assert.True(ended is { BytesIn: > 300, BytesOut: > 150, Kind: StreamKind.PortForward });
    }

    [IdeFact]
    public async Task Opens_ItsExtensionHost()
    {
        using (var extensions = VsCodeClient.Open(house, server.Port))
        {
            // Whatever it answers about debugging is no error.
            Assert.DoesNotContain("\"error\"", await extensions.HandshakeAsync(2, NoArguments), StringComparison.Ordinal);
        }

        await house.TracedAsync<StreamEnded>(stream => stream.Ide == "ExtensionHost");
    }

    [IdeFact]
    public async Task Passes_ATunnelToAPermittedPort_AsAStreamOfItsOwn()
    {
        using var tunnel = VsCodeClient.Open(house, server.Port);
        Assert.Equal("""{"type":"ok"}""", await tunnel.HandshakeAsync(3, Target("127.0.0.1", house.SecretPort)));
        Assert.Contains(SshWay.Secret, await tunnel.RestAsync(), StringComparison.Ordinal);
        var asked = $"localhost:{house.SecretPort.ToString(CultureInfo.InvariantCulture)} through VS Code";
        var opened = await house.TracedAsync<StreamOpened>(stream => stream.Asked == asked);
        Assert.Equal(("forwardPort", "ada"), (opened.Action, opened.Actor));
        var ended = await house.TracedAsync<StreamEnded>(stream => stream.StreamId == opened.StreamId);
        Assert.Equal("Tunnel", ended.Ide);
        Assert.True(ended.BytesOut >= SshWay.Secret.Length);
    }

    [IdeFact]
    public async Task Stops_ATunnelToAnotherPort()
    {
        await PermitPortAsync(server.Port);
        foreach (var isFramed in new[] { false, true })
        {
            using var tunnel = VsCodeClient.Open(house, server.Port, isFramed);
            var said = await tunnel.HandshakeAsync(3, Target("localhost", house.SecretPort));
            Assert.Contains("RemoteDev Gateway: ", said, StringComparison.Ordinal);
            Assert.Contains("\"type\":\"error\"", said, StringComparison.Ordinal);
            Assert.DoesNotContain(SshWay.Secret, await tunnel.RestAsync(), StringComparison.Ordinal);
        }

        var refused = await house.TracedAsync<AccessRefused>(refusal => refusal.Action == "forwardPort");
        Assert.Equal(("ada", SshHouse.Place, Door.Ssh), (refused.Actor, refused.Place, refused.Door));
        await house.TracedAsync<StreamEnded>(stream => stream is { Ide: "Tunnel", Reason: EndReason.NotContained });
    }

    [IdeFact]
    public async Task Stops_ATunnelToAnotherHost()
    {
        using var tunnel = VsCodeClient.Open(house, server.Port);
        Assert.Contains("environment itself only", await tunnel.HandshakeAsync(3, Target("192.0.2.1", 22)), StringComparison.Ordinal);
        await house.TracedAsync<AccessRefused>(refusal => refusal.Room == "Contain" && refusal.Reason.Contains("environment itself only", StringComparison.Ordinal));
    }

    [IdeFact]
    public async Task Stops_ATunnelThatIsAskedForWithoutWaiting()
    {
        // Everything in one write, behind another request: nothing of it may reach the port.
        await PermitPortAsync(server.Port);
        using var tunnel = VsCodeClient.Open(house, server.Port);
        await tunnel.SayAsync(
        [
            .. "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\nGET /?skipWebSocketFrames=true HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8,
            .. Contain.WebSockets.Frames.Control("null"),
            .. Contain.WebSockets.Frames.Control($$"""{"type":"auth","auth":"{{VsCodeServer.Token}}","data":"x"}"""),
            .. Contain.WebSockets.Frames.Control($$"""{"type":"connectionType","signedData":"{{VsCodeServer.Token}}","desiredConnectionType":3,"args":{{Target("localhost", house.SecretPort)}}}"""),
        ]);
        Assert.DoesNotContain(SshWay.Secret, await tunnel.RestAsync(), StringComparison.Ordinal);
    }

    [IdeFact]
    public async Task Cuts_ATunnel_WhenItsPortIsNoLongerPermitted()
    {
        // An sshd says who it is and waits, so the tunnel stays open.
        await PermitPortAsync(server.Port, house.Target.Port);
        using var tunnel = VsCodeClient.Open(house, server.Port);
        Assert.Equal("""{"type":"ok"}""", await tunnel.HandshakeAsync(3, Target("localhost", house.Target.Port)));
        await tunnel.UntilAsync("SSH-2.0-OpenSSH"u8.ToArray());
        await PermitPortAsync(server.Port);
        await tunnel.RestAsync();
        await house.TracedAsync<StreamEnded>(stream => stream is { Ide: "Tunnel", Reason: EndReason.PolicyChanged });
    }

    [IdeFact]
    public async Task Cuts_TheIde_WhenTheWindowCloses()
    {
        using var management = VsCodeClient.Open(house, server.Port);
        Assert.Equal("""{"type":"ok"}""", await management.HandshakeAsync(1, NoArguments));
        await house.OpenWindowAsync(open: false);
        await management.RestAsync();
        await house.TracedAsync<StreamEnded>(stream => stream is { Ide: "Management", Reason: EndReason.WindowClosed });
    }

    [IdeFact]
    public async Task Asks_ForAFileOfTheServer_AsForADownload()
    {
        var file = house.Path("inside/resource.txt");
        await System.IO.File.WriteAllTextAsync(file, SshWay.Secret);
        var request = $"GET /vscode-remote-resource?path={Uri.EscapeDataString(file)}&tkn={VsCodeServer.Token} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        using (var refused = VsCodeClient.Open(house, server.Port))
        {
            await refused.SayAsync("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n" + request);
            var said = await refused.RestAsync();
            Assert.DoesNotContain(SshWay.Secret, said, StringComparison.Ordinal);
            Assert.Contains("RemoteDev Gateway: ", said, StringComparison.Ordinal);
            Assert.NotNull(await house.TracedAsync<AccessRefused>(refusal => refusal is { Action: "download", Door: Door.Ssh }));
        }

        await house.PermitAsync([.. SshHouse.Everything, "download"]);
        using var permitted = VsCodeClient.Open(house, server.Port);
        await permitted.SayAsync(request);
        Assert.Contains(SshWay.Secret, await permitted.RestAsync(), StringComparison.Ordinal);
        var opened = await house.TracedAsync<StreamOpened>(stream => stream.Asked == $"download {file}");
        Assert.Equal("download", opened.Action);
        Assert.True((await house.TracedAsync<StreamEnded>(stream => stream.StreamId == opened.StreamId)).BytesOut > SshWay.Secret.Length);
    }

    [IdeFact]
    public async Task Recognises_TheScript_AndCarriesWhatItStarts()
    {
        using var script = OpenSshProgram.Start("ssh", [.. house.Options("-p"), $"{SshHouse.Place}@127.0.0.1", "bash"]);
        await script.StandardInput.WriteAsync($"export VSCODE_AGENT_FOLDER=$HOME/.vscode-server\nprintf 'listeningOn==%s==\\n' {server.Port}\n");
        script.StandardInput.Close();
        Assert.Equal($"listeningOn=={server.Port}==\n", await script.StandardOutput.ReadToEndAsync());
        await house.TracedAsync<RemoteIdeRecognised>(_ => true);
        using var management = VsCodeClient.Open(house, server.Port);
        Assert.Equal("""{"type":"ok"}""", await management.HandshakeAsync(1, NoArguments));
    }

    private static string Target(string host, int port) => $$"""{"host":"{{host}}","port":{{port}}}""";

    /// <summary>Policy permits these ports and no other, and what else Remote-SSH needs.</summary>
    private Task PermitPortAsync(params int[] ports)
    {
        var others = string.Join(", ", Others.Select(action => $"RemoteDev::Action::\"{action}\""));
        var known = string.Join(" || ", ports.Select(port => $"context.port == {port}"));
        return house.SavePolicyAsync($$"""
            @id("ssh") @reason("Acme works by SSH.") @mfa("8h")
            permit (principal in RemoteDev::Vendor::"acme", action in [{{others}}], resource in RemoteDev::Project::"payments");
            @id("ports") @reason("Acme reaches these ports.") @mfa("8h")
            permit (principal in RemoteDev::Vendor::"acme", action == RemoteDev::Action::"forwardPort", resource in RemoteDev::Project::"payments")
            when { context has port && ({{known}}) };
            """);
    }
}

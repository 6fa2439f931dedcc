using RemoteDev.Ssh;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>Our server by itself, where connections and sessions end: what a handshake costs, and a cheap target for idle sessions.</summary>
internal static class SshEndProgramme
{
    public static async Task RunAsync(string keyFile)
    {
        using var hostKey = SshPrivateKey.GenerateEd25519();
        using var key = Keys.Read(keyFile);
        var options = new SshServerOptions { HostKeys = [hostKey] };
        await SshListener.RunAsync(Keys.Word(hostKey.PublicKey), stream => SshServer.ServeAsync(
            stream,
            options,
            new KeyHolder(key.PublicKey, opening => opening.Accept(new QuietEnd()), request => request.Fail()),
            TimeProvider.System,
            CancellationToken.None));
    }
}

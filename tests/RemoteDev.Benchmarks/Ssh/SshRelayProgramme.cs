using RemoteDev.Ssh;
using RemoteDev.Ssh.Relay;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>Our relay before one target, with a guard that lets everything pass.</summary>
internal static class SshRelayProgramme
{
    public static async Task RunAsync(int targetPort, string targetHostKey, string keyFile)
    {
        using var hostKey = SshPrivateKey.GenerateEd25519();
        using var key = Keys.Read(keyFile);
        var server = new SshServerOptions { HostKeys = [hostKey] };
        var targetKey = Keys.FromWord(targetHostKey);
        await SshListener.RunAsync(Keys.Word(hostKey.PublicKey), ServeAsync);

        async Task ServeAsync(Stream stream)
        {
            await using var target = await SshListener.LogInAsync(targetPort, targetKey, key);
            var handler = new KeyHolder(
                key.PublicKey,
                opening => SshRelay.Join(opening, target.Connection, new PassingGuard()),
                request => SshRelay.Forward(request, target.Connection));
            await SshServer.ServeAsync(stream, server, handler, TimeProvider.System, CancellationToken.None);
        }
    }
}

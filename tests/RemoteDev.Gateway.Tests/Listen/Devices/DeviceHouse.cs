using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Listen.Devices;

namespace RemoteDev.Gateway.Tests.Listen.Devices;

/// <summary>The real listener with TLS that asks for client certificates, and clients with and without one.</summary>
internal sealed class DeviceHouse : IAsyncDisposable
{
    private readonly ListenHost _gateway;
    private readonly TemporaryFolder _folder;

    private DeviceHouse(ListenHost gateway, TemporaryFolder folder) => (_gateway, _folder) = (gateway, folder);

    public ListenHost Gateway => _gateway;

    public string ListPath => Path.Combine(_folder.Path, "devices.crl");

    /// <summary>A listener that asks for certificates of these authorities.</summary>
    /// <param name="authority">Trusted.</param>
    /// <param name="list">Its revocation list; null asks no lists.</param>
    /// <param name="managed">Trusted, and vouching for managed devices.</param>
    public static async Task<DeviceHouse> StartAsync(string authority, byte[]? list, string? managed = null, params (string Key, string Value)[] more)
    {
#pragma warning disable CA2000 // the house owns it
        var folder = new TemporaryFolder();
#pragma warning restore CA2000
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "authorities.pem"), authority);
        List<(string, string)> settings =
        [
            ("RemoteDev:PublicOrigin", $"https://{ListenHost.Host}"),
            ("RemoteDev:Listen:Devices:Authorities:0", Path.Combine(folder.Path, "authorities.pem")),
            .. more,
        ];
        if (list is null)
        {
            settings.Add(("RemoteDev:Listen:Devices:CheckRevocation", "false"));
        }
        else
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, "devices.crl"), list);
            settings.Add(("RemoteDev:Listen:Devices:RevocationLists:0", Path.Combine(folder.Path, "devices.crl")));
        }

        if (managed is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "managed.pem"), managed);
            settings.Add(("RemoteDev:Listen:Devices:ManagedAuthorities:0", Path.Combine(folder.Path, "managed.pem")));
        }

#pragma warning disable CA2000 // the house owns it
        return new DeviceHouse(await ListenHost.StartAsync([.. settings]), folder);
#pragma warning restore CA2000
    }

    /// <summary>What the gateway says of a request of a client that shows this certificate.</summary>
    public async Task<string> GetAsync(X509Certificate2? certificate, Version? version = null, string headers = "", params X509Certificate2[] sent)
    {
        using var client = Client(certificate, sent);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://remotedev.localhost:{_gateway.Port}/")
        {
            Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = ListenHost.Host;
        foreach (var line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

#pragma warning disable CA2000 // the client disposes its handler
    public HttpClient Client(X509Certificate2? certificate, params X509Certificate2[] sent) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, token) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, _gateway.Port, token);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions
        {
#pragma warning disable CA5359 // the gateway's own certificate is not what is tested
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, [.. sent], offline: true),
        },
    });
#pragma warning restore CA2000

    /// <summary>Puts another list in the place of the first and looks at it now, as the gateway does each second.</summary>
    public void Replace(byte[] list)
    {
        var beside = ListPath + ".new";
        File.WriteAllBytes(beside, list);
        File.SetLastWriteTimeUtc(beside, DateTime.UtcNow.AddMinutes(1));
        File.Move(beside, ListPath, overwrite: true);
        Look();
    }

    public void Look() => _gateway.Services.GetRequiredService<DeviceWatch>().Look();

    public string? Warning => _gateway.Services.GetRequiredService<DeviceWatch>().Warning;

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Dispose();
    }
}

using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>
/// What machines wait for, as the gateways share it: the machine asks at one, its person approves at another. One entry each under the hash
/// of the machine's code, found also by the person's code and counted by the networks it came from.
/// </summary>
internal sealed class DeviceStore(ISharedState shared, TimeProvider clock)
{
    private const int MostTries = 16;

    /// <summary>Whether one of the networks that this address belongs to has as many as it may.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<bool> IsCrowdedAsync(IPAddress source, CancellationToken cancellationToken)
    {
        foreach (var network in DeviceNetwork.Of(source))
        {
            if (await shared.CountAsync(SharedKind.DeviceAuthorization, network.Group, cancellationToken) >= network.Most)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False when there are as many as there may be in all, or when somebody has the person's code by an unlikely chance.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<bool> TryAddAsync(TokenHash device, DeviceRequest request, CancellationToken cancellationToken)
    {
        var code = CodeOf(request.UserCode);
        return await shared.CountAsync(SharedKind.DeviceAuthorization, code, cancellationToken) == 0
            && await shared.TryAddAsync(
                KeyOf(device), request.Write(), Lifetime(request), [code, .. DeviceNetwork.Of(request.From).Select(network => network.Group)], cancellationToken);
    }

    /// <summary>What waits under the person's code, with its name, or null.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<(TokenHash Device, DeviceRequest Request)?> FindAsync(string userCode, CancellationToken cancellationToken)
    {
        foreach (var entry in await shared.GroupAsync(SharedKind.DeviceAuthorization, CodeOf(userCode), cancellationToken))
        {
            if (TokenHash.TryRead(entry.Key.Id, out var device))
            {
                return (device, DeviceRequest.Read(entry.Value.Data));
            }
        }

        return null;
    }

    /// <summary>Changes it as it is at that moment; the change is asked again when somebody else was first.</summary>
    /// <param name="change">Null to leave it as it is.</param>
    /// <returns>What it is now; null when there is none, or the change left it.</returns>
    /// <exception cref="SharedStateException">The store does not answer; whether it was changed is not known.</exception>
    public async ValueTask<DeviceRequest?> TryChangeAsync(TokenHash device, Func<DeviceRequest, DeviceRequest?> change, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostTries; i++)
        {
            if (await shared.FindAsync(KeyOf(device), cancellationToken) is not { } found
                || DeviceRequest.Read(found.Data) is var request && clock.GetUtcNow() >= request.ExpiresAt
                || change(request) is not { } changed)
            {
                return null;
            }

            if (await shared.TryReplaceAsync(KeyOf(device), found.Version, changed.Write(), Lifetime(changed), cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>Removes it: of all who try one gets it.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<DeviceRequest?> TakeAsync(TokenHash device, CancellationToken cancellationToken) =>
        await shared.TakeAsync(KeyOf(device), cancellationToken) is { } taken ? DeviceRequest.Read(taken.Data) : null;

    private static SharedKey KeyOf(TokenHash device) => new(SharedKind.DeviceAuthorization, device.ToString());

    private static string CodeOf(string userCode) => $"code:{userCode}";

    private TimeSpan Lifetime(DeviceRequest request)
    {
        var left = request.ExpiresAt - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
    }
}

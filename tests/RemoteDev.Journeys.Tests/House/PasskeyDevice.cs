using Microsoft.Playwright;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>A device with a finger on it, in a visitor's browser: Chromium's own virtual authenticator, over the DevTools protocol.</summary>
internal sealed class PasskeyDevice
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private PasskeyDevice(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<PasskeyDevice> AttachAsync(Visitor visitor)
    {
        var session = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["protocol"] = "ctap2", ["ctap2Version"] = "ctap2_1", ["transport"] = "internal", ["hasResidentKey"] = true,
            ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
        };
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal) { ["options"] = options });
        return new PasskeyDevice(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether the device finds that it is its owner.</summary>
    public Task KnowsOwnerAsync(bool knows) => _session.SendAsync("WebAuthn.setUserVerified", Of(("isUserVerified", knows)));

    /// <summary>How many passkeys it has.</summary>
    public async Task<int> CountAsync() => (await _session.SendAsync("WebAuthn.getCredentials", Of()))!.Value.GetProperty("credentials").GetArrayLength();

    /// <summary>The owner lost it.</summary>
    public Task LoseAsync() => _session.SendAsync("WebAuthn.removeVirtualAuthenticator", Of());

    private Dictionary<string, object> Of(params (string Name, object Value)[] more)
    {
        var all = more.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        all["authenticatorId"] = _id;
        return all;
    }
}

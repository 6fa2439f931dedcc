using System.Security.Cryptography;
using Microsoft.Playwright;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>Somebody of the demo's catalogue, with what they alone know and hold.</summary>
internal sealed class Person(string login, string displayName, string zone)
{
    public string Login { get; } = login;

    public string DisplayName { get; } = displayName;

    /// <summary>Where they sit, which their browser knows.</summary>
    public string Zone { get; } = zone;

    /// <summary>What they choose when they enrol.</summary>
    public string Password { get; } = "journey " + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(9));

    /// <summary>The app on their phone; null before they enrolled.</summary>
    public Totp? Phone { get; set; }

    /// <summary>The browser they left signed in, until they need it again; null while it is in use or was never opened.</summary>
    public IBrowserContext? Browser { get; set; }

    /// <summary>The slip of paper in their drawer.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];
}

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>What somebody recognises a sign-in of theirs by.</summary>
internal static class SignInWords
{
    // The longer names first: every browser also claims to be some other.
    private static readonly string[] Browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
    private static readonly string[] Systems = ["Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux"];

    /// <summary><c>Firefox, Linux</c>, <c>an SSH key</c>, or what else is known.</summary>
    public static string With(Journey.SignIn signIn) => signIn.First.Method switch
    {
        "ssh-key" => "an SSH key",
        "ssh-certificate" => "an SSH certificate",
        _ => Browser(signIn.Agent),
    };

    private static string Browser(string? agent)
    {
        var browser = Browsers.FirstOrDefault(name => agent?.Contains(name + "/", StringComparison.Ordinal) == true);
        var system = Systems.FirstOrDefault(name => agent?.Contains(name, StringComparison.Ordinal) == true);
        browser = browser switch { "Edg" => "Edge", "OPR" => "Opera", _ => browser };
        system = system switch { "Macintosh" => "macOS", "CrOS" => "ChromeOS", _ => system };
        return (browser, system) switch
        {
            (null, null) => "another browser",
            (null, { } only) => $"a browser on {only}",
            ({ } only, null) => only,
            var (known, on) => $"{known} on {on}",
        };
    }
}

using System.Security.Cryptography;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>Finds everything wrong with what the operator wrote about the providers. Values of secrets are never said.</summary>
internal static class OpenIdOptionRules
{
    private const int MaxName = 32;
    private const int MaxProviders = 32;
    private const int MaxPath = 128;

    private static readonly string[] Prompts = ["", "login", "consent", "select_account"];

    public static void Check(IReadOnlyDictionary<string, OpenIdProviderOptions> providers, OptionFaults faults)
    {
        var root = $"{RoomOptions.Root}:{IdentifyOptions.Section}:{nameof(IdentifyOptions.Providers)}";
        if (providers.Count > MaxProviders)
        {
            faults.Add(root, $"there are {providers.Count} providers; {MaxProviders} is the most.");
        }

        foreach (var (name, options) in providers)
        {
            CheckOne($"{root}:{name}", name, options, faults);
        }

        // A path that two providers share could not tell whose answer came.
        foreach (var twice in providers.SelectMany(one => OpenIdPaths.Of(one.Key, one.Value).All).GroupBy(path => path, StringComparer.OrdinalIgnoreCase).Where(paths => paths.Count() > 1))
        {
            faults.Add(root, $"{twice.Key} is named {twice.Count()} times; every provider needs paths of its own.");
        }
    }

    private static void CheckOne(string key, string name, OpenIdProviderOptions options, OptionFaults faults)
    {
        if (name.Length > MaxName || !IsName(name))
        {
            faults.Add(key, $"a provider's name is 1 to {MaxName} lower-case letters, digits or -, and begins with a letter.");
        }

        CheckAddress($"{key}:{nameof(options.Authority)}", options.Authority, options.RequireHttpsMetadata, faults);
        if (options.MetadataAddress.Length > 0)
        {
            CheckAddress($"{key}:{nameof(options.MetadataAddress)}", options.MetadataAddress, options.RequireHttpsMetadata, faults);
        }

        if (options.ClientId.Length is 0 or > 256 || options.ClientId.Any(c => c is < ' ' or > '~'))
        {
            faults.Add($"{key}:{nameof(options.ClientId)}", "name the client under which the provider knows this gateway.");
        }

        CheckCredential(key, options, faults);
        var paths = OpenIdPaths.Of(name, options);
        CheckPath($"{key}:{nameof(options.CallbackPath)}", paths.Callback, "/signin-", faults);
        CheckPath($"{key}:{nameof(options.RemoteSignOutPath)}", paths.RemoteSignOut, "/signout-", faults);
        CheckPath($"{key}:{nameof(options.SignedOutCallbackPath)}", paths.SignedOutCallback, "/signout-", faults);
        if (options.ResponseMode is not ("query" or "form_post"))
        {
            faults.Add($"{key}:{nameof(options.ResponseMode)}", "must be query or form_post.");
        }

        CheckPrompt($"{key}:{nameof(options.Prompt)}", options.Prompt, faults);
        CheckPrompt($"{key}:{nameof(options.ConfirmPrompt)}", options.ConfirmPrompt, faults);

        if (options.Scope.Length > 20 || options.Scope.Any(scope => scope.Length is 0 or > 128 || scope.Any(c => c is <= ' ' or > '~' or '"' or '\\')))
        {
            faults.Add($"{key}:{nameof(options.Scope)}", "is a list of at most 20 words without blanks.");
        }

        if (options.PushedAuthorizationBehavior == PushedAuthorizationBehavior.Unspecified)
        {
            faults.Add($"{key}:{nameof(options.PushedAuthorizationBehavior)}", "must be UseIfAvailable, Disable or Require.");
        }

        Bound($"{key}:{nameof(options.BackchannelTimeout)}", options.BackchannelTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), faults);
        Bound($"{key}:{nameof(options.RefreshInterval)}", options.RefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), faults);
        Bound($"{key}:{nameof(options.AutomaticRefreshInterval)}", options.AutomaticRefreshInterval, TimeSpan.FromMinutes(5), TimeSpan.FromDays(7), faults);
        Bound($"{key}:{nameof(options.ClaimsRefreshInterval)}", options.ClaimsRefreshInterval, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), faults);
        Bound($"{key}:{nameof(options.ClaimsRefreshGrace)}", options.ClaimsRefreshGrace, TimeSpan.Zero, TimeSpan.FromHours(12), faults);
        Bound(
            $"{key}:{nameof(options.TokenValidationParameters)}:{nameof(OpenIdTokenOptions.ClockSkew)}",
            options.TokenValidationParameters.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5), faults);
        Bound($"{key}:{nameof(options.KeysWorkFor)}", options.KeysWorkFor, TimeSpan.FromMinutes(5), TimeSpan.FromDays(30), faults);
        Bound($"{key}:{nameof(options.ConfirmMaxAge)}", options.ConfirmMaxAge, TimeSpan.Zero, TimeSpan.FromMinutes(15), faults);
        if (options.MaxAge is { } age)
        {
            Bound($"{key}:{nameof(options.MaxAge)}", age, TimeSpan.Zero, TimeSpan.FromDays(30), faults);
        }
    }

    private static void CheckPrompt(string key, string prompt, OptionFaults faults)
    {
        if (!Prompts.Contains(prompt, StringComparer.Ordinal))
        {
            faults.Add(key, "must be login, consent, select_account or empty.");
        }
    }

    private static void CheckCredential(string key, OpenIdProviderOptions options, OptionFaults faults)
    {
        string[] given = [options.ClientSecret, options.ClientSecretFile, options.ClientKeyFile];
        if (given.Count(one => one.Length > 0) != 1)
        {
            faults.Add(key, "name exactly one of ClientSecret, ClientSecretFile and ClientKeyFile: a client that proves nothing may be anybody.");
            return;
        }

        try
        {
            using var credential = ClientProof.Read(options);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or InvalidDataException)
        {
            var which = options.ClientKeyFile.Length > 0 ? nameof(options.ClientKeyFile)
                : options.ClientSecretFile.Length > 0 ? nameof(options.ClientSecretFile) : nameof(options.ClientSecret);
            faults.Add($"{key}:{which}", unreadable is InvalidDataException ? unreadable.Message : $"cannot be used ({unreadable.GetType().Name}).");
        }
    }

    private static void CheckAddress(string key, string address, bool requireHttps, OptionFaults faults)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            faults.Add(key, "write an address like https://login.example.com.");
        }
        else if (uri.Scheme == "http" && (requireHttps || !uri.IsLoopback))
        {
            faults.Add(key, "must be https. Plain http is for a provider on this machine's loopback, with RequireHttpsMetadata false.");
        }
    }

    private static void CheckPath(string key, string path, string begin, OptionFaults faults)
    {
        if (path.Length > MaxPath
            || !path.StartsWith(begin, StringComparison.Ordinal)
            || path[begin.Length..].Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '/'))
            || path.Contains("//", StringComparison.Ordinal))
        {
            faults.Add(key, $"must begin with {begin} and go on with letters, digits, -, _ or /.");
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static void Bound(string key, TimeSpan value, TimeSpan least, TimeSpan most, OptionFaults faults)
    {
        if (value < least || value > most)
        {
            faults.Add(key, $"must lie between {least:c} and {most:c}.");
        }
    }
}

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>The addresses of one provider on the portal's origin.</summary>
internal sealed record OpenIdPaths(string Callback, string RemoteSignOut, string SignedOutCallback)
{
    public IEnumerable<string> All => [Callback, RemoteSignOut, SignedOutCallback];

    public static OpenIdPaths Of(string name, OpenIdProviderOptions options) => new(
        Or(options.CallbackPath, $"/signin-oidc/{name}"),
        Or(options.RemoteSignOutPath, $"/signout-oidc/{name}"),
        Or(options.SignedOutCallbackPath, $"/signout-callback-oidc/{name}"));

    private static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}

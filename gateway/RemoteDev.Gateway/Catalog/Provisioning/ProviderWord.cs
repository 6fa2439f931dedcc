namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>
/// What a provider said of a person when it last confirmed them: at a sign-in, or when it was asked again. Rules that change later are
/// held against it at once, and keys work only for so long after it.
/// </summary>
/// <param name="Claims">Those that a rule asked for then, as <see cref="ProviderClaims.ToJson"/> writes them.</param>
internal sealed record ProviderWord(string Provider, string Login, DateTimeOffset SaidAt, string Claims);

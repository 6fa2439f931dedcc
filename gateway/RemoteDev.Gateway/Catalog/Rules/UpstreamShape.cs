namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What an inside address may be.</summary>
internal enum UpstreamShape
{
    /// <summary>Scheme, host and port of a web server.</summary>
    Web = 0,

    /// <summary>The same with the path of a repository.</summary>
    Repository,

    /// <summary><c>ssh://</c>, host and port.</summary>
    Ssh,
}

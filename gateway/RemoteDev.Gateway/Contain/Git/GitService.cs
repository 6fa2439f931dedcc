namespace RemoteDev.Gateway.Contain.Git;

/// <summary>The two services of git's smart HTTP protocol (gitprotocol-http). The zero value is none.</summary>
internal enum GitService
{
    None = 0,

    /// <summary><c>git-upload-pack</c>: source goes out (clone, fetch).</summary>
    UploadPack,

    /// <summary><c>git-receive-pack</c>: source comes in (push).</summary>
    ReceivePack,
}

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>What a path at the git door asks for.</summary>
internal enum GitRouteKind
{
    /// <summary>Not a route of a git repository, or one we do not know: refused.</summary>
    Unknown = 0,

    /// <summary><c>GET info/refs?service=…</c>: the smart advertisement.</summary>
    Advertisement,

    /// <summary><c>POST git-upload-pack</c> or <c>git-receive-pack</c>.</summary>
    Rpc,

    /// <summary>The dumb protocol: objects and refs as plain files.</summary>
    Dumb,

    /// <summary>Archives and snapshots, as web front ends offer them.</summary>
    Archive,

    /// <summary>Git LFS: batch, objects, locks.</summary>
    LargeFiles,
}

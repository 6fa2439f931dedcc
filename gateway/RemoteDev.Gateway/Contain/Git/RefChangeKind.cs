namespace RemoteDev.Gateway.Contain.Git;

/// <summary>What a push does to one ref. The zero value is not a thing a push may do.</summary>
internal enum RefChangeKind
{
    None = 0,
    Create,
    Update,
    Delete,
}

namespace RemoteDev.Gateway.Replicas;

/// <summary>The name of a shared entry: its kind, and an id that is unique in it.</summary>
internal readonly record struct SharedKey
{
    /// <summary>The longest id or group, in characters.</summary>
    public const int MaxLength = 512;

    public SharedKey(SharedKind kind, string id)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id.Length, MaxLength, nameof(id));
        (Kind, Id) = (kind, id);
    }

    public SharedKind Kind { get; }

    /// <summary>Never a secret itself: what opens something is named by its hash.</summary>
    public string Id { get; }
}

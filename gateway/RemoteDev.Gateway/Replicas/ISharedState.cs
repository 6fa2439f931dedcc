namespace RemoteDev.Gateway.Replicas;

/// <summary>
/// What the gateways of one house know together for a while: sign-ins, challenges, codes that work once. Every step is atomic, also
/// between gateways; every entry has an end; nothing in it can be read or made by who only reaches the store. One gateway alone keeps
/// it in memory, several in Redis, and a set of tests holds both to the same.
/// </summary>
internal interface ISharedState
{
    /// <summary>Whether this gateway is the only one that sees it.</summary>
    bool IsAlone { get; }

    /// <summary>When the store last answered.</summary>
    DateTimeOffset LastAnswer { get; }

    /// <summary>Adds an entry. False when there is one of that name, or when there are as many of its kind as there may be.</summary>
    /// <param name="groups">Names under which <see cref="GroupAsync"/> finds it among others of its kind.</param>
    /// <exception cref="SharedStateException">The store does not answer; whether it was added is not known.</exception>
    ValueTask<bool> TryAddAsync(
        SharedKey key, ReadOnlyMemory<byte> data, TimeSpan lifetime, IReadOnlyCollection<string> groups, CancellationToken cancellationToken);

    /// <summary>The entry, or null.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    ValueTask<SharedValue?> FindAsync(SharedKey key, CancellationToken cancellationToken);

    /// <summary>The entries of many names in one question, in the order of the names; null where there is none.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    ValueTask<IReadOnlyList<SharedValue?>> FindAllAsync(IReadOnlyList<SharedKey> keys, CancellationToken cancellationToken);

    /// <summary>Replaces what is still as it was read, and gives it a new lifetime. False when it has changed or is gone.</summary>
    /// <exception cref="SharedStateException">The store does not answer; whether it was replaced is not known.</exception>
    ValueTask<bool> TryReplaceAsync(SharedKey key, long version, ReadOnlyMemory<byte> data, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Gives an entry another name in one step. False when it is gone.</summary>
    /// <exception cref="SharedStateException">The store does not answer; whether it was renamed is not known.</exception>
    ValueTask<bool> TryRenameAsync(SharedKey key, string id, CancellationToken cancellationToken);

    /// <summary>Removes an entry and gives it to the caller: of two who take it, one gets it.</summary>
    /// <exception cref="SharedStateException">The store does not answer; whether it was taken is not known.</exception>
    ValueTask<SharedValue?> TakeAsync(SharedKey key, CancellationToken cancellationToken);

    /// <summary>The entries of a kind that were added with a group's name and are still there.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    ValueTask<IReadOnlyList<SharedEntry>> GroupAsync(SharedKind kind, string group, CancellationToken cancellationToken);

    /// <summary>How many a group has, in a question that costs the same however many they are.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    ValueTask<int> CountAsync(SharedKind kind, string group, CancellationToken cancellationToken);

    /// <summary>Tells every other gateway something, at most once and at once: who did not hear it must find out by asking.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    ValueTask TellAsync(SharedTopic topic, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>Hears what other gateways tell, from now on. Handlers must not block or throw.</summary>
    void Hear(SharedTopic topic, Action<ReadOnlyMemory<byte>> handler);
}

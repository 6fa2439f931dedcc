using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// Sign-ins as the gateways share them: one entry each, under the hash of its cookie, found also by its person. An entry lives a little
/// longer than the sign-in may be idle, so that whoever ends it can say why.
/// </summary>
internal sealed class SignInShare(ISharedState shared, SignInLifetimes lifetimes, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>Whether there is anybody to share with.</summary>
    public bool IsAlone => shared.IsAlone;

    /// <summary>Adds it for all to find. False when there are as many as there may be.</summary>
    /// <exception cref="SharedStateException">It is not known whether it was added; nobody has the cookie yet.</exception>
    public ValueTask<bool> TryAddAsync(TokenHash cookie, SignIn signIn, CancellationToken cancellationToken) =>
        shared.TryAddAsync(KeyOf(cookie), SignInRecord.Of(signIn).Write(), LifetimeOf(signIn), [GroupOf(signIn.Login)], cancellationToken);

    /// <summary>What is known of it, or null.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<SignInRecord?> FindAsync(TokenHash cookie, CancellationToken cancellationToken) =>
        await shared.FindAsync(KeyOf(cookie), cancellationToken) is { } value ? SignInRecord.Read(value.Data) : null;

    /// <summary>What is known of many, in their order; null for those that are no more, or that nobody can read.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<IReadOnlyList<(SignInRecord Record, long Version)?>> FindAllAsync(IReadOnlyList<TokenHash> cookies, CancellationToken cancellationToken)
    {
        var found = await shared.FindAllAsync([.. cookies.Select(KeyOf)], cancellationToken);
        return [.. found.Select(value => value is not null && SignInRecord.Read(value.Data) is { } record ? (record, value.Version) : ((SignInRecord, long)?)null)];
    }

    /// <summary>Writes what this gateway knows of it, if nobody else wrote since that version.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public ValueTask<bool> TrySaveAsync(TokenHash cookie, long version, SignIn signIn, CancellationToken cancellationToken) =>
        shared.TryReplaceAsync(KeyOf(cookie), version, SignInRecord.Of(signIn).Write(), LifetimeOf(signIn), cancellationToken);

    /// <summary>Gives it another cookie. False when it is gone.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public ValueTask<bool> TryRenameAsync(TokenHash cookie, TokenHash renewed, CancellationToken cancellationToken) =>
        shared.TryRenameAsync(KeyOf(cookie), renewed.ToString(), cancellationToken);

    /// <summary>Removes it: of all gateways one gets it.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<SignInRecord?> TakeAsync(TokenHash cookie, CancellationToken cancellationToken) =>
        await shared.TakeAsync(KeyOf(cookie), cancellationToken) is { } value ? SignInRecord.Read(value.Data) : null;

    /// <summary>Removes it at a gateway that is alone, where every step is done when it returns. Of two who try, one gets true.</summary>
    public bool TakeHere(TokenHash cookie)
    {
        var taking = TakeAsync(cookie, CancellationToken.None).AsTask();
        return taking.IsCompletedSuccessfully && taking.GetAwaiter().GetResult() is not null;
    }

    /// <summary>All of a person's, wherever they are used.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public async ValueTask<IReadOnlyList<(TokenHash Cookie, SignInRecord Record)>> OfAsync(string login, CancellationToken cancellationToken)
    {
        List<(TokenHash, SignInRecord)> found = [];
        foreach (var entry in await shared.GroupAsync(SharedKind.SignIn, GroupOf(login), cancellationToken))
        {
            if (TokenHash.TryRead(entry.Key.Id, out var cookie) && SignInRecord.Read(entry.Value.Data) is { } record)
            {
                found.Add((cookie, record));
            }
        }

        return found;
    }

    /// <summary>Tells the other gateways.</summary>
    /// <exception cref="SharedStateException">The store does not answer.</exception>
    public ValueTask TellAsync(SignInEnding ending, CancellationToken cancellationToken) =>
        shared.TellAsync(SharedTopic.SignInEnded, ending.Write(), cancellationToken);

    public void Hear(Action<SignInEnding> handler) => shared.Hear(SharedTopic.SignInEnded, message =>
    {
        if (SignInEnding.Read(message.Span) is { } ending)
        {
            handler(ending);
        }
    });

    private static SharedKey KeyOf(TokenHash cookie) => new(SharedKind.SignIn, cookie.ToString());

    private static string GroupOf(string login) => $"login:{login}";

    private TimeSpan LifetimeOf(SignIn signIn)
    {
        // Alone, nobody renews an entry while its person works: the sign-in itself says when it is idle.
        var left = signIn.ExpiresAt - clock.GetUtcNow();
        var idle = lifetimes.Idle < left && !IsAlone ? lifetimes.Idle : left;
        return (idle > TimeSpan.Zero ? idle : TimeSpan.Zero) + Margin;
    }
}

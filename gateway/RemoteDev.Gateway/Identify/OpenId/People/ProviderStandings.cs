using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Directories;

namespace RemoteDev.Gateway.Identify.OpenId.People;

/// <summary>
/// Asks the database what providers and directories said of people, once for all who ask at the same time. Its answer is believed for a
/// second, and no longer than until something else is said here.
/// </summary>
internal sealed class ProviderStandings
{
    private const int Most = 10_000;

    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Key, Question> _asked = new();
    private readonly ProviderWords _words;
    private readonly DirectoryStore _directories;
    private readonly IDbContextFactory<AccountContext> _contexts;
    private readonly TimeProvider _clock;

    public ProviderStandings(
        ProviderWords words, DirectoryStore directories, DirectoryTokenDesk tokens, IDbContextFactory<AccountContext> contexts, TimeProvider clock)
    {
        (_words, _directories, _contexts, _clock) = (words, directories, contexts, clock);
        words.Said += (provider, login) => _asked.TryRemove(new Key(provider, login), out _);
        directories.UserChanged += (provider, login) => _asked.TryRemove(new Key(provider, login), out _);
        tokens.Changed += provider => Forget(key => key.Provider == provider);
    }

    /// <summary>Throws what <see cref="DatabaseFault"/> knows when the database cannot say, or not in time.</summary>
    public async ValueTask<ProviderStanding> OfAsync(string provider, string login, CancellationToken cancellationToken)
    {
        var (key, now) = (new Key(provider, login), _clock.GetUtcNow());
        if (!_asked.TryGetValue(key, out var question) || !IsFresh(question, now))
        {
            if (_asked.Count >= Most)
            {
                Forget(old => !_asked.TryGetValue(old, out var known) || !IsFresh(known, now));
            }

            // It stands here before it is asked: whatever is said from then on takes it away, and its answer with it.
            question = new Question(now, () => AskAsync(key));
            if (_asked.Count < Most)
            {
                _asked[key] = question;
            }
        }

        try
        {
            return await question.Answer.Value.WaitAsync(cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            // Who comes next asks anew.
            _asked.TryRemove(new KeyValuePair<Key, Question>(key, question));
            throw;
        }
    }

    private static bool IsFresh(Question question, DateTimeOffset now) => now - question.At < Believed && now >= question.At;

    // Nobody's own request: several may wait for it, and each may go.
    private Task<ProviderStanding> AskAsync(Key key) => DatabaseDeadline.KeepAsync(
        async token => new ProviderStanding(await _words.SaidAtAsync(key.Provider, key.Login, token), await KeptUntilAsync(key, token)), _clock, CancellationToken.None);

    // A directory says only what changes, so its silence counts as long as its token would be heard.
    private async Task<DateTimeOffset?> KeptUntilAsync(Key key, CancellationToken cancellationToken)
    {
        if (await _directories.UserAsync(key.Provider, key.Login, cancellationToken) is null)
        {
            return null;
        }

        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryTokens.Where(row => row.Provider == key.Provider).OrderByDescending(row => row.ExpiresAt)
            .Select(row => (DateTimeOffset?)row.ExpiresAt).FirstOrDefaultAsync(cancellationToken);
    }

    private void Forget(Func<Key, bool> which)
    {
        foreach (var (key, _) in _asked)
        {
            if (which(key))
            {
                _asked.TryRemove(key, out _);
            }
        }
    }

    private readonly record struct Key(string Provider, string Login);

    private sealed class Question(DateTimeOffset at, Func<Task<ProviderStanding>> ask)
    {
        public DateTimeOffset At { get; } = at;

        public Lazy<Task<ProviderStanding>> Answer { get; } = new(ask);
    }
}

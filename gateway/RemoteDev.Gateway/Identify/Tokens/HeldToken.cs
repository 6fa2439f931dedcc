using System.Net;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>A token that somebody came with here: one sign-in, whatever hangs from it, for as long as the token lives.</summary>
internal sealed class HeldToken(SignIn signIn, DateTimeOffset seenAt)
{
    private static readonly long Grain = TimeSpan.FromMinutes(1).Ticks;

    private readonly Lock _gate = new();
    private long _seenAt = seenAt.UtcTicks;
    private long _notedAt;
    private (DateTimeOffset At, IPAddress From)? _unwritten;

    public SignIn SignIn { get; } = signIn;

    /// <summary>When the database was asked about it that said that it lives.</summary>
    public DateTimeOffset SeenAt
    {
        get => new(Interlocked.Read(ref _seenAt), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _seenAt, value.UtcTicks);
    }

    /// <summary>Somebody came with it. To be written once a minute at most, by whoever takes it.</summary>
    public void Use(DateTimeOffset now, IPAddress from)
    {
        SignIn.Touch(now);
        var noted = Interlocked.Read(ref _notedAt);
        if (now.UtcTicks - noted >= Grain && Interlocked.CompareExchange(ref _notedAt, now.UtcTicks, noted) == noted)
        {
            lock (_gate)
            {
                _unwritten = (now, from);
            }
        }
    }

    /// <summary>The use that has yet to be written, or null.</summary>
    public (DateTimeOffset At, IPAddress From)? TakeUnwritten()
    {
        lock (_gate)
        {
            var unwritten = _unwritten;
            _unwritten = null;
            return unwritten;
        }
    }
}

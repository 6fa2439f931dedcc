using System.Text;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>
/// Keeps what is typed without an echo out of recordings. Whether a terminal echoes is known on the far side only; what can be seen here is whether
/// the letters that were typed come back. So a letter is recorded once it was echoed, in order; what was typed and did not come
/// back before the line ended or the time was up is recorded as <c>*</c>, one for each. Control characters are recorded as they are.
/// A password that a program prints back as typed is recorded, as it is on the screen.
/// </summary>
internal sealed class EchoMask(TimeProvider clock)
{
    private const int MostPending = 4096;

    /// <summary>How long an echo may take: across an ocean and through a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Queue<(Rune Rune, long Typed)> _pending = new();

    /// <summary>Something was typed. Gives what can be recorded now, in the order in which it was typed.</summary>
    public string Typed(string text)
    {
        var ready = new StringBuilder();
        var now = clock.GetTimestamp();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune))
            {
                _pending.Enqueue((rune, now));
                continue;
            }

            // Enter, or a key that moves: what was to be echoed has been, or soon is too late to be told from output.
            Release(ready, _pending.Count);
            ready.Append(rune.ToString());
        }

        Release(ready, Math.Max(0, _pending.Count - MostPending));
        return ready.ToString();
    }

    /// <summary>Something was shown. Gives the typed letters that are thereby known to be echoed.</summary>
    public string Shown(string text)
    {
        if (_pending.Count == 0)
        {
            return "";
        }

        var ready = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (_pending.TryPeek(out var next) && next.Rune == rune)
            {
                _pending.Dequeue();
                ready.Append(rune.ToString());
            }
        }

        return ready.ToString() + Late();
    }

    /// <summary>Gives what was not echoed in time, masked.</summary>
    public string Late()
    {
        var ready = new StringBuilder();
        while (_pending.TryPeek(out var next) && clock.GetElapsedTime(next.Typed) > Patience)
        {
            Release(ready, 1);
        }

        return ready.ToString();
    }

    private void Release(StringBuilder ready, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _pending.Dequeue();
            ready.Append('*');
        }
    }
}

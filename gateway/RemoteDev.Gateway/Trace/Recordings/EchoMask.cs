using System.Buffers;
using System.Text;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>
/// Keeps what is typed without an echo out of recordings. Whether a terminal echoes is known on the far side only; what can be seen here is whether
/// the letters that were typed come back, as an echo does: at the front of what is shown next, one after the other. Letters that
/// merely occur in what else is printed meanwhile are no echo. What was typed and did not come back before the line ended or the time was
/// up is recorded as <c>*</c>, one for each; in doubt that is too much. Control characters are recorded as they are. A password that a
/// program prints back as typed is recorded, as it is on the screen.
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
        var rest = text.AsSpan();
        while (_pending.TryPeek(out var next) && Rune.DecodeFromUtf16(rest = rest[Unseen(rest)..], out var rune, out var length) == OperationStatus.Done && next.Rune == rune)
        {
            _pending.Dequeue();
            ready.Append(rune.ToString());
            rest = rest[length..];
        }

        return ready.ToString() + Late();
    }

    /// <summary>How much of the front moves the cursor or colours: what a line editor writes around an echo.</summary>
    private static int Unseen(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && char.IsControl(text[at]))
        {
            if (text[at++] != '\x1b' || at == text.Length || text[at] != '[')
            {
                continue;
            }

            // A control sequence up to its final character (ECMA-48 section 5.4).
            var final = text[(at + 1)..].IndexOfAnyInRange('@', '~');
            at = final < 0 ? text.Length : at + 1 + final + 1;
        }

        return at;
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

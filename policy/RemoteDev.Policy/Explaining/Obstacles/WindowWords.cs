using NodaTime;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>Says when windows open and close, and works out each once.</summary>
internal sealed class WindowWords(IEnumerable<WindowDefinition> windows, Instant now)
{
    private readonly Dictionary<(string Name, bool Open), Phrase?> _known = [];

    /// <summary>What has to happen for the window to be open, or closed; null when it is.</summary>
    public Phrase? Of(string name, bool open)
    {
        if (!_known.TryGetValue((name, open), out var phrase))
        {
            _known[(name, open)] = phrase = Find(name, open);
        }

        return phrase;
    }

    private Phrase? Find(string name, bool open)
    {
        if (windows.FirstOrDefault(window => window.Name == name) is not { } window)
        {
            return open ? new Phrase($"there is no window {name} any more", Nearness.Never) : null;
        }

        if (window.IsOpenAt(now) == open)
        {
            return null;
        }

        return window.NextChange(now) is { } change
            ? new Phrase($"{(open ? "opens" : "closes")} {WindowPhrases.Moment(change.At, now, window.Zone)} ({name})", Nearness.Time, change.At)
            : new Phrase(open ? $"{name} does not open again" : $"{name} stays open", Nearness.Never);
    }
}

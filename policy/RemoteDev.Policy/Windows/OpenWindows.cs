using System.Collections.Frozen;
using NodaTime;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Windows;

/// <summary>Which windows are open at an instant, ready to be put into requests until the next change.</summary>
public sealed class OpenWindows
{
    internal OpenWindows(IEnumerable<WindowDefinition> open, Instant from, Instant? changesAt)
    {
        From = from;
        Names = open.Select(window => window.Name).ToFrozenSet(StringComparer.Ordinal);
        Value = new SetValue(Names.Select(Uids.Window));
        ChangesAt = changesAt;
    }

    /// <summary>No window is open, and none will.</summary>
    public static OpenWindows None { get; } = new([], Instant.MinValue, null);

    /// <summary>As if just these were open, and for ever: to ask what they are worth.</summary>
    public static OpenWindows Supposed(IEnumerable<WindowDefinition> open) => new(open, Instant.MinValue, null);

    /// <summary>The names of the open windows.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The same as Cedar sees it, for <c>context.openWindows</c>.</summary>
    internal SetValue Value { get; }

    /// <summary>The instant it was looked at.</summary>
    public Instant From { get; }

    /// <summary>When this stops being true: the earliest next change of any window. Null means not for a long time.</summary>
    public Instant? ChangesAt { get; }

    /// <summary>Whether this still holds at the instant.</summary>
    public bool HoldsAt(Instant instant) => From <= instant && !(ChangesAt <= instant);

    /// <summary>Looks at all windows. Keep the result and ask again at <see cref="ChangesAt"/> or when a window is edited.</summary>
    public static OpenWindows At(IEnumerable<WindowDefinition> windows, Instant now)
    {
        var open = new List<WindowDefinition>();
        Instant? changesAt = null;
        foreach (var window in windows)
        {
            if (window.IsOpenAt(now))
            {
                open.Add(window);
            }

            if (window.NextChange(now) is { } change && !(changesAt <= change.At))
            {
                changesAt = change.At;
            }
        }

        return new OpenWindows(open, now, changesAt);
    }
}

using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>A stretch of time, start inclusive, end exclusive.</summary>
/// <param name="Opens">The first instant inside.</param>
/// <param name="Closes">The first instant after.</param>
public readonly record struct OpenSpan(Instant Opens, Instant Closes)
{
    /// <summary>Whether the instant lies inside.</summary>
    public bool Contains(Instant instant) => Opens <= instant && instant < Closes;
}
